"""The order of posts in time."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.record import Post
from kb_ext.core.stamp import parse_stamp
from kb_ext.core.timeline import sort_newest_first


def make_post(docname: str, date: str = "", *, draft: bool = False) -> Post:
    return Post(docname=docname, title=docname, date=parse_stamp(date)[0], draft=draft)


def order(*posts: Post) -> list[str]:
    return [post.docname for post in sort_newest_first(posts)]


def test_newest_post_comes_first() -> None:
    assert order(make_post("a", "2024-01-01"), make_post("b", "2025-01-01")) == ["b", "a"]


def test_times_are_compared_across_offsets() -> None:
    japan, utc = make_post("japan", "2025-01-01 08:00 +0900"), make_post("utc", "2024-12-31 23:30 UTC")
    assert order(japan, utc) == ["utc", "japan"]


def test_day_without_time_is_its_beginning() -> None:
    assert order(make_post("day", "2025-01-01"), make_post("time", "2025-01-01 00:01")) == ["time", "day"]


def test_month_is_its_first_day() -> None:
    assert order(make_post("month", "2025-05-00"), make_post("day", "2025-05-02")) == ["day", "month"]


def test_posts_of_one_instant_are_ordered_by_docname() -> None:
    posts = [make_post(name, "2025-01-01") for name in ("b", "c", "a")]
    assert order(*posts) == ["c", "b", "a"]


def test_posts_without_date_come_last() -> None:
    assert order(make_post("none"), make_post("old", "1999-01-01"), make_post("also")) == [
        "old",
        "none",
        "also",
    ]


def test_drafts_are_left_out() -> None:
    assert order(make_post("draft", "2025-01-01", draft=True), make_post("post", "2024-01-01")) == ["post"]


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            make_post,
            st.text(max_size=3),
            st.sampled_from(["", "2025-01-01", "2025-05-00", "2024-12-31 23:30"]),
        ),
        unique_by=lambda post: post.docname,
    )
)
def test_order_does_not_depend_on_the_order_of_files(posts: list[Post]) -> None:
    assert sort_newest_first(posts) == sort_newest_first(reversed(posts))
