"""Measure a built layer against the release it was built from."""

import gzip
import json
from collections.abc import Iterator, Mapping

import geopandas as gpd
import numpy as np
import shapely

from spo_geo.boundaries import Layer, Unit, parse_layer
from spo_geo.boundary_report import LayerReport, Limits, Spec
from spo_geo.cod_files import WGS84
from spo_geo.cod_release import EQUAL_AREA, Release
from spo_geo.generalise import Shapes


def measure(text: str, release: Release, spec: Spec, tolerance: int) -> LayerReport:
    """Measure a layer as its readers will see it.

    Parameters
    ----------
    text : str
        The layer as TopoJSON.
    release : Release
        What it was built from.
    spec : Spec
        How it was made, and its limits.
    tolerance : int
        The tolerance taken [m].

    Returns
    -------
    LayerReport
        Its figures and its faults.
    """
    topology = json.loads(text)
    layer = parse_layer(topology, where=spec.file)
    iou = _agreement(layer, release)
    low = [code for code, value in iou.items() if value < spec.limits.min_iou]
    names = release.districts.set_index("adm2_pcode")["adm2_name"]
    return LayerReport(
        spec=spec,
        tolerance=tolerance,
        n_bytes=len(text.encode()),
        n_gzip_bytes=_gzip_size(text),
        n_arcs=len(topology["arcs"]),
        n_vertices=sum(map(len, topology["arcs"])),
        n_parts=sum(len(unit.polygons) for unit in layer.adm2.values()),
        iou=iou,
        names={str(code): str(name) for code, name in names.items()},
        faults=(
            *oversize(text, spec.limits),
            *(f"too little of the shape of {code} is kept" for code in low),
            *_lost(layer, release),
            *_torn(layer),
        ),
    )


def oversize(text: str, limits: Limits) -> tuple[str, ...]:
    """Say which limits of size a text exceeds.

    Parameters
    ----------
    text : str
        The layer as TopoJSON.
    limits : Limits
        What it must keep.

    Returns
    -------
    tuple of str
        Empty when it keeps them.
    """
    n_bytes, n_gzip_bytes = len(text.encode()), _gzip_size(text)
    checks = {
        f"{n_bytes} bytes of {limits.max_bytes}": n_bytes > limits.max_bytes,
        f"{n_gzip_bytes} bytes gzipped of {limits.max_gzip_bytes}": (
            n_gzip_bytes > limits.max_gzip_bytes
        ),
    }
    return tuple(fault for fault, exceeds in checks.items() if exceeds)


def _gzip_size(text: str) -> int:
    # A fixed time in the header keeps the size and the bytes the same every day.
    return len(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _shapes(layer: Layer, units: Mapping[str, Unit]) -> Shapes:
    return np.array([layer.geometry(pcode) for pcode in units], dtype=object)


def _agreement(layer: Layer, release: Release) -> dict[str, float]:
    """Return intersection over union by P-code, lowest first."""
    table = release.districts[release.districts["adm2_pcode"].isin(layer.adm2)]
    full = table.geometry.to_numpy()
    degrees = [layer.geometry(pcode) for pcode in table["adm2_pcode"]]
    metric = gpd.GeoSeries(degrees, crs=WGS84).to_crs(EQUAL_AREA).to_numpy()
    drawn = shapely.make_valid(metric)  # a broken shape is told elsewhere
    common = shapely.area(shapely.intersection(drawn, full))
    either = shapely.area(drawn) + shapely.area(full) - common
    values = [round(float(value), 4) for value in common / either]
    pairs = zip(table["adm2_pcode"].astype(str), values, strict=True)
    return dict(sorted(pairs, key=lambda pair: (pair[1], pair[0])))


def _lost(layer: Layer, release: Release) -> Iterator[str]:
    """Say which units and parts of the release the layer lacks or adds."""
    table = release.districts
    for level, units in _levels(layer):
        odd = sorted(set(table[f"{level}_pcode"]) ^ set(units))
        if odd:
            yield f"{level} differs in {', '.join(odd)}"
    parts = shapely.get_num_geometries(table.geometry.to_numpy())
    for code, n in zip(table["adm2_pcode"], parts, strict=True):
        if code in layer.adm2 and len(layer.adm2[code].polygons) != n:
            yield f"{code} has {len(layer.adm2[code].polygons)} parts, not {n}"


def _torn(layer: Layer) -> Iterator[str]:
    """Say where shapes are broken, overlap, leave gaps, or levels disagree."""
    shapes = {level: _shapes(layer, units) for level, units in _levels(layer)}
    broken = [
        f"{level} holds shapes that are broken, overlap or leave slits"
        for level, own in shapes.items()
        if not (shapely.is_valid(own).all() and shapely.coverage_is_valid(own))
    ]
    # Unions of such shapes mean nothing, so the other checks have to wait.
    yield from broken or _uneven(shapes)
    for level, units in _levels(layer):
        labels = shapely.points([unit.label for unit in units.values()])
        if not shapely.contains_properly(
            shapely.make_valid(shapes[level]), labels
        ).all():
            yield f"a label of {level} lies outside its unit"


def _uneven(shapes: Mapping[str, Shapes]) -> Iterator[str]:
    country = shapely.coverage_union_all(shapes["adm2"])
    if any(part.interiors for part in shapely.get_parts(country)):
        yield "there is a gap between districts"
    for level in ("adm0", "adm1"):
        if not shapely.coverage_union_all(shapes[level]).equals(country):
            yield f"{level} and adm2 do not cover the same ground"


def _levels(layer: Layer) -> tuple[tuple[str, Mapping[str, Unit]], ...]:
    return (("adm0", layer.adm0), ("adm1", layer.adm1), ("adm2", layer.adm2))
