"""What a built boundary layer measures: limits, agreement, and the text to print."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from spo_geo.attribution import LICENCE

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What a layer must keep.

    Attributes
    ----------
    max_bytes, max_gzip_bytes : int
        Size of the file, plain and compressed.
    min_iou : float
        Least agreement of a district with its full shape, 0 to 1.
    """

    max_bytes: int
    max_gzip_bytes: int
    min_iou: float


@dataclass(frozen=True, slots=True)
class Spec:
    """How a layer is made.

    Attributes
    ----------
    file : str
        Name of the file.
    tolerances : range
        Tolerances of the simplification [m], rising; the first that fits is taken.
    fine : int
        Tolerance for small districts [m].
    step : float
        Width of a grid cell [degrees].
    limits : Limits
        What the layer must keep.
    """

    file: str
    tolerances: range
    fine: int
    step: float
    limits: Limits


@dataclass(frozen=True, slots=True)
class LayerReport:
    """One layer as it was built.

    Attributes
    ----------
    spec : Spec
        How it was made.
    tolerance : int
        The tolerance taken [m].
    n_bytes, n_gzip_bytes : int
        Size of the file, plain and compressed (gzip, level 9).
    n_arcs, n_vertices, n_parts : int
        Arcs of the mesh, their vertices, polygons of the districts.
    iou : Mapping of str to float
        By P-code, intersection over union with the full shape, lowest first.
    names : Mapping of str to str
        Names of the districts by P-code.
    faults : tuple of str
        What is wrong with it; empty for a layer that may be written.
    """

    spec: Spec
    tolerance: int
    n_bytes: int
    n_gzip_bytes: int
    n_arcs: int
    n_vertices: int
    n_parts: int
    iou: Mapping[str, float]
    names: Mapping[str, str]
    faults: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Return the figures as plain values for ``layer.json``."""
        lowest, min_iou = next(iter(self.iou.items()))
        return {
            "file": self.spec.file,
            "bytes": self.n_bytes,
            "gzip_bytes": self.n_gzip_bytes,
            "tolerance_m": self.tolerance,
            "small_districts_tolerance_m": self.spec.fine,
            "grid_degrees": self.spec.step,
            "n_arcs": self.n_arcs,
            "n_vertices": self.n_vertices,
            "n_parts": self.n_parts,
            "n_adm2": len(self.iou),
            "min_iou": min_iou,
            "min_iou_pcode": lowest,
            "iou": dict(sorted(self.iou.items())),
        }

    def __str__(self) -> str:
        spec, limits = self.spec, self.spec.limits
        lowest = islice(self.iou.items(), _SHOWN)
        return "\n".join(
            [
                spec.file,
                f"  {self.n_bytes} bytes (limit {limits.max_bytes}), "
                f"{self.n_gzip_bytes} gzipped (limit {limits.max_gzip_bytes})",
                f"  tolerance {self.tolerance} m, small districts {spec.fine} m, "
                f"grid {spec.step} degrees",
                f"  {len(self.iou)} districts in {self.n_parts} polygons, "
                f"{self.n_arcs} arcs, {self.n_vertices} vertices",
                f"  lowest agreement with the full shape (limit {limits.min_iou:.2f}):",
                *(f"    {iou:.4f}  {c}  {self.names[c]}" for c, iou in lowest),
            ]
        )


@dataclass(frozen=True, slots=True)
class BuildReport:
    """A build: where it came from and what its layers measure.

    Attributes
    ----------
    source : str
        Name of the file that was read.
    sha256 : str
        Its checksum.
    valid_on : str
        ISO date of the boundaries; empty when the release states none.
    line_of_control : str
        Name of the file of the line; empty when there was none.
    attribution : str
        The paragraph that every picture carries.
    layers : tuple of LayerReport
        Web layer, print layer.
    """

    source: str
    sha256: str
    valid_on: str
    line_of_control: str
    attribution: str
    layers: tuple[LayerReport, ...]

    def as_json(self) -> str:
        """Return the report as the text of ``layer.json``; it holds no clock time."""
        report = {
            "source": self.source,
            "sha256": self.sha256,
            "valid_on": self.valid_on,
            "line_of_control": self.line_of_control,
            "licence": LICENCE,
            "attribution": self.attribution,
            "layers": [layer.as_dict() for layer in self.layers],
        }
        return json.dumps(report, ensure_ascii=False, indent=2) + "\n"

    def __str__(self) -> str:
        return "\n".join(
            [
                f"{self.source}, valid on {self.valid_on or 'a date not stated'}",
                f"sha256 {self.sha256}",
                f"Line of Control: {self.line_of_control or 'none given'}",
                *map(str, self.layers),
                "checked: no gap, no overlap, one mesh for all levels, size, agreement",
            ]
        )
