"""Sphinx configuration of the knowledge base about AI engineering."""

project = "AIエンジニアリング・ナレッジベース"
copyright = "kb-ext contributors"
language = "ja"

extensions = ["kb_ext"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = project
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_copy_source = True
