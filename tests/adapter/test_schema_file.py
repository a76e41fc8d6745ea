"""The schemas beside the pages."""

from __future__ import annotations

import json

import pytest

from tests.conftest import CONF, Project

FILES = {"index.md": "# 題\n", "posts/a.md": "---\ntitle: 甲\n---\n\n本文。\n"}


@pytest.mark.parametrize("kind", ["post", "term"])
def test_schemas_are_published_with_their_address(project: Project, kind: str) -> None:
    project.write("conf.py", f'{CONF}html_baseurl = "https://example.com/kb/"\n')
    schema = json.loads(project.build(files=FILES).read(f"schema/{kind}.schema.json"))
    assert schema["$id"] == f"https://example.com/kb/schema/{kind}.schema.json"


def test_a_schema_that_does_not_change_is_not_written_again(project: Project) -> None:
    path = project.build(files=FILES).outdir / "schema" / "post.schema.json"
    before = path.stat().st_mtime_ns
    project.write("posts/b.md", "---\ntitle: 乙\n---\n\n本文。\n")
    project.build()
    assert path.stat().st_mtime_ns == before
    path.write_text("{}", encoding="utf-8")
    project.build()
    assert json.loads(path.read_text(encoding="utf-8"))["properties"]


@pytest.mark.parametrize(("builder", "published"), [("dirhtml", True), ("text", False), ("epub", False)])
def test_only_what_is_put_on_the_web_has_schemas(project: Project, builder: str, published: bool) -> None:
    project.write("conf.py", f'{CONF}version = "1"\nepub_copyright = "甲"\n')
    outdir = project.build(builder, files=FILES).outdir
    assert (outdir / "schema" / "post.schema.json").exists() is published
