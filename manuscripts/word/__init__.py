"""From a Word file to a draft article: checked, read, told apart, filed.

`package` opens a file and refuses what is not safe; `flattening`, `lists` and `looks` rewrite its
markup into plain paragraphs, runs and tables; `as_html` makes HTML of it, which the builder shared with
old portals (`manuscripts.html.elements`, `manuscripts.manuscript`) takes apart; `drafting` files the draft.
"""
