"""What a person decided about words of a sheet, and the file of it."""
