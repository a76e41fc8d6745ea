"""The docstrings below the members of an enum or the fields of a dataclass, which Python throws away."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable, Iterator
from itertools import pairwise


def read_docstrings(owner: type) -> dict[str, str]:
    """Map each name that is assigned in a class to the docstring below it, on one line.

    Without its source, as in a package of compiled files, a class has none.
    """
    try:
        source = inspect.getsource(owner)
    except (OSError, TypeError):
        return {}
    tree = ast.parse(textwrap.dedent(source))
    return dict(_iterate_docstrings(next(node.body for node in tree.body if isinstance(node, ast.ClassDef))))


def read_all_docstrings(owners: Iterable[type]) -> dict[str, str]:
    """Map the names that are assigned in several classes to their docstrings."""
    return {name: text for owner in owners for name, text in read_docstrings(owner).items()}


def _iterate_docstrings(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement, follower in pairwise(body):
        name, text = _get_name(statement), _get_text(follower)
        if name and text:
            yield name, " ".join(text.split())


def _get_name(statement: ast.stmt) -> str:
    targets: list[ast.expr] = [statement.target] if isinstance(statement, ast.AnnAssign) else []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    return next((target.id for target in targets if isinstance(target, ast.Name)), "")


def _get_text(statement: ast.stmt) -> str:
    constant = statement.value if isinstance(statement, ast.Expr) else None
    return constant.value if isinstance(constant, ast.Constant) and isinstance(constant.value, str) else ""
