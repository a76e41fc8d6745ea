"""Everything that touches Sphinx and docutils."""
