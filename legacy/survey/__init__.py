"""Looks over a whole old portal before anything is brought in: what each file is, and why."""
