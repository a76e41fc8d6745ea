"""What is published works by itself: the wheel, in an environment that has never seen the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import CONF

ROOT = Path(__file__).parent.parent.parent
SOURCES = ("pyproject.toml", "README.md", "LICENSE")
FILES = {
    "conf.py": CONF,
    "index.md": "# ホーム\n\n```{kb:posts}\n```\n",
    "posts/quantization.md": (
        "---\ntitle: 量子化の基礎\ndate: 2025-08-31\ncategories: [技術]\ntags: [LLM]\n---\n\n"
        "## はじめに\n\n**「量子化」**の話です。\n"
    ),
    "posts/distillation.md": "---\ntitle: 蒸留の基礎\ndate: 2024-12-26\ntags: [ＬＬＭ]\n---\n\n本文です。\n",
}


@dataclass(frozen=True, slots=True)
class Installation:
    """A virtual environment with the wheel and what it depends on."""

    binaries: Path
    home: Path

    def run(self, *command: str) -> str:
        """Run a program of the environment, far from the checkout; return what it prints."""
        return run([str(self.binaries / command[0]), *command[1:]], self.home)


def run(command: list[str], folder: Path) -> str:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}
    }
    environment |= {"LC_ALL": "C.UTF-8", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build_wheel(folder: Path) -> Path:
    """Build the wheel from a copy, so that nothing is left behind in the checkout."""
    source = folder / "source"
    shutil.copytree(ROOT / "kb_ext", source / "kb_ext", ignore=shutil.ignore_patterns("__pycache__"))
    for name in SOURCES:
        shutil.copy(ROOT / name, source / name)
    run([sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", str(folder), str(source)], folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(name="wheel", scope="module")
def make_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(name="installed")
def install_wheel(wheel: Path, tmp_path: Path) -> Installation:
    folder, home = tmp_path, tmp_path / "home"
    home.mkdir()
    venv.create(folder / "venv", with_pip=True, symlinks=os.name != "nt")
    places = {"base": str(folder / "venv"), "platbase": str(folder / "venv")}
    binaries = Path(sysconfig.get_path("scripts", "venv", places))
    installed = Installation(binaries, home)
    installed.run("python", "-m", "pip", "install", "-q", str(wheel))
    return installed


def test_wheel_builds_a_japanese_site_and_brings_the_command(installed: Installation) -> None:
    for name, text in FILES.items():
        path = installed.home / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    installed.run("python", "-m", "sphinx", "-W", "-q", "-b", "html", "docs", "out")
    pages = {
        path.relative_to(installed.home / "out").as_posix()
        for path in (installed.home / "out").rglob("*")
        if path.is_file()
    }
    assert {
        "index.html",
        "posts/quantization.html",
        "posts/distillation.html",
        "posts/index.html",
        "tags/llm.html",
        "categories/技術.html",
        "archive/2025/08.html",
        "_static/kb.css",
    } <= pages
    post = (installed.home / "out" / "posts" / "quantization.html").read_text(encoding="utf-8")
    assert "<strong>「量子化」</strong>の話です" in post
    assert "約1分で読めます" in post
    assert "記事一覧" in post
    assert "このページの内容" in post
    for command in (("python", "-m", "kb_ext"), ("kb",)):
        usage = installed.run(*command, "--help")
        assert "usage: kb" in usage
        assert "import" in usage


def test_wheel_holds_everything_that_the_package_reads(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "kb_ext").rglob("*")
        if path.is_file() and path.suffix in {".py", ".mo", ".css", ".js", ".html", ".svg", ".typed"}
    }
    assert sorted(wanted - names) == []
    assert "kb_ext/py.typed" in names
