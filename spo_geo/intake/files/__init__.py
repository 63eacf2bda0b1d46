"""From the bytes of a file to raw cells: ``sheets.read_workbook`` is the door."""
