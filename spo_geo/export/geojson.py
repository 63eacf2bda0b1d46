"""The districts of a selection as GeoJSON, with what is not on the map beside them.

References
----------
RFC 7946, The GeoJSON Format.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spo_geo.export import columns
from spo_geo.export.about import about_rows
from spo_geo.export.content import STAMP, Row, Tables
from spo_geo.export.tables import district_rows, not_on_map_rows
from spo_geo.provenance import Stamp
from spo_geo.view import View

if TYPE_CHECKING:
    from spo_geo.boundaries import Layer

DISTRICTS: Final = "districts"
NOT_ON_MAP: Final = "not_on_map"
ABOUT: Final = "about"
GEOMETRY: Final = "geometry"
MEMBER: Final = "spo_geo"
"""The foreign member (RFC 7946, section 6.1) that holds the stamp."""

_LISTS: Final = frozenset(
    {"project_ids", "focus_areas", "funder_names", "donor_partners"}
)
_DECIMALS: Final = 6  # about 0.1 m, finer than any layer here


def geojson_tables(view: View, stamp: Stamp, layer: Layer) -> Tables:
    """Return the districts with their outlines, and the rows beside them."""
    return {
        DISTRICTS: [
            {**row, GEOMETRY: _compact(_geometry(layer, row["adm2_pcode"]))}
            for row in district_rows(view)
        ],
        NOT_ON_MAP: not_on_map_rows(view),
        ABOUT: about_rows(view, stamp, [*columns.DISTRICTS, *columns.NOT_ON_MAP]),
    }


def _geometry(layer: Layer, pcode: str) -> dict[str, Any]:
    """Return a district as a GeoJSON geometry, exterior rings counterclockwise."""
    from shapely import MultiPolygon, orient_polygons

    shape = orient_polygons(layer.geometry(pcode))
    if not isinstance(shape, MultiPolygon):
        raise TypeError(f"{pcode} is no area")
    areas = [
        [_ring(ring) for ring in (area.exterior, *area.interiors)]
        for area in shape.geoms
    ]
    if len(areas) == 1:
        return {"type": "Polygon", "coordinates": areas[0]}
    return {"type": "MultiPolygon", "coordinates": areas}


def _ring(ring: Any) -> list[list[float]]:
    return [[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y in ring.coords]


def write_geojson(tables: Tables, stamp: Stamp) -> bytes:
    """Write the tables of `geojson_tables`.

    Parameters
    ----------
    tables : mapping of str to sequence of mapping of str to str
        The rows.
    stamp : Stamp
        Becomes the member `MEMBER` of the collection.

    Returns
    -------
    bytes
        UTF-8; longitude and latitude on WGS 84 (CRS84), a feature a line.
    """
    head = {
        "type": "FeatureCollection",
        "name": "SPO_coverage_districts",
        MEMBER: json.loads(stamp.as_json()),
        ABOUT: tables[ABOUT],
        NOT_ON_MAP: tables[NOT_ON_MAP],
    }
    members = [f"{_compact(key)}: {_compact(value)}" for key, value in head.items()]
    features = ",\n".join(_feature(row) for row in tables[DISTRICTS])
    text = "{\n" + ",\n".join(members) + f',\n"features": [\n{features}\n]\n}}\n'
    return text.encode(errors="replace")


def _feature(row: Row) -> str:
    properties = {n: _value(n, c) for n, c in row.items() if n != GEOMETRY}
    return (
        f'{{"type": "Feature", "id": {_compact(row["adm2_pcode"])}, '
        f'"properties": {_compact(properties)}, "geometry": {row[GEOMETRY]}}}'
    )


def _value(name: str, cell: str) -> Any:
    if name in columns.NUMBERS:
        return int(cell) if cell else None
    if name in _LISTS:
        return cell.split("; ") if cell else []
    return cell


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_geojson(path: Path) -> Tables:
    """Read a file of `write_geojson`.

    Parameters
    ----------
    path : Path
        A GeoJSON file.

    Returns
    -------
    mapping of str to sequence of mapping of str to str
        As `geojson_tables` gave them, and the stamp in the table `ABOUT`.

    Raises
    ------
    OSError, ValueError, KeyError, TypeError
        When the file cannot be read as such a collection.
    """
    found = json.loads(path.read_text(encoding="utf-8"))
    own = json.dumps(found.get(MEMBER), sort_keys=True)
    return {
        DISTRICTS: [
            {
                **{name: _text(value) for name, value in f["properties"].items()},
                GEOMETRY: _compact(f[GEOMETRY]),
            }
            for f in found["features"]
        ],
        NOT_ON_MAP: found.get(NOT_ON_MAP, []),
        ABOUT: [*found.get(ABOUT, []), {"item": STAMP, "value": own}],
    }


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    return "" if value is None else str(value)
