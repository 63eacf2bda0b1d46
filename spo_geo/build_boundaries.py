"""Build the project's own generalised boundary layers from a COD-AB release.

The districts are simplified as one coverage, laid on a grid of round degrees, cut
into shared arcs, and measured again as they will be read. The same input gives the
same bytes; nothing is written unless every layer keeps its limits.
"""

import os
from bisect import bisect_left
from datetime import date
from functools import cache
from pathlib import Path

import shapely

from spo_geo.attribution import DISCLAIMER, LICENCE
from spo_geo.boundaries import PRINT_LAYER, WEB_LAYER
from spo_geo.boundary_checks import measure, oversize
from spo_geo.boundary_report import BuildReport, LayerReport, Limits, Spec
from spo_geo.cod_release import Release, read_line, read_release
from spo_geo.errors import SpoGeoError
from spo_geo.generalise import FoldError, draw

WEB = Spec(
    file=WEB_LAYER,
    tolerances=range(300, 2001, 10),
    fine=300,
    step=0.001,
    limits=Limits(max_bytes=150_000, max_gzip_bytes=50_000, min_iou=0.90),
)
PRINT = Spec(
    file=PRINT_LAYER,
    tolerances=range(150, 251, 10),
    fine=100,
    step=0.0002,
    limits=Limits(max_bytes=1_000_000, max_gzip_bytes=1_000_000, min_iou=0.90),
)


def build(
    source: Path, out_dir: Path, *, line_of_control: Path | None = None
) -> BuildReport:
    """Build the web layer, the print layer and their report.

    Parameters
    ----------
    source : Path
        A COD-AB release: GeoPackage, shapefile or GeoJSON, or a zip or folder.
    out_dir : Path
        Where ``pak_adm_web.topojson``, ``pak_adm_print.topojson`` and
        ``layer.json`` are written.
    line_of_control : Path, optional
        The Line of Control of the same release, as lines.

    Returns
    -------
    BuildReport
        What was built and measured; ``str()`` of it is a text to print.

    Raises
    ------
    SpoGeoError
        The release is not one, or a layer cannot keep its limits. Nothing is
        written then.
    """
    release = read_release(source)
    line = read_line(line_of_control) if line_of_control else shapely.MultiLineString()
    built = [_fit(release, line, spec) for spec in (WEB, PRINT)]
    report = BuildReport(
        source=release.name,
        sha256=release.sha256,
        valid_on=release.valid_on,
        line_of_control=line_of_control.name if line_of_control else "",
        attribution=attribution(release.valid_on),
        layers=tuple(layer for _, layer in built),
    )
    texts = {layer.spec.file: text for text, layer in built}
    _write(out_dir, {**texts, "layer.json": report.as_json()})
    return report


def attribution(valid_on: str) -> str:
    """Return the paragraph that every picture of the layer carries.

    Parameters
    ----------
    valid_on : str
        ISO date of the release; empty when it does not state one.

    Returns
    -------
    str
        As the licence and the publisher of COD-AB ask for.

    Examples
    --------
    >>> attribution("2022-09-09")[:78]
    'Administrative boundaries: OCHA/WFP Common Operational Dataset COD-AB Pakistan'
    """
    if valid_on:
        day = date.fromisoformat(valid_on)
        valid = f"valid {day.day} {day:%B %Y}"
    else:
        valid = "date not stated"
    return (
        "Administrative boundaries: OCHA/WFP Common Operational Dataset COD-AB "
        f"Pakistan, {valid}, {LICENCE}; generalised by this project. {DISCLAIMER}"
    )


def _fit(
    release: Release, line: shapely.MultiLineString, spec: Spec
) -> tuple[str, LayerReport]:
    """Return the layer of the finest tolerance whose file fits."""
    metadata = {
        "source": "OCHA/WFP COD-AB Pakistan",
        "valid_on": release.valid_on,
        "licence": LICENCE,
        "attribution": attribution(release.valid_on),
    }

    @cache
    def text(tolerance: int) -> str:
        return draw(
            release,
            line,
            tolerance=tolerance,
            fine=spec.fine,
            step=spec.step,
            metadata=metadata,
        )

    def fits(tolerance: int) -> bool:
        try:
            return not oversize(text(tolerance), spec.limits)
        except FoldError:
            return True  # coarser than needed: the finest that fits lies before it

    at = bisect_left(spec.tolerances, True, key=fits)
    tolerance = spec.tolerances[min(at, len(spec.tolerances) - 1)]
    report = measure(text(tolerance), release, spec, tolerance)
    if report.faults:
        raise SpoGeoError(
            "the layer misses its limits",
            where=f"{spec.file}, tolerance {tolerance} m",
            got="; ".join(report.faults),
            next_step="see whether the release holds far more detail than before",
        )
    return text(tolerance), report


def _write(out_dir: Path, texts: dict[str, str]) -> None:
    """Write files beside their places first, so that none is ever half there."""
    out_dir.mkdir(parents=True, exist_ok=True)
    drafts = {name: out_dir / f".{name}.{os.getpid()}" for name in texts}
    try:
        for name, text in texts.items():
            drafts[name].write_text(text, encoding="utf-8", newline="\n")
        for name, draft in drafts.items():
            draft.replace(out_dir / name)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
