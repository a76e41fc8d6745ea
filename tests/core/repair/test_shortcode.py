"""Hugo's shortcodes become Markdown."""

from __future__ import annotations

import pytest

from kb_ext.core.repair.shortcode import write_shortcodes
from tests.core.repair.conftest import HEAD, run_pass


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ('{{< figure src="a.png" alt="図" caption="説明" >}}', "![図](a.png)\n\n説明"),
        ('{{<figure src="a b.png" title="題" link="/x/">}}', "[![題](<a b.png>)](/x/)\n\n**題**"),
        ("{{< figure\n  src=`a.png`\n>}}", "![](a.png)"),
        ("{{< highlight py >}}\nx\n{{< /highlight >}}", "```py\nx\n```"),
        ("{{% highlight md %}}\na ``` b ```\n{{% /highlight %}}", "````md\na ``` b ```\n````"),
        ("語 {{< highlight go >}}a`b{{< /highlight >}} 語", "語 ``a`b`` 語"),
        ("{{< youtube w7Ft2ymGmfc >}}", "<https://www.youtube.com/watch?v=w7Ft2ymGmfc>"),
        ('{{< youtube id="w7F" autoplay="true" >}}', "<https://www.youtube.com/watch?v=w7F>"),
        ('{{< gist spf13 7896402 "x.go" >}}', "<https://gist.github.com/spf13/7896402>"),
        ('{{< tweet user="a" id="12" >}}', "<https://x.com/a/status/12>"),
        ("{{< tweet 12 >}}", "<https://x.com/i/status/12>"),
        ('{{% notice warning "題" %}}\n語\n{{% /notice %}}', ":::warning 題\n語\n:::"),
        ('{{< details "開く" >}}\n語\n{{< /details >}}', ":::details 開く\n語\n:::"),
        (
            "{{< tip >}}\n{{< youtube a >}}\n{{< /tip >}}",
            "::::tip\n<https://www.youtube.com/watch?v=a>\n::::",
        ),
    ],
)
def test_shortcode_becomes_markdown(source: str, written: str) -> None:
    run = run_pass(write_shortcodes, f"{HEAD}\n{source}\n")
    assert run.body == f"\n{written}\n"
    assert {name for name, *_ in run.places} == {"SHORTCODE"}


@pytest.mark.parametrize(
    "source",
    [
        "{{< param x >}}",
        "{{< figure >}}",
        "{{< youtube id='\"><script>' >}}",
        "語{{< tip >}}語{{< /tip >}}",
        "{{< /x >}}",
    ],
)
def test_other_shortcodes_are_kept_and_reported(source: str) -> None:
    run = run_pass(write_shortcodes, f"{HEAD}\n{source}\n")
    assert run.body == f"\n{source}\n"
    assert {name for name, *_ in run.places} == {"SHORTCODE_KEPT"}


@pytest.mark.parametrize(
    "source", ["`{{< figure src=a >}}`", "```\n{{< tip >}}\n```", '[x]({{< ref "y" >}})']
)
def test_code_and_addresses_are_left_alone(source: str) -> None:
    run = run_pass(write_shortcodes, f"{HEAD}\n{source}\n")
    assert (run.body, run.places) == (f"\n{source}\n", [])
