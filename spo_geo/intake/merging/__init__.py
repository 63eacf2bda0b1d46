"""A sheet into the records on the disk: planned, written whole, undone."""
