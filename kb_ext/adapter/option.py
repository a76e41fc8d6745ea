"""The `kb_*` options of conf.py: each declared once, validated once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from kb_ext.adapter.warning import log_problem
from kb_ext.core.code import SourceCode
from kb_ext.core.problem import Problem
from kb_ext.core.record import Scope
from kb_ext.core.site import Layout


def _is_folder(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip("/")) and ".." not in value


def _is_positive(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_scope(value: object) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value in frozenset(Scope))


# Values of conf.py have any type until they are validated; this is the place where that ends.
Validator = Callable[[Any], bool]


def _declare(
    default: Any, *, rebuild: str, expected: str, valid: Validator, types: tuple[type, ...] = ()
) -> Any:
    metadata = {"rebuild": rebuild, "expected": expected, "valid": valid, "types": types}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All options with their defaults; in conf.py each name is prefixed with `kb_`."""

    post_directory: str = _declare("posts", rebuild="env", expected="a folder's name", valid=_is_folder)
    """Folder of the posts, beside conf.py."""
    term_directory: str = _declare("terms", rebuild="env", expected="a folder's name", valid=_is_folder)
    """Folder of the glossary's terms."""
    comparison_directory: str = _declare(
        "comparisons", rebuild="env", expected="a folder's name", valid=_is_folder
    )
    """Folder of the comparisons."""
    characters_per_minute: int = _declare(
        500, rebuild="env", expected="a whole number above 0", valid=_is_positive
    )
    """Reading speed for Japanese text, where the front matter gives no `reading_time`."""
    related_posts: int = _declare(5, rebuild="", expected="a whole number, 0 or above", valid=_is_count)
    """How many related posts a post lists at most."""
    page_size: int = _declare(50, rebuild="", expected="a whole number above 0", valid=_is_positive)
    """How many posts an older page of a listing holds."""
    feed_size: int = _declare(30, rebuild="html", expected="a whole number, 0 or above", valid=_is_count)
    """How many of the newest posts `feed.xml` holds; 0 for no feed."""
    autolink: bool | str = _declare(
        "section",
        rebuild="",
        expected="'section', 'page', 'all' or False",
        valid=_is_scope,
        types=(bool, str),
    )
    """How often a page links to one term: once in each section of the second level, once, always, never."""
    drafts: bool = _declare(False, rebuild="env", expected="True or False", valid=_is_flag)
    """Whether posts marked as drafts are built, with a notice and outside every listing."""

    require_as_of: bool = _declare(False, rebuild="", expected="True or False", valid=_is_flag)
    """Whether every cell of a comparison needs a date: its own, that of its row or of the whole table."""
    stale_after: int = _declare(0, rebuild="html", expected="a whole number, 0 or above", valid=_is_count)
    """Days after which a cell of a comparison counts as old; 0 for never. Browsers mark such cells."""

    @property
    def scope(self) -> Scope:
        """How often pages link to one term that do not say so themselves."""
        if isinstance(self.autolink, str):
            return Scope(self.autolink)
        return Scope.SECTION if self.autolink else Scope.NONE

    def make_layout(self) -> Layout:
        """Return what the core needs to know of them."""
        return Layout(
            posts=self.post_directory,
            terms=self.term_directory,
            comparisons=self.comparison_directory,
            related=self.related_posts,
            page_size=self.page_size,
        )

    def is_record(self, docname: str) -> bool:
        """Tell whether a document's front matter is ours to read."""
        folders = (self.post_directory, self.term_directory, self.comparison_directory)
        return any(_is_below(docname, folder) for folder in folders)

    def is_post(self, docname: str) -> bool:
        """Tell whether a document is a post."""
        return _is_below(docname, self.post_directory)

    def is_term(self, docname: str) -> bool:
        """Tell whether a document defines a term."""
        return _is_below(docname, self.term_directory)


def _is_below(docname: str, folder: str) -> bool:
    return docname.startswith(f"{folder}/") and docname != f"{folder}/index"


def get_options(config: Config) -> Options:
    """Read the validated options of a site."""
    return Options(**{option.name: config[f"kb_{option.name}"] for option in fields(Options)})


def on_config_inited(_app: Sphinx, config: Config) -> None:
    """Put the default in the place of every value that does not fit, and say so."""
    for option in fields(Options):
        name, value = f"kb_{option.name}", config[f"kb_{option.name}"]
        if not option.metadata["valid"](value):
            values = (
                ("option", name),
                ("expected", option.metadata["expected"]),
                ("found", repr(value)),
                ("fallback", repr(option.default)),
            )
            log_problem(Problem(code=SourceCode.BAD_OPTION, values=values))
            config[name] = option.default


def setup_option(app: Sphinx) -> None:
    """Declare the options to Sphinx."""
    for option in fields(Options):
        assert option.default is not MISSING
        rebuild, types = option.metadata["rebuild"], option.metadata["types"]
        app.add_config_value(f"kb_{option.name}", option.default, rebuild, types=types)
    app.connect("config-inited", on_config_inited, priority=100)
