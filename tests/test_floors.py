"""Imports only go down: core, markdown, adapter, setup; read from the source, deferred imports included."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kb_ext"
SPHINX = ("sphinx", "docutils", "sphinx_design", "myst_parser")
FLOORS: Mapping[str, tuple[str, ...]] = {
    "kb_ext": ("kb_ext.adapter.setup", "sphinx"),
    "kb_ext.__main__": ("kb_ext.cli",),
    "kb_ext.core": ("kb_ext.core", "yaml"),
    "kb_ext.core.code": ("kb_ext.core.code",),
    "kb_ext.core.problem": ("kb_ext.core.code",),
    "kb_ext.core.record": ("kb_ext.core.stamp", "kb_ext.core.value"),
    "kb_ext.core.repair": ("kb_ext.core", "yaml", "markdown_it"),
    "kb_ext.markdown": (
        "kb_ext.markdown",
        "kb_ext.core",
        "latex2mathml",
        "markdown_it",
        "mdit_py_plugins",
        "nh3",
        "pygments",
    ),
    "kb_ext.check": ("kb_ext.check", "kb_ext.markdown", "kb_ext.core", "markdown_it"),
    "kb_ext.cli": ("kb_ext.cli", "kb_ext.check", "kb_ext.core"),
    "kb_ext.theme": (),
    "kb_ext.adapter": (
        "kb_ext.adapter",
        "kb_ext.markdown",
        "kb_ext.core",
        "kb_ext.theme",
        "markdown_it",
        "feedgenerator",
        *SPHINX,
    ),
}
"""The longest prefix of a module's name says what it may import, beside the standard library."""
VERSION_READERS = ("kb_ext.adapter", "kb_ext.cli")
"""Floors that may ask the package for its version."""


def name_module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_module(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def find_floor(module: str) -> str:
    """Return the longest declared prefix; `kb_ext` itself holds for the package alone."""
    prefixes = (floor for floor in FLOORS if module == floor or module.startswith(f"{floor}."))
    floor = max(prefixes, key=len)
    if floor == "kb_ext" != module:
        pytest.fail(f"{module} stands on no floor: say in FLOORS what it may import")
    return floor


@cache
def list_imports(module: str) -> tuple[str, ...]:
    """List what a module imports anywhere in its source, submodules by their own names."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (name for node in ast.walk(tree) for name in _iterate_names(node, package))
    return tuple(sorted(set(found) - {"__future__"}))


def _iterate_names(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parents = package.split(".")
        base = ".".join([*parents[: len(parents) - node.level + 1], *filter(None, [node.module])])
        source = base if node.level else str(node.module)
        for alias in node.names:
            submodule = f"{source}.{alias.name}"
            yield submodule if submodule in MODULES else source


def is_below(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def may_import(module: str, target: str) -> bool:
    if target.partition(".")[0] in sys.stdlib_module_names:
        return True
    if target == "kb_ext":
        return is_below(module, VERSION_READERS)
    return is_below(target, FLOORS[find_floor(module)])


def run_python(code: str) -> str:
    """Run a program in a fresh interpreter and return what it prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_every_floor_has_a_module() -> None:
    assert [floor for floor in FLOORS if not any(is_below(module, (floor,)) for module in MODULES)] == []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_module_imports_only_what_its_floor_allows(module: str) -> None:
    assert [target for target in list_imports(module) if not may_import(module, target)] == []


def test_imports_inside_functions_and_for_types_are_seen() -> None:
    assert "kb_ext.adapter.setup" in list_imports("kb_ext")
    assert "sphinx.application" in list_imports("kb_ext")


def test_modules_import_each_other_in_no_circle() -> None:
    # The package's own `setup` imports the top floor when Sphinx calls it, long after everything is loaded.
    graph = {
        module: {target for target in list_imports(module) if target in MODULES and target != "kb_ext"}
        for module in MODULES
        if module != "kb_ext"
    }
    circle: list[str] = []
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1]
    assert circle == []


@pytest.mark.parametrize("floor", ["kb_ext.core", "kb_ext.markdown", "kb_ext.check", "kb_ext.cli"])
def test_floors_below_the_adapter_load_without_sphinx_and_docutils(floor: str) -> None:
    names = [module for module in sorted(MODULES) if is_below(module, (floor,))]
    assert floor in names
    code = (
        f"import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        f"print(sorted({{name.partition('.')[0] for name in sys.modules}} & set({SPHINX!r})))"
    )
    assert run_python(code) == "[]"
