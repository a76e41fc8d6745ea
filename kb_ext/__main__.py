"""Runs the `kb` command: `python -m kb_ext`."""

from __future__ import annotations

from kb_ext.cli import main

raise SystemExit(main())
