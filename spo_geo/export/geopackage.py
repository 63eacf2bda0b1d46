"""The districts of a selection as a GeoPackage, with tables beside the layer.

References
----------
OGC GeoPackage Encoding Standard 1.4, section 2.1.3 (geometry blobs).
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spo_geo.errors import SpoGeoError
from spo_geo.export import columns
from spo_geo.export.about import about_rows
from spo_geo.export.cells import plain
from spo_geo.export.content import STAMP, Row, Tables
from spo_geo.export.tables import Rows, district_rows, not_on_map_rows
from spo_geo.provenance import Stamp
from spo_geo.view import View

if TYPE_CHECKING:
    from spo_geo.boundaries import Layer

DISTRICTS: Final = "districts"
NOT_ON_MAP: Final = "not_on_map"
ABOUT: Final = "about"
GEOMETRY: Final = "geometry"
_TABLES: Final = (DISTRICTS, NOT_ON_MAP, ABOUT)
_KEY: Final = "fid"
_CLOCK: Final = "OGR_CURRENT_DATE"
# Bytes of the envelope in a geometry blob, by its code in the flags.
_ENVELOPES: Final = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


def geopackage_tables(view: View, stamp: Stamp, layer: Layer) -> Tables:
    """Return the districts with their outlines as WKB, and the rows beside them."""
    return {
        DISTRICTS: [
            {**row, GEOMETRY: _wkb(layer, row["adm2_pcode"])}
            for row in district_rows(view)
        ],
        NOT_ON_MAP: not_on_map_rows(view),
        ABOUT: about_rows(view, stamp, [*columns.DISTRICTS, *columns.NOT_ON_MAP]),
    }


def _wkb(layer: Layer, pcode: str) -> str:
    from shapely import to_wkb

    return to_wkb(layer.geometry(pcode), hex=True, byte_order=1)


def write_geopackage(tables: Tables, stamp: Stamp) -> bytes:
    """Write the tables of `geopackage_tables`.

    Parameters
    ----------
    tables : mapping of str to sequence of mapping of str to str
        The rows.
    stamp : Stamp
        Goes into the last row of the table ``about``.

    Returns
    -------
    bytes
        Layer ``districts`` (EPSG:4326) and the tables ``not_on_map`` and ``about``;
        the same input gives the same bytes.

    Raises
    ------
    SpoGeoError
        When the folder for temporary files has no room.
    """
    own = {"item": STAMP, "value": stamp.as_json()}
    try:
        with tempfile.TemporaryDirectory() as folder, _clock_at(stamp.made):
            path = Path(folder) / "districts.gpkg"
            _write_layer(path, tables[DISTRICTS], stamp)
            _write_table(path, NOT_ON_MAP, tables[NOT_ON_MAP], columns.NOT_ON_MAP)
            _write_table(path, ABOUT, [*tables[ABOUT], own], columns.ABOUT)
            return path.read_bytes()
    except (OSError, RuntimeError) as error:  # all errors of pyogrio are the latter
        raise SpoGeoError(
            "the GeoPackage cannot be made",
            where="the folder for temporary files",
            got=str(error).partition("\n")[0][:80],
            next_step="free some space there, or name another folder in TMPDIR",
        ) from error


@contextmanager
def _clock_at(day: str) -> Iterator[None]:
    """Let GDAL write a day instead of the present time."""
    import pyogrio

    before = pyogrio.get_gdal_config_option(_CLOCK)
    pyogrio.set_gdal_config_options({_CLOCK: f"{day}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_CLOCK: before})


def _write_layer(path: Path, rows: Sequence[Row], stamp: Stamp) -> None:
    import geopandas
    import pyogrio
    from shapely import from_wkb

    frame = geopandas.GeoDataFrame(
        _frame(rows, columns.DISTRICTS),
        geometry=[from_wkb(row[GEOMETRY]) for row in rows],
        crs="EPSG:4326",
    )
    pyogrio.write_dataframe(
        frame,
        path,
        layer=DISTRICTS,
        driver="GPKG",
        geometry_type="MultiPolygon",
        layer_options={"GEOMETRY_NAME": GEOMETRY, "DESCRIPTION": stamp.boundaries},
    )


def _write_table(
    path: Path, name: str, rows: Sequence[Row], names: tuple[str, ...]
) -> None:
    import pyogrio

    pyogrio.write_dataframe(_frame(rows, names), path, layer=name, driver="GPKG")


def _frame(rows: Sequence[Row], names: tuple[str, ...]) -> Any:
    """Return a data frame in which whole numbers are numbers, but for *About*."""
    import pandas as pd

    cells = [[plain(row[name]) for name in names] for row in rows]
    frame = pd.DataFrame(cells, columns=list(names), dtype="str")
    for name in columns.NUMBERS.intersection(columns.DISTRICTS, names):
        frame[name] = pd.to_numeric(frame[name]).astype("Int32")
    return frame


def read_geopackage(path: Path) -> Tables:
    """Read a file of `write_geopackage`.

    Parameters
    ----------
    path : Path
        A GeoPackage.

    Returns
    -------
    mapping of str to sequence of mapping of str to str
        The tables that are there, and the stamp in the table ``about``.

    Raises
    ------
    OSError, ValueError, KeyError, sqlite3.Error
        When the file cannot be read as a GeoPackage.
    """
    with path.open("rb"):  # a missing file is an OSError, not a new database
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as base:
        query = "SELECT table_name FROM gpkg_contents"
        present = {row[0] for row in base.execute(query)}
        return {name: _rows(base, name) for name in _TABLES if name in present}


def _rows(base: sqlite3.Connection, table: str) -> Rows:
    found = base.execute(f'SELECT * FROM "{table}"')  # noqa: S608 a name of _TABLES
    names = [column[0] for column in found.description]
    return [
        {n: _text(value) for n, value in zip(names, row, strict=True) if n != _KEY}
        for row in found
    ]


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        envelope = _ENVELOPES[(value[3] >> 1) & 7]
        return value[8 + envelope :].hex().upper()
    return "" if value is None else str(value)
