"""Import and export of the national layer.

A source is read into records (`structure.py` says what they hold), records are compared with the
database (`planning.py`) and written one procedure at a time (`saving.py`). The commune's layer on
`ProcedurePage` is never touched.
"""
