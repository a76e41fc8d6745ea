"""Bringing damaged documents in: named passes over a text, each of which says what it did.

`pipeline.PASSES` is the order; `step.Step` documents every pass, `finding.Finding` all that one can say.
"""
