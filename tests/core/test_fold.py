"""Which names are one name, and the slugs that keep the others apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.fold import assign_slugs, fold_name, make_slug

NAMES = st.text(max_size=12) | st.text(st.sampled_from("aA ーＬl./-_+#&@語・、"), max_size=6)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LLM", "ＬＬＭ"),
        ("LLM", "llm"),
        ("Fine  Tuning", "fine tuning"),
        ("Fine\u3000Tuning", "Fine Tuning"),
        ("モデル", "ﾓﾃﾞﾙ"),
        ("モデル", "モテ\u3099ル"),
        (" 量子化 ", "量子化"),
        ("①", "1"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("はは", "ばば"), ("ハハ", "はは"), ("C", "C++"), ("ビル", "ヒル")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("LLM", "llm"),
        ("生成AI", "生成ai"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        (".NET", "dot-net"),
        ("ASP.NET Core", "asp.net-core"),
        ("Node.js", "node.js"),
        ("CI/CD", "ci-cd"),
        ("R&D", "r-and-d"),
        ("@angular", "at-angular"),
        ("snake_case", "snake-case"),
        ("コンピュータ・ビジョン", "コンピュータ-ビジョン"),
        ("業務効率化（DX）", "業務効率化-dx"),
        ("  ", "x"),
        ("", "x"),
        ("🙂", "x"),
        ("..", "x"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/../b", "a-..-b"),
        ("\x00", "x"),
        ("%2e%2e", "2e-2e"),
    ],
)
def test_slug_is_readable_and_safe(name: str, slug: str) -> None:
    assert make_slug(name) == slug


@settings(deadline=None)
@given(NAMES)
def test_slug_is_one_segment_of_an_address(name: str) -> None:
    slug = make_slug(name)
    assert re.fullmatch(r"[\w.-]+", slug)
    assert slug[0] not in ".-"
    assert slug[-1] not in ".-"


@settings(deadline=None)
@given(NAMES)
def test_names_that_fold_alike_share_a_slug(name: str) -> None:
    assert make_slug(fold_name(name)) == make_slug(name)


@settings(deadline=None)
@given(st.lists(NAMES, max_size=12))
def test_every_name_has_a_slug_of_its_own(names: list[str]) -> None:
    slugs = assign_slugs(names)
    assert set(slugs) == {fold_name(name) for name in names}
    assert len(set(slugs.values())) == len(slugs)


@settings(deadline=None)
@given(st.lists(NAMES, max_size=8))
def test_slugs_do_not_depend_on_order_or_repetition(names: list[str]) -> None:
    assert assign_slugs(names) == assign_slugs([*reversed(names), *names])


def test_name_spelled_like_the_slug_keeps_it() -> None:
    slugs = assign_slugs(["CI/CD", "CI-CD", "ci cd"])
    assert slugs["ci-cd"] == "ci-cd"
    assert all(re.fullmatch(r"ci-cd-[0-9a-f]{6}", slugs[name]) for name in ("ci/cd", "ci cd"))


def test_slug_of_a_sharer_does_not_depend_on_the_other_sharers() -> None:
    few, many = assign_slugs(["CI/CD", "CI CD"]), assign_slugs(["CI/CD", "CI CD", "CI・CD", "CI-CD"])
    assert few["ci/cd"] == many["ci/cd"]


def test_slug_fits_into_a_file_name() -> None:
    slug = assign_slugs(["長" * 100])["長" * 100]
    assert len(f"{slug}.html".encode()) <= 255
