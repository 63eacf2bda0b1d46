"""What several commands share: folders, filters, the view, the day, JSON."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from spo_geo.dataset import DATA_DIR, GEO_DIR, Dataset, load
from spo_geo.errors import SpoGeoError
from spo_geo.filters import PARAMETERS
from spo_geo.view import View, make_view

Commands = Any  # argparse keeps the type of its sub-parsers to itself

_FILTER_HELP = {
    "focus-area": "focus area, such as Education",
    "funder": "funder's name, acronym or alias; a parent includes its programmes",
    "province": "province or territory, by name, abbreviation or P-code",
    "district": "district, by name or P-code",
    "scope": "districts, provinces, national, count or institutional",
    "status": "status as stated, or not-stated",
    "source": "documents, or web for what stands on SPO's web pages alone",
}


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Add the folders of records and boundaries."""
    parser.add_argument("--data", type=Path, default=DATA_DIR, help="folder of records")
    parser.add_argument("--geo", type=Path, default=GEO_DIR, help="boundary folder")


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the filters, each of which may be repeated."""
    group = parser.add_argument_group(
        "filters", "each may be repeated: or within a filter, and between filters"
    )
    group.add_argument("--year", action="append", default=[], help="such as 2014")
    group.add_argument(
        "--years", action="append", default=[], help="such as 2014-2016, or 2014-"
    )
    for parameter in PARAMETERS:
        group.add_argument(
            f"--{parameter}",
            action="append",
            default=[],
            dest=parameter,
            help=_FILTER_HELP[parameter],
        )


def add_output(parser: argparse.ArgumentParser, suffixes: tuple[str, ...]) -> None:
    """Add the file to write and the day to print in it."""
    endings = ",".join(suffix.removeprefix(".") for suffix in suffixes)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar=f"FILE.{{{endings}}}"
    )
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        default=date.today(),
        metavar="YYYY-MM-DD",
        help="the day to print in the file (today)",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add the switch to JSON."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def read_dataset(options: argparse.Namespace) -> Dataset:
    """Load the records that the options name."""
    return load(options.data, options.geo)


def read_view(options: argparse.Namespace) -> View:
    """Select what the options choose."""
    dataset = read_dataset(options)
    words = {name: getattr(options, name) for name in ("year", "years", *PARAMETERS)}
    return make_view(dataset, dataset.filter_reader.read(words))


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def require_suffix(path: Path, allowed: tuple[str, ...]) -> str:
    """Return the ending of a file name.

    Raises
    ------
    SpoGeoError
        When it is none of those allowed.
    """
    suffix = path.suffix.lower()
    if suffix not in allowed:
        raise SpoGeoError(
            "unknown kind of file", where="-o", got=path.name, allowed=allowed
        )
    return suffix
