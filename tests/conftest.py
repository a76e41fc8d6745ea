"""What all tests share: projects in temporary directories, built by the real Sphinx."""

from __future__ import annotations

import hashlib
import io
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

CONF = 'extensions = ["kb_ext"]\nhtml_theme = "furo"\nlanguage = "ja"\n'
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Result:
    """What one build said and wrote."""

    outdir: Path
    warnings: list[str]

    def read(self, name: str) -> str:
        """Return the text of one output file."""
        return (self.outdir / name).read_text(encoding="utf-8")

    def digest_files(self) -> dict[str, str]:
        """Map every output file to a digest of its bytes."""
        files = (path for path in sorted(self.outdir.rglob("*")) if path.is_file())
        return {
            path.relative_to(self.outdir).as_posix(): hashlib.sha1(path.read_bytes()).hexdigest()
            for path in files
        }

    def stamp_files(self) -> dict[str, int]:
        """Map every page to the time it was written at, in nanoseconds.

        Sphinx writes its general index and its search page at the end of every build, the same bytes again.
        """
        return {
            path.relative_to(self.outdir).as_posix(): path.stat().st_mtime_ns
            for path in sorted(self.outdir.rglob("*.html"))
            if path.name not in {"genindex.html", "search.html"}
        }


@dataclass(frozen=True, slots=True)
class Project:
    """A documentation project of its own."""

    root: Path
    conf: str = CONF
    _builds: list[int] = field(default_factory=list)

    def write(self, name: str, text: str) -> Path:
        """Write a source file; its time is always newer than that of any page."""
        path = self.root / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def remove(self, name: str) -> None:
        """Delete a source file."""
        (self.root / "source" / name).unlink()

    def build(
        self, builder: str = "html", *, to: str = "out", jobs: int = 1, files: dict[str, str] | None = None
    ) -> Result:
        """Build the project with the real Sphinx, in this process."""
        for name, text in ({"conf.py": self.conf} | (files or {})).items():
            if not (self.root / "source" / name).exists():
                self.write(name, text)
        return self._run(builder, to, jobs)

    def _run(self, builder: str, to: str, jobs: int) -> Result:
        source, base = self.root / "source", self.root / to
        warnings = io.StringIO()
        # Sphinx keeps translations for the whole process and only ever adds to them.
        locale.translators.clear()
        with patch_docutils(source), docutils_namespace():
            app = Sphinx(
                source,
                source,
                base / builder,
                base / "doctrees",
                builder,
                status=None,
                warning=warnings,
                parallel=jobs,
                freshenv=False,
            )
            app.build()
        lines = [_ANSI.sub("", line) for line in warnings.getvalue().splitlines() if line.strip()]
        return Result(base / builder, lines)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return an empty project that uses kb_ext and nothing else."""
    return Project(tmp_path)


@pytest.fixture(autouse=True)
def _fixed_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's language and clock settings out of the tests."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("LANGUAGE", "SOURCE_DATE_EPOCH"):
        os.environ.pop(name, None)
