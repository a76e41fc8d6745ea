"""Read the Markdown that Japanese authors write: markdown-it-py plugins on top of MyST."""
