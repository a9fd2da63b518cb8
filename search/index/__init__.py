"""Which entries hold which words: one table of bitmaps, the same on every database."""
