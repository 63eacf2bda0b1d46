"""Read a COD-AB release as it comes, and check it before anything is built on it.

Column and layer names change between releases (``ADM2_EN``, ``adm2_name``;
``pak_admbnda_adm2_…``, ``pak_admin2``); they are renamed here, once.

References
----------
OCHA, Common Operational Datasets, administrative boundaries:
https://data.humdata.org/dataset/cod-ab-pak
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from spo_geo.cod_files import HDX, WGS84, find_adm2, find_only, read, sha256
from spo_geo.errors import SpoGeoError

# Equal areas, centred on Pakistan: areas, tolerances and distances are taken in it.
EQUAL_AREA = "+proj=laea +lat_0=30 +lon_0=70 +datum=WGS84 +units=m"

# West, south, east, north [degrees]: no coordinate of Pakistan lies outside.
FRAME = (60.0, 23.0, 80.0, 38.0)

# Our column, then the names that releases give it, in lower case.
COLUMNS = {
    "adm2_pcode": ("adm2_pcode",),
    "adm2_name": ("adm2_name", "adm2_en"),
    "adm1_pcode": ("adm1_pcode",),
    "adm1_name": ("adm1_name", "adm1_en"),
    "adm0_pcode": ("adm0_pcode",),
    "adm0_name": ("adm0_name", "adm0_en"),
    "valid_on": ("valid_on", "validon"),
}

_NEEDED = ("adm2_pcode", "adm2_name", "adm1_pcode", "adm1_name")

# What a release of Pakistan means when it does not say it.
COUNTRY = {"adm0_pcode": "PK", "adm0_name": "Pakistan"}

_DECIMALS = 8  # of a degree: a millimetre

_PCODE = re.compile(r"[A-Z]{2}\d*")


@dataclass(frozen=True, slots=True)
class Release:
    """The districts of a release, checked, in the order of their P-codes.

    Attributes
    ----------
    name : str
        Name of the file or folder that was read.
    sha256 : str
        Of the file; of a folder, of the files of its ADM2 layer.
    valid_on : str
        ISO date on which the boundaries are valid; empty when not stated.
    districts : GeoDataFrame
        Columns ``adm0_pcode`` to ``adm2_name`` and the full geometry, in
        `EQUAL_AREA`.
    """

    name: str
    sha256: str
    valid_on: str
    districts: gpd.GeoDataFrame


def read_release(source: Path) -> Release:
    """Read the ADM2 layer of a COD-AB release.

    Parameters
    ----------
    source : Path
        A GeoPackage, a shapefile or a GeoJSON, or a zip or a folder of them.

    Returns
    -------
    Release

    Raises
    ------
    SpoGeoError
        There is no ADM2 layer, or its columns, reference system, P-codes or
        shapes are not those of a release.
    """
    found = find_adm2(source)
    where = f"{source.name}, layer {found.layer}"
    table = _renamed(read(found, "Polygon", where), where)
    _check_pcodes(table, where)
    _check_frame(table, where)
    districts = _projected(table)
    _check_coverage(districts, where)
    return Release(source.name, sha256(source, found), _valid_on(table), districts)


def read_line(source: Path) -> shapely.MultiLineString:
    """Read a line, such as the Line of Control, and join its pieces.

    Parameters
    ----------
    source : Path
        A file with one layer of lines.

    Returns
    -------
    MultiLineString
        In `EQUAL_AREA`.

    Raises
    ------
    SpoGeoError
        The file cannot be read or holds something other than lines.
    """
    table = read(find_only(source), "LineString", source.name)
    lines = table.to_crs(EQUAL_AREA).geometry.to_numpy()
    merged = shapely.line_merge(shapely.union_all(lines))
    return shapely.MultiLineString(list(shapely.get_parts(merged)))


def _renamed(table: gpd.GeoDataFrame, where: str) -> gpd.GeoDataFrame:
    """Return our columns only, under our names."""
    theirs = {str(column).lower(): column for column in table.columns}
    names = {
        ours: next((theirs[n] for n in known if n in theirs), None)
        for ours, known in COLUMNS.items()
    }
    missing = [ours for ours in _NEEDED if names[ours] is None]
    if missing:
        raise SpoGeoError(
            "columns are missing: " + ", ".join(missing),
            where=where,
            got=", ".join(map(str, table.columns)),
            allowed=(" or ".join(COLUMNS[name]) for name in missing),
            next_step=HDX,
        )
    columns = {ours: table[n] for ours, n in names.items() if n is not None}
    country = {name: value for name, value in COUNTRY.items() if name not in columns}
    renamed = gpd.GeoDataFrame(columns, geometry=table.geometry, crs=table.crs)
    return renamed.assign(**country)


def _check_pcodes(table: gpd.GeoDataFrame, where: str) -> None:
    """Refuse codes that are no P-codes, occur twice, or disown their parents."""
    codes = table["adm2_pcode"]
    twice = codes[codes.duplicated()]
    _refuse("a P-code occurs twice", f"{where}, adm2_pcode", twice, "once each")
    for level in ("adm0", "adm1", "adm2"):
        codes, names = table[f"{level}_pcode"].astype(str), table[f"{level}_name"]
        bad = codes[~codes.str.fullmatch(_PCODE)]
        _refuse("not a P-code", f"{where}, {level}_pcode", bad, "such as PK603")
        bare = codes[names.isna() | (names.astype(str).str.strip() == "")]
        _refuse("a unit without a name", f"{where}, {level}_name", bare, "a name")
        called = names.groupby(codes).nunique()
        several = called[called > 1].index
        _refuse("a unit of two names", f"{where}, {level}_name", several, "one name")
    for above, level in (("adm0", "adm1"), ("adm1", "adm2")):
        pairs = zip(table[f"{level}_pcode"], table[f"{above}_pcode"], strict=True)
        odd = {c for c, parent in pairs if not c.startswith(parent) or c == parent}
        text = f"its {above}_pcode and more digits"
        _refuse("a P-code is not its parent's", f"{where}, {level}_pcode", odd, text)


def _refuse(what: str, where: str, values: Iterable[object], allowed: str) -> None:
    got = sorted(map(str, values))
    if got:
        more = f" and {len(got) - 5} more" if len(got) > 5 else ""
        raise SpoGeoError(
            what,
            where=where,
            got=", ".join(got[:5]) + more,
            allowed=(allowed,),
            next_step="correct the release, or report it to its publisher",
        )


def _check_frame(table: gpd.GeoDataFrame, where: str) -> None:
    west, south, east, north = table.total_bounds
    inside = west >= FRAME[0] and south >= FRAME[1]
    if not (inside and east <= FRAME[2] and north <= FRAME[3]):
        raise SpoGeoError(
            "the shapes do not lie in Pakistan",
            where=where,
            got=f"{west:.3f} {south:.3f} {east:.3f} {north:.3f}",
            allowed=(f"within {FRAME} (west, south, east, north)",),
            next_step="see whether longitude and latitude are swapped",
        )


def _projected(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the districts in metres, alike whatever format they came in.

    Formats differ in the last digits of a coordinate, in the order of rows and in
    where a ring starts; none of it may reach the layer.
    """
    table = table.drop(columns="valid_on", errors="ignore")
    table = table.sort_values("adm2_pcode", ignore_index=True)
    degrees = table.geometry.to_numpy()
    rounded = shapely.transform(degrees, lambda xy: np.round(xy, _DECIMALS))
    table.geometry = shapely.normalize(shapely.remove_repeated_points(rounded, 0))
    return table.to_crs(EQUAL_AREA)


def _check_coverage(districts: gpd.GeoDataFrame, where: str) -> None:
    """Refuse broken shapes, overlaps, edges that do not match, and gaps."""
    shapes = districts.geometry.to_numpy()
    codes = districts["adm2_pcode"]
    bad = codes[~shapely.is_valid(shapes)]
    _refuse("a shape is not a valid polygon", where, bad, "valid polygons")
    torn = codes[~shapely.is_empty(shapely.coverage_invalid_edges(shapes))]
    _refuse("districts overlap or leave slits", where, torn, "edges that match")
    union = shapely.get_parts(shapely.coverage_union_all(shapes))
    holes = [
        shapely.Polygon(r).representative_point() for p in union for r in p.interiors
    ]
    points = gpd.GeoSeries(holes, crs=EQUAL_AREA).to_crs(WGS84).to_numpy()
    gaps = (f"{lon:.3f} {lat:.3f}" for lon, lat in shapely.get_coordinates(points))
    _refuse("a gap between districts", where, gaps, "no hole in the country")


def _valid_on(table: gpd.GeoDataFrame) -> str:
    """Return the latest date that the districts state, as an ISO date."""
    if "valid_on" not in table:
        return ""
    dates = pd.to_datetime(table["valid_on"], errors="coerce").dropna()
    return "" if dates.empty else str(dates.max().date())
