"""Everything that is done with the project: `nox -l` lists it."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["lint", "types", "tests"]
nox.options.reuse_existing_virtualenvs = True

ROOT = Path(__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BUILD = Path("docs", "_build")
SITE = BUILD / "html"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def read_group(*names: str) -> list[str]:
    """Return the requirements of dependency groups."""
    return [requirement for name in names for requirement in PROJECT["dependency-groups"][name]]


def find_browser() -> str | None:
    """Return the browser that tests are run in, if the machine has one."""
    named = os.environ.get("KB_BROWSER")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), None)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site into docs/_build/html."""
    session.install("-e", ".")
    session.run(
        "sphinx-build", "-b", "html", "-d", str(BUILD / "doctrees"), *session.posargs, "docs", str(SITE)
    )
    session.log(f"The site is at {(ROOT / SITE / 'index.html').as_uri()}")


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests, those in a browser included where there is one."""
    session.install("-e", ".", *read_group("tests", "browser"))
    browser = find_browser()
    if browser is None:
        message = "No Chromium found: what readers see is not tested (install it, or name it in KB_BROWSER)."
        if os.environ.get("KB_REQUIRE_BROWSER") == "1":
            session.error(message)
        session.warn(message)
    chosen = [] if browser else ["-m", "not browser"]
    session.run("pytest", "-n", "auto", *chosen, *session.posargs, env={"KB_BROWSER": browser or ""})


@nox.session
def browser(session: nox.Session) -> None:
    """Run only the tests in a browser."""
    session.install("-e", ".", *read_group("tests", "browser"))
    found = find_browser()
    if found is None:
        session.error("No Chromium found: install it, or name it in KB_BROWSER.")
    session.run("pytest", "-m", "browser", *session.posargs, env={"KB_BROWSER": found})


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting."""
    session.install(*read_group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, strictly."""
    session.install("-e", ".", *read_group("tests", "browser", "types"), "nox")
    session.run("mypy")
    session.run("mypy", "noxfile.py")


@nox.session
def minimums(session: nox.Session) -> None:
    """Run the tests with the oldest versions that pyproject.toml allows."""
    oldest = [re.sub(r">=\s*", "==", requirement) for requirement in PROJECT["project"]["dependencies"]]
    session.install(*oldest, *read_group("tests", "browser"))
    session.install("--no-deps", "-e", ".")
    session.run("pytest", "-n", "auto", "-m", "not browser", "-W", "default", *session.posargs)


@nox.session
def live(session: nox.Session) -> None:
    """Serve the site and build it again whenever a file changes."""
    session.install("-e", ".", *read_group("live"))
    session.run("sphinx-autobuild", "-d", str(BUILD / "doctrees"), *session.posargs, "docs", str(SITE))


@nox.session(name="import")
def import_(session: nox.Session) -> None:
    """Bring posts of other sites in: `nox -s import -- FILE… --into docs/posts`."""
    session.install("-e", ".")
    session.run("kb", "import", *session.posargs)


@nox.session
def new(session: nox.Session) -> None:
    """Begin a post, a term or a comparison: `nox -s new -- "TITLE" --category …`."""
    session.install("-e", ".")
    session.run("kb", "new", *session.posargs)


@nox.session
def messages(session: nox.Session) -> None:
    """Compile the translations after kb_ext/locale/*.po was edited."""
    session.install("babel>=2.17")
    for domain in ("kb_ext", "sphinx"):
        session.run("pybabel", "compile", "-D", domain, "-d", "kb_ext/locale", "-l", "ja")
