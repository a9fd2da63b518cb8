"""Articles kept as rows: dumps of a database, tables as CSV or JSON, exports of WordPress."""
