"""What a person needs for the import; the menu asks without importing its readers."""

IMPORT_RIGHTS = ["procedures.add_procedureversion", "procedures.change_procedureversion"]
