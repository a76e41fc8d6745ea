from __future__ import annotations

from pathlib import PurePath, PurePosixPath

import pytest

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.link import set_links_right
from kb_ext.core.repair.neighbour import Neighbour, gather_neighbours
from tests.core.repair.conftest import HEAD, run_pass


def make_neighbour(path: str, text: str = "") -> Neighbour:
    return Neighbour(path=PurePath(path), text=text)


POSTS = {
    "2026-02-21-2-llm.md": make_neighbour("_posts/2026-02-21-2-llm.md"),
    "2025-09-01-5-ai.md": make_neighbour("_posts/2025-09-01-5-ai半導体.md"),
    "98.md": make_neighbour("posts/0098/index.md", '---\npath: "/entry/98"\n---\n'),
    "0518_spaces.md": make_neighbour("blogs/2022/0518_spaces.md"),
}
CONTEXT = Context(neighbours=gather_neighbours(POSTS))


def test_a_dead_link_becomes_its_text() -> None:
    run = run_pass(set_links_right, f"{HEAD}\n- [他の**記事**](/2026/02/17/3-x/) と[頁](/?utm=a)\n")
    assert run.body == "\n- 他の**記事** と頁\n"
    assert run.places == [("DEAD_LINK", 5, 3), ("DEAD_LINK", 5, 33)]
    assert run.repairs[0].removed == "[](/2026/02/17/3-x/)"


@pytest.mark.parametrize(
    ("target", "post"),
    [
        ("/2026/02/21/2-llm/", "2026-02-21-2-llm.md"),
        ("/blog/2026/02/21/2-llm.html#top", "2026-02-21-2-llm.md#top"),
        ("/2025/09/01/5-ai%E5%8D%8A%E5%B0%8E%E4%BD%93/", "2025-09-01-5-ai.md"),
        ("/entry/98", "98.md"),
        ("/blogs/2022/05/18/spaces/", "0518_spaces.md"),
    ],
)
def test_a_link_to_an_imported_post_leads_to_its_file(target: str, post: str) -> None:
    run = run_pass(set_links_right, f'{HEAD}\n[頁]({target} "題")\n', CONTEXT)
    assert run.body == f'\n[頁]({post} "題")\n'
    assert run.names == ["RESOLVED_LINK"]


def test_a_link_of_another_date_is_not_led_to_a_post_of_the_same_name() -> None:
    assert run_pass(set_links_right, f"{HEAD}\n[頁](/2020/01/01/2-llm/)\n", CONTEXT).names == ["DEAD_LINK"]


def test_what_two_posts_claim_leads_to_neither() -> None:
    twins = gather_neighbours({"a.md": make_neighbour("x/same.md"), "b.md": make_neighbour("y/same.md")})
    assert twins.find("/same/") == ""


def test_a_link_around_an_image_leaves_the_image() -> None:
    assert run_pass(set_links_right, f"{HEAD}\n[![図](/a.png)](/dead/)\n").body == "\n![図](/a.png)\n"


@pytest.mark.parametrize(
    "body",
    [
        "`[a](/b)`\n",
        "```\n[a](/b)\n```\n",
        "![図](/images/a.png)\n",
        "[a](https://example.com/b) [b](./c) [c](#d) [d](//host/e)\n",
        "$[a](/b)$\n",
        "\\[a](/b)\n",
    ],
)
def test_code_images_and_other_links_are_left_alone(body: str) -> None:
    run = run_pass(set_links_right, HEAD + body)
    assert (run.body, run.names) == (body, [])


def test_a_link_to_a_file_is_told_and_kept() -> None:
    run = run_pass(set_links_right, f"{HEAD}\n[資料](/files/a.pdf)\n")
    assert (run.body, run.names) == ("\n[資料](/files/a.pdf)\n", ["STATIC_FILE"])


def test_a_dead_definition_goes_and_its_references_become_text() -> None:
    run = run_pass(
        set_links_right, f'{HEAD}\n[頁][a]と[A][]と`[a]`と[b]\n\n[a]: /dead/ "題"\n[b]: https://x.y/\n'
    )
    assert run.body == "\n頁とAと`[a]`と[b]\n\n[b]: https://x.y/\n"
    assert run.places == [("DEAD_DEFINITION", 7, 1), ("DEAD_LINK", 5, 1), ("DEAD_LINK", 5, 8)]


AFFILIATES = [
    "https://www.amazon.co.jp/dp/4492558454/?tag=nullpodesu-22",
    "https://amzn.to/3abc",
    "https://px.a8.net/svt/ejp?a8mat=1",
    "https://af.moshimo.com/af/c/click?a_id=1",
    "https://hb.afl.rakuten.co.jp/hgc/1/",
]


@pytest.mark.parametrize("target", AFFILIATES)
def test_affiliate_links_are_told_and_kept_unless_that_is_refused(target: str) -> None:
    text = f"{HEAD}\n### [本]({target})\n"
    kept = run_pass(set_links_right, text)
    assert (kept.text, kept.places) == (text, [("AFFILIATE", 5, 5)])
    unlinked = run_pass(set_links_right, text, Context(unlink_affiliates=True))
    assert (unlinked.body, unlinked.names) == ("\n### 本\n", ["AFFILIATE_DROPPED"])


@pytest.mark.parametrize("target", ["https://www.amazon.co.jp/dp/4492558454/", "https://example.com/?tag=a"])
def test_other_shop_links_are_not_affiliate_links(target: str) -> None:
    assert run_pass(set_links_right, f"{HEAD}\n[本]({target})\n").names == []


def test_links_from_file_to_file_lead_to_the_imported_names() -> None:
    neighbours = gather_neighbours(
        {"old-1.md": make_neighbour("/s/sub/old.md")}, ["https://example.com/blog/"]
    )
    context = Context(neighbours=neighbours, place=PurePosixPath("/s/a/post.md"))
    run = run_pass(set_links_right, f"{HEAD}[a](../sub/old.md#x) [b](../sub/gone.md)\n", context)
    assert run.body == "[a](old-1.md#x) [b](../sub/gone.md)\n"
    assert run.names == ["RESOLVED_LINK", "DEAD_RELATIVE"]


def test_addresses_on_the_own_site_lead_to_posts_and_others_stay() -> None:
    post = Neighbour(path=PurePath("/s/a.md"), text="", addresses=("/2025/01/02/a/",))
    context = Context(neighbours=gather_neighbours({"a.md": post}, ["https://example.com/blog"]))
    body = "[a](http://example.com/blog/2025/01/02/a/?q=1#x) [b](https://example.com/blog/b/)\n\n"
    definition = '[c]: https://EXAMPLE.com/blog/2025/01/02/a/ "題"\n'
    run = run_pass(set_links_right, HEAD + body + definition, context)
    assert run.body == '[a](a.md#x) [b](https://example.com/blog/b/)\n\n[c]: a.md "題"\n'


def test_a_whole_address_counts_before_the_name_of_another_file() -> None:
    neighbours = gather_neighbours(
        {
            "a.md": Neighbour(path=PurePath("/s/a.md"), text="", addresses=("/notes/b/",)),
            "b.md": make_neighbour("/s/b.md"),
        }
    )
    assert neighbours.find("/notes/b/") == "a.md"


def test_links_in_raw_html_lead_to_posts_too() -> None:
    neighbours = gather_neighbours(
        {"b.md": Neighbour(path=PurePosixPath("b.md"), text="", addresses=("/2025/b/",))}
    )
    body = (
        "<p><a class='x' href=\"/2025/b/#c\">b</a> <a href='/dead/'>d</a> </p>\n\n`<a href=\"/2025/b/\">`\n"
    )
    run = run_pass(set_links_right, f"{HEAD}\n{body}", Context(neighbours=neighbours))
    assert run.body == f"\n{body.replace('/2025/b/#c', 'b.md#c')}"
    assert run.places == [("RESOLVED_LINK", 5, 4), ("DEAD_RELATIVE", 5, 41)]


@pytest.mark.parametrize(
    "address", ["https://zenn.dev/someone/articles/abc-def", "https://qiita.com/x_y/items/0123"]
)
def test_address_on_a_site_of_many_authors_leads_to_its_post(address: str) -> None:
    paths = ("/articles/abc-def", "/items/0123")
    neighbours = gather_neighbours({"b.md": Neighbour(path=PurePosixPath("b.md"), text="", addresses=paths)})
    run = run_pass(
        set_links_right, f"{HEAD}\n[x]({address}#c) [y]({address}x)\n", Context(neighbours=neighbours)
    )
    assert run.body == f"\n[x](b.md#c) [y]({address}x)\n"
