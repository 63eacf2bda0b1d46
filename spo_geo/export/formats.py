"""The formats that a selection can be written in, by the ending of the file name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spo_geo.boundaries import PRINT_LAYER, kept_layer
from spo_geo.dataset import GEO_DIR
from spo_geo.errors import SpoGeoError
from spo_geo.export import csvfile, geojson, geopackage, workbook
from spo_geo.export.content import Tables, content_hash
from spo_geo.filenames import file_name
from spo_geo.files import write_whole
from spo_geo.provenance import Stamp, make_stamp
from spo_geo.view import View
from spo_geo.wording import filters_in_words

if TYPE_CHECKING:
    from spo_geo.boundaries import Layer


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a selection.

    Attributes
    ----------
    what : str
        What such a file holds, for its name.
    tables : callable
        From a view, its stamp and the folder of the boundaries to rows of text.
    write : callable
        From these rows and the stamp to the file.
    read : callable
        From a path to the rows.
    """

    what: str
    tables: Callable[[View, Stamp, Path], Tables]
    write: Callable[[Tables, Stamp], bytes]
    read: Callable[[Path], Tables]


def _without_layer(
    make: Callable[[View, Stamp], Tables],
) -> Callable[[View, Stamp, Path], Tables]:
    return lambda view, stamp, _: make(view, stamp)


def _with_layer(
    make: Callable[[View, Stamp, Layer], Tables],
) -> Callable[[View, Stamp, Path], Tables]:
    return lambda view, stamp, geo: make(view, stamp, kept_layer(geo / PRINT_LAYER)[0])


FORMATS: Final = {
    ".csv": Format(
        "projects",
        _without_layer(csvfile.csv_tables),
        csvfile.write_csv,
        csvfile.read_csv,
    ),
    ".xlsx": Format(
        "tables",
        _without_layer(workbook.workbook_tables),
        workbook.write_workbook,
        workbook.read_workbook,
    ),
    ".geojson": Format(
        "districts",
        _with_layer(geojson.geojson_tables),
        geojson.write_geojson,
        geojson.read_geojson,
    ),
    ".gpkg": Format(
        "districts",
        _with_layer(geopackage.geopackage_tables),
        geopackage.write_geopackage,
        geopackage.read_geopackage,
    ),
}


def export_name(suffix: str, made: date) -> str:
    """Return the name that an export gets when the user gives none.

    Examples
    --------
    >>> export_name(".xlsx", date(2026, 11, 22))
    'SPO_coverage_tables_20261122.xlsx'
    """
    return file_name(FORMATS[suffix].what, suffix.removeprefix("."), made)


def to_bytes(
    view: View, suffix: str, made: date | None = None, *, geo_dir: Path = GEO_DIR
) -> bytes:
    """Return a selection as a file.

    Parameters
    ----------
    view : View
        The selection; an empty one gives a file that says so.
    suffix : {'.csv', '.xlsx', '.geojson', '.gpkg'}
        The format.
    made : date, optional
        The day to print; today when left out.
    geo_dir : Path, optional
        Folder of the boundary layer, for the two formats with outlines.

    Returns
    -------
    bytes
        The same for the same selection, data and day.

    Raises
    ------
    SpoGeoError
        When the format is unknown, or the boundary layer cannot be read.
    """
    chosen = format_of(Path(f"file{suffix}"))
    stamp = make_stamp(view, made or date.today())
    tables = chosen.tables(view, stamp, geo_dir)
    return chosen.write(tables, replace(stamp, content=content_hash(tables)))


def to_csv(view: View, made: date | None = None) -> bytes:
    """Return a selection as CSV: one row a project and place; see `to_bytes`."""
    return to_bytes(view, ".csv", made)


def write_export(
    path: Path, view: View, made: date | None = None, *, geo_dir: Path = GEO_DIR
) -> None:
    """Write a selection to a file, whole or not at all.

    Parameters
    ----------
    path : Path
        Its ending chooses the format; what was there is replaced.
    view : View
        The selection.
    made, geo_dir
        As for `to_bytes`.

    Raises
    ------
    SpoGeoError
        When the ending is unknown, no project matches, the boundary layer cannot be
        read, or the file cannot be written; nothing is written then.
    """
    suffix = path.suffix.lower()
    format_of(path)
    if not view.n_projects:
        raise SpoGeoError(
            "no project matches, so no file was written",
            where="filters",
            got=filters_in_words(view),
            next_step="loosen a filter",
        )
    write_whole(path, to_bytes(view, suffix, made, geo_dir=geo_dir))


def format_of(path: Path) -> Format:
    """Return the format that a file name stands for.

    Raises
    ------
    SpoGeoError
        When its ending is none of `FORMATS`.
    """
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise SpoGeoError(
            "unknown kind of file", where="-o", got=path.name, allowed=FORMATS
        ) from None


def read_tables(path: Path) -> Tables:
    """Return the rows of an exported file.

    Parameters
    ----------
    path : Path
        A file of one of the `FORMATS`.

    Returns
    -------
    mapping of str to sequence of mapping of str to str
        By name of table; ``about`` holds the stamp.

    Raises
    ------
    SpoGeoError
        When the ending is unknown, or the file cannot be read.
    """
    chosen = format_of(path)
    try:
        return chosen.read(path)
    except Exception as error:  # a broken file may break a parser in any way
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> SpoGeoError:
    """Return the one line to show for a file that cannot be read."""
    if isinstance(error, SpoGeoError):
        return error
    reason = error.strerror if isinstance(error, OSError) else None
    lines = str(error).splitlines()
    return SpoGeoError(
        "the file cannot be read",
        where=str(path),
        got=reason or (lines[0] if lines else type(error).__name__),
        next_step="give the file as the program wrote it",
    )
