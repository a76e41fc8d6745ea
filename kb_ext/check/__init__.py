"""Checking sources without a build: every problem of every file at once."""
