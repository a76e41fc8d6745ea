"""The examples of the guide: each input is checked, and the report must be the one that stands below it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "guide" / "reference" / "examples.md"
EXAMPLE = re.compile(
    r"^## (.+?)\n.*?^`{5}markdown\n(.*?)^`{5}\n\n```text\n(.*?)\n```", re.MULTILINE | re.DOTALL
)
CLEAN = "問題はありません。"
EXAMPLES = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))


def test_page_has_examples() -> None:
    assert len(EXAMPLES) >= 14


@pytest.mark.parametrize(
    ("source", "report"), [example[1:] for example in EXAMPLES], ids=[e[0] for e in EXAMPLES]
)
def test_example_is_reported_as_the_guide_says(source: str, report: str, tmp_path: Path) -> None:
    for name, text in {"conf.py": "", "index.md": "# ホーム\n", "posts/example.md": source}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "kb_ext", "check", "posts/example.md", "--lang", "ja"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    lines = [line for line in done.stdout.decode("utf-8").splitlines() if line.startswith("posts/")]
    assert done.stderr == b""
    assert "\n".join(lines) == ("" if report == CLEAN else report)
    assert done.returncode == int(any(": error[" in line for line in lines))
