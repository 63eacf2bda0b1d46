"""The districts of a call for proposals, checked against the records.

`reading.read_call` reads the list, `check.check_call` looks each row up, and
`files.call_file` writes the answer as XLSX, DOCX or CSV. Behind them are `sources`,
`distance` and `tables`. Nothing is dropped: rows in are rows out.
"""
