"""The knowledge base itself, free of Sphinx and docutils: records and pure functions over them."""
