"""The editors' desk: forms, lists, import and the report in Wagtail's admin."""
