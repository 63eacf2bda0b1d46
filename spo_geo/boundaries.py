"""Read a built boundary layer: ADM0, ADM1, ADM2 and the Line of Control.

A layer is one TopoJSON file. Its three levels are cut from one mesh of arcs, so
the edge that two districts share, and the province border that runs along it, are
the same numbers. This module needs numpy alone; ``build_boundaries`` writes the files.

References
----------
The TopoJSON Format Specification, https://github.com/topojson/topojson-specification
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from spo_geo.errors import DataError, UnknownValueError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WEB_LAYER: Final = "pak_adm_web.topojson"
PRINT_LAYER: Final = "pak_adm_print.topojson"
LAYERS: Final = (WEB_LAYER, PRINT_LAYER)
"""The files of ``geo/`` that hold boundaries."""

Line = NDArray[np.float64]

_REBUILD = "build the layer: python -m spo_geo boundaries build PATH"


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit of ADM0, ADM1 or ADM2.

    Attributes
    ----------
    pcode : str
        Its P-code, such as ``PK603``.
    name : str
        Its name in the COD-AB release.
    parent : str
        P-code of the unit above it; empty for ADM0.
    label : tuple of float
        Longitude and latitude [degrees, WGS 84] of a point well inside.
    polygons : tuple of tuple of ndarray
        For each polygon its exterior ring, then its holes; a ring has the shape
        (n, 2), longitude and latitude [degrees], and is closed.
    """

    pcode: str
    name: str
    parent: str
    label: tuple[float, float]
    polygons: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """A boundary layer; the units of each level by P-code, in the order of the P-codes.

    Attributes
    ----------
    adm0, adm1, adm2 : Mapping of str to Unit
        Country, provinces and territories, districts.
    province_borders : tuple of ndarray
        Lines (n, 2) that run between two different ADM1 units.
    line_of_control : tuple of ndarray
        Lines (n, 2) of the Line of Control, to be drawn dashed.
    """

    adm0: Mapping[str, Unit]
    adm1: Mapping[str, Unit]
    adm2: Mapping[str, Unit]
    province_borders: tuple[Line, ...]
    line_of_control: tuple[Line, ...]

    def geometry(self, pcode: str) -> BaseGeometry:
        """Return a unit as a shapely geometry.

        Parameters
        ----------
        pcode : str
            P-code of any level.

        Returns
        -------
        shapely.MultiPolygon
            In longitude and latitude [degrees, WGS 84].

        Raises
        ------
        UnknownValueError
            The layer holds no such P-code.
        """
        from shapely import MultiPolygon

        for level in (self.adm2, self.adm1, self.adm0):
            if pcode in level:
                return MultiPolygon(
                    [(rings[0], rings[1:]) for rings in level[pcode].polygons]
                )
        raise UnknownValueError("unknown P-code", got=pcode)


def kept_layer(path: Path) -> tuple[Layer, str]:
    """Return a layer and its attribution, read once and anew when its file changes.

    Parameters
    ----------
    path : Path
        The TopoJSON file.

    Returns
    -------
    Layer, str
        Shared by all who ask.

    Raises
    ------
    DataError
        As `read_layer`.
    """
    return _read_once(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=2)
def _read_once(path: Path, changed: int) -> tuple[Layer, str]:
    return read_layer(path), read_attribution(path)


def read_layer(path: Path) -> Layer:
    """Read a boundary layer.

    Parameters
    ----------
    path : Path
        A ``.topojson`` file written by ``build_boundaries``.

    Returns
    -------
    Layer

    Raises
    ------
    DataError
        The file is missing, or it is not such a layer.
    """
    return parse_layer(_load(path), where=str(path))


def parse_layer(topology: Any, *, where: str) -> Layer:
    """Turn a topology into a layer.

    Parameters
    ----------
    topology : Any
        The parsed JSON.
    where : str
        Its origin, for the message.

    Returns
    -------
    Layer

    Raises
    ------
    DataError
        It is not such a layer.
    """
    try:
        return _layer(topology)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise DataError(
            "the boundary layer is broken",
            where=where,
            got=f"{type(error).__name__}: {error}",
            next_step=_REBUILD,
        ) from error


def read_attribution(path: Path) -> str:
    """Return the line of attribution that every picture of the layer must carry.

    Parameters
    ----------
    path : Path
        A ``.topojson`` file written by ``build_boundaries``.

    Returns
    -------
    str
        Source, date, licence and disclaimer in one paragraph.

    Raises
    ------
    DataError
        The file is missing, or it carries no attribution.
    """
    try:
        return str(_load(path)["metadata"]["attribution"])
    except (KeyError, TypeError) as error:
        raise DataError(
            "the boundary layer carries no attribution",
            where=str(path),
            next_step=_REBUILD,
        ) from error


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(
            "the boundary layer cannot be read",
            where=str(path),
            got=str(error.strerror),
            next_step=_REBUILD,
        ) from error
    except ValueError as error:
        raise DataError(
            "the boundary layer is not JSON", where=str(path), next_step=_REBUILD
        ) from error


def _layer(topology: Any) -> Layer:
    arcs = _decode(topology)
    objects = topology["objects"]
    adm1 = objects["adm1"]["geometries"]
    return Layer(
        adm0=_units(objects["adm0"]["geometries"], "adm0", "", arcs),
        adm1=_units(adm1, "adm1", "adm0", arcs),
        adm2=_units(objects["adm2"]["geometries"], "adm2", "adm1", arcs),
        province_borders=_shared_lines(adm1, arcs),
        line_of_control=tuple(
            _join(line, arcs)
            for geometry in objects["line_of_control"]["geometries"]
            for line in geometry["arcs"]
        ),
    )


def _decode(topology: Any) -> list[Line]:
    """Turn delta-coded grid steps into longitude and latitude."""
    scale = np.asarray(topology["transform"]["scale"], dtype=np.float64)
    origin = np.asarray(topology["transform"]["translate"], dtype=np.float64)
    lines = []
    for arc in topology["arcs"]:
        steps = np.asarray(arc, dtype=np.int64).reshape(-1, 2)
        line = np.cumsum(steps, axis=0) * scale + origin
        line.flags.writeable = False
        lines.append(line)
    return lines


def _units(
    geometries: Iterable[Any], level: str, above: str, arcs: list[Line]
) -> Mapping[str, Unit]:
    units = {
        geometry["id"]: _unit(geometry, level, above, arcs) for geometry in geometries
    }
    if not units:
        raise ValueError(f"no unit of {level}")
    return MappingProxyType(dict(sorted(units.items())))


def _unit(geometry: Any, level: str, above: str, arcs: list[Line]) -> Unit:
    properties = geometry["properties"]
    lon, lat = properties["label"]
    return Unit(
        pcode=geometry["id"],
        name=properties[f"{level}_name"],
        parent=properties[f"{above}_pcode"] if above else "",
        label=(float(lon), float(lat)),
        polygons=tuple(
            tuple(_join(ring, arcs) for ring in rings) for rings in geometry["arcs"]
        ),
    )


def _join(numbers: list[int], arcs: list[Line]) -> Line:
    """Chain arcs to one line; ``~i`` is arc ``i`` walked backwards."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers]
    line = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    line.flags.writeable = False
    return line


def _shared_lines(geometries: Iterable[Any], arcs: list[Line]) -> tuple[Line, ...]:
    """Return the arcs that belong to more than one unit."""
    uses = Counter(
        number
        for geometry in geometries
        for number in {
            i if i >= 0 else ~i
            for rings in geometry["arcs"]
            for ring in rings
            for i in ring
        }
    )
    return tuple(arcs[i] for i, n in sorted(uses.items()) if n > 1)
