"""Asks axe-core, the engine of the accessibility checkers, what it finds on a page."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

SOURCE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
"""The engine as a wheel carries it; only tests use it (axe-core is under the MPL-2.0)."""
RUN = """
async ([include, exclude]) => {
  const { violations } = await axe.run({ include: [include], exclude }, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(node => [id, impact, node.target.join(" ")]));
}
"""


def find_faults(page: Page, within: str = "body", *, without: str = "") -> list[str]:
    """List what axe finds wrong in a part of a page, without a part of it: the rule, how bad, and where."""
    page.evaluate(SOURCE)
    found: list[list[str]] = page.evaluate(RUN, [within, [without] if without else []])
    return [f"{rule} ({impact}): {target}" for rule, impact, target in found]
