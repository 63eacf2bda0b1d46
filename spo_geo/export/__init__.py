"""The selection as tables and layers that leave the program."""

from spo_geo.export.cells import neutralise
from spo_geo.export.columns import PLACES as COLUMNS
from spo_geo.export.formats import (
    FORMATS,
    export_name,
    read_tables,
    to_bytes,
    to_csv,
    write_export,
)

__all__ = [
    "COLUMNS",
    "FORMATS",
    "export_name",
    "neutralise",
    "read_tables",
    "to_bytes",
    "to_csv",
    "write_export",
]
