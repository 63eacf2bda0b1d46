"""Find the layer that is meant among the files of a COD-AB release, and read it.

A release comes as one file, as a zip, or as a folder; GDAL reads all of them.
"""

import hashlib
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pyogrio
import pyproj
import shapely

from spo_geo.errors import SpoGeoError

HDX = "take the boundaries from https://data.humdata.org/dataset/cod-ab-pak"
WGS84 = "EPSG:4326"

_KINDS = (".gpkg", ".shp", ".geojson", ".json")
_ADM2 = re.compile(r"adm(in)?_?2(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One layer of one file.

    Attributes
    ----------
    file : str
        As GDAL names it; inside a zip it begins with ``/vsizip/``.
    layer : str
        Name of the layer; of a shapefile or GeoJSON, of the file.
    """

    file: str
    layer: str


def find_adm2(source: Path) -> Found:
    """Find the ADM2 layer of a release.

    Parameters
    ----------
    source : Path
        A GeoPackage, a shapefile or a GeoJSON, or a zip or a folder of them.

    Returns
    -------
    Found

    Raises
    ------
    SpoGeoError
        There is none, or more than one.
    """
    layers = _layers(source)
    named = [found for found in layers if _ADM2.search(found.layer)]
    # HDX serves edge-matched twins beside the layer itself; the plain one is meant.
    plain = [found for found in named if not found.layer.lower().endswith("_em")]
    lone = layers if len(layers) == 1 else []
    what = "layer with a name such as adm2 or pak_admin2"
    return _one(plain or named or lone, layers, source, what)


def find_only(source: Path) -> Found:
    """Find the one layer of a file.

    Parameters
    ----------
    source : Path
        A file of one layer, or a zip or a folder of it.

    Returns
    -------
    Found

    Raises
    ------
    SpoGeoError
        There is none, or more than one.
    """
    layers = _layers(source)
    return _one(layers, layers, source, "layer")


def read(found: Found, kind: str, where: str) -> gpd.GeoDataFrame:
    """Read a layer whose coordinates are longitude and latitude.

    Parameters
    ----------
    found : Found
        The layer.
    kind : {'Polygon', 'LineString'}
        What it holds, in one part or several.
    where : str
        Its name in messages.

    Returns
    -------
    GeoDataFrame
        In WGS 84, without heights.

    Raises
    ------
    SpoGeoError
        It cannot be read, holds something else, or its reference system is
        another one or unknown.
    """
    layer = found.layer if _is_database(found.file) else None
    try:
        table = gpd.read_file(found.file, layer=layer)
    except pyogrio.errors.DataSourceError as error:
        raise _not_boundaries(where) from error
    _check_kind(table, kind, where)
    _check_crs(table, where)
    table.geometry = shapely.force_2d(table.geometry.to_numpy())
    return table


def sha256(source: Path, found: Found) -> str:
    """Return the checksum of a file; of a folder, of the files of the layer.

    Parameters
    ----------
    source : Path
        File or folder of the release.
    found : Found
        The layer that was read from it.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    file = Path(found.file)
    files = sorted(file.parent.glob(f"{file.stem}.*")) if source.is_dir() else [source]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _one(
    found: Sequence[Found], layers: Sequence[Found], source: Path, what: str
) -> Found:
    if len(found) == 1:
        return found[0]
    raise SpoGeoError(
        "more than one layer could be meant" if found else "the layer is not there",
        where=source.name,
        got=", ".join(other.layer for other in found or layers) or "no layer",
        allowed=(f"one {what}",),
        next_step=HDX,
    )


def _layers(source: Path) -> list[Found]:
    return [
        Found(file, layer) for file in _files(source) for layer in _layer_names(file)
    ]


def _files(source: Path) -> list[str]:
    """Return the vector files of a file, zip or folder, as GDAL names them."""
    if not source.exists():
        raise SpoGeoError("no such file or folder", where=str(source), next_step=HDX)
    if source.is_dir():
        return [str(p) for p in sorted(source.rglob("*")) if p.suffix.lower() in _KINDS]
    if not zipfile.is_zipfile(source):
        return [str(source)]
    with zipfile.ZipFile(source) as archive:
        names = sorted(n for n in archive.namelist() if n.lower().endswith(_KINDS))
    return [f"/vsizip/{{{source.resolve().as_posix()}}}/{name}" for name in names]


def _layer_names(file: str) -> list[str]:
    # GDAL names the layer of a GeoJSON by a member of it; the file's name is better.
    if not _is_database(file):
        return [Path(file).stem]
    try:
        return [str(name) for name, _ in pyogrio.list_layers(file)]
    except pyogrio.errors.DataSourceError as error:
        raise _not_boundaries(Path(file).name) from error


def _is_database(file: str) -> bool:
    return file.lower().endswith(".gpkg")


def _not_boundaries(where: str) -> SpoGeoError:
    return SpoGeoError(
        "not a file of boundaries",
        where=where,
        allowed=("GeoPackage", "shapefile", "GeoJSON", "a zip or folder of them"),
        next_step=HDX,
    )


def _check_kind(table: gpd.GeoDataFrame, kind: str, where: str) -> None:
    allowed = (kind, f"Multi{kind}")
    if isinstance(table, gpd.GeoDataFrame) and len(table):
        kinds = sorted(table.geom_type.fillna("no shape").unique())
    else:
        kinds = ["no shape"]
    if not set(kinds) <= set(allowed):
        raise SpoGeoError(
            "other shapes than expected",
            where=where,
            got=", ".join(kinds),
            allowed=allowed,
            next_step=HDX,
        )


def _check_crs(table: gpd.GeoDataFrame, where: str) -> None:
    crs = table.crs
    if crs is None or not crs.equals(pyproj.CRS(WGS84), ignore_axis_order=True):
        raise SpoGeoError(
            "not in longitude and latitude of WGS 84",
            where=where,
            got=str(crs.name) if crs else "no reference system",
            allowed=(WGS84,),
            next_step="reproject it: ogr2ogr -t_srs EPSG:4326 OUT IN",
        )
