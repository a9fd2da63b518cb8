"""One compressed file with everything that cannot be made again, and the way back from it.

The rows are written as plain JSON, so that a backup from SQLite goes into PostgreSQL and back. What
follows from other rows (search index, references) is left out and made again; sessions and visitors'
traces are left out for good, and so is everything outside the media folder, keys included.
"""
