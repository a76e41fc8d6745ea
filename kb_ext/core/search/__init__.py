"""Full-text search: a tokeniser, a static index made with it, and the ranking; twinned in JavaScript.

No dictionary is used anywhere: Chinese, Japanese and Korean text is cut into overlapping pairs of characters,
so that what a reader types without spaces is found wherever it stands.
"""
