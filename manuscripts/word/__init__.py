"""From a Word file to a draft article: checked, read, told apart, filed.

`package` opens a file and refuses what is not safe; `flattening`, `lists` and `looks` rewrite its
markup into what mammoth understands; `conversion` makes HTML of it, which the builder shared with
old portals (`manuscripts.html.elements`, `manuscripts.manuscript`) takes apart; `drafting` files the draft.
"""
