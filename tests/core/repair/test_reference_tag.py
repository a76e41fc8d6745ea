from __future__ import annotations

from pathlib import PurePath

import pytest

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.neighbour import Neighbour, gather_neighbours
from kb_ext.core.repair.reference_tag import resolve_reference_tags
from tests.core.repair.conftest import HEAD, run_pass

CONTEXT = Context(
    neighbours=gather_neighbours(
        {
            "2025-01-02-a.md": Neighbour(path=PurePath("/s/_posts/2025-01-02-a.md"), text=""),
            "b.md": Neighbour(path=PurePath("/s/content/notes/b/index.md"), text=""),
        }
    )
)


@pytest.mark.parametrize(
    ("source", "expected", "name"),
    [
        ("[x]({% post_url 2025-01-02-a %})", "[x](2025-01-02-a.md)", "RESOLVED_LINK"),
        (
            "[x]({{ site.baseurl }}{% link _posts/2025-01-02-a.md %}#y)",
            "[x](2025-01-02-a.md#y)",
            "RESOLVED_LINK",
        ),
        ('[x]({{< ref "/notes/b/index.md" >}})', "[x](b.md)", "RESOLVED_LINK"),
        ('[x]({{<relref "b#h">}})', "[x](b.md#h)", "RESOLVED_LINK"),
        ('[x]: {{% ref "b.md" %}}', "[x]: b.md", "RESOLVED_LINK"),
        ("![x]({{ site.url }}{{site.baseurl}}/i.png)", "![x](/i.png)", "SITE_VARIABLE"),
        ("[x]({{ '/p/' | relative_url }})", "[x](/p/)", "SITE_VARIABLE"),
        ('[x]({{< ref "gone.md" >}})', '[x]({{< ref "gone.md" >}})', "DEAD_REFERENCE"),
    ],
)
def test_tags_become_addresses(source: str, expected: str, name: str) -> None:
    run = run_pass(resolve_reference_tags, f"{HEAD}{source}\n", CONTEXT)
    assert (run.body, run.names) == (f"{expected}\n", [name])


@pytest.mark.parametrize(
    "source", ["`[x]({% post_url 2025-01-02-a %})`", "```\n[x]: {% post_url a %}\n```", "{{x}}"]
)
def test_tags_in_code_and_elsewhere_stay(source: str) -> None:
    run = run_pass(resolve_reference_tags, f"{HEAD}{source}\n", CONTEXT)
    assert (run.body, run.names) == (f"{source}\n", [])
