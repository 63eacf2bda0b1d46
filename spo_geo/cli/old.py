"""The command line: a thin door on the same `View` as the page."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from spo_geo import __version__
from spo_geo.checks import check_all
from spo_geo.dataset import DATA_DIR, GEO_DIR, Dataset, load
from spo_geo.errors import SpoGeoError
from spo_geo.export import to_csv
from spo_geo.files import write_whole
from spo_geo.filters import PARAMETERS
from spo_geo.gazetteer import Match, read_gazetteer
from spo_geo.summary import district_as_dict, summarise, summary_text
from spo_geo.view import View, make_view

FILTER_HELP = {
    "focus-area": "focus area, such as Education",
    "funder": "funder's name, acronym or alias; a parent includes its programmes",
    "province": "province or territory, by name, abbreviation or P-code",
    "district": "district, by name or P-code",
    "scope": "districts, provinces, national, count or institutional",
    "status": "status as stated, or not-stated",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after the program's name; those of the process when left out.

    Returns
    -------
    int
        0 when all went well; 1 when the input or the data are at fault, with one
        line on standard error. Usage errors leave with 2.
    """
    options = _parser().parse_args(arguments)
    try:
        result: int = options.run(options)
    except SpoGeoError as error:
        print(f"spo_geo: {error}", file=sys.stderr)
        return 1
    return result


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m spo_geo",
        description="Coverage atlas of SPO: records, districts, maps and tables.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--data", type=Path, default=DATA_DIR, help="folder of records")
    parser.add_argument("--geo", type=Path, default=GEO_DIR, help="boundary folder")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    summary = commands.add_parser("summary", help="the numbers of a selection")
    _add_filters(summary)
    summary.add_argument("--json", action="store_true", help="print JSON")
    summary.set_defaults(run=_summary)

    match = commands.add_parser("match", help="which district a place name means")
    match.add_argument("name")
    match.add_argument("--province", help="the province that is stated beside it")
    match.add_argument("--json", action="store_true", help="print JSON")
    match.set_defaults(run=_match)

    check = commands.add_parser("check", help="problems of data/ and geo/")
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(run=_check)

    drawn = commands.add_parser("map", help="the selection as a print map")
    drawn.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.png")
    drawn.add_argument("--title", default="", help="title above the map")
    _add_filters(drawn)
    drawn.set_defaults(run=_map)

    export = commands.add_parser("export", help="the selection as a table")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.csv")
    _add_filters(export)
    export.set_defaults(run=_export)

    _add_boundaries(commands)
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
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
            help=FILTER_HELP[parameter],
        )


def _add_boundaries(commands: Any) -> None:
    boundaries = commands.add_parser("boundaries", help="the boundary layer")
    actions = boundaries.add_subparsers(required=True, metavar="ACTION")
    build = actions.add_parser("build", help="make geo/ from a COD-AB release")
    build.add_argument("release", type=Path, help="GeoPackage, zip or folder")
    build.add_argument(
        "--line-of-control", type=Path, help="GeoJSON of the Line of Control"
    )
    build.add_argument("--out", type=Path, help="folder to write to (geo/)")
    build.set_defaults(run=_build_boundaries)


def _dataset(options: argparse.Namespace) -> Dataset:
    return load(options.data, options.geo)


def _view(options: argparse.Namespace) -> View:
    dataset = _dataset(options)
    words = {name: getattr(options, name) for name in ("year", "years", *PARAMETERS)}
    return make_view(dataset, dataset.filter_reader.read(words))


def _summary(options: argparse.Namespace) -> int:
    view = _view(options)
    print(_json(summarise(view)) if options.json else summary_text(view))
    return 0


def _match(options: argparse.Namespace) -> int:
    gazetteer = read_gazetteer(options.geo / "gazetteer.csv")
    match = gazetteer.match(options.name, options.province)
    print(_json(_match_as_dict(match)) if options.json else _match_text(match))
    return 0


def _match_as_dict(match: Match) -> dict[str, Any]:
    return {
        "place": match.place,
        "status": match.status,
        "rule": match.rule,
        "districts": [district_as_dict(d) for d in match.districts],
        "candidates": [district_as_dict(d) for d in match.candidates],
        "note": match.note,
    }


def _match_text(match: Match) -> str:
    lines = [f"{match.place}: {match.status} ({match.rule})"]
    for label, districts in (("is", match.districts), ("may be", match.candidates)):
        for d in districts:
            lines.append(f"  {label} {d.adm2_name}, {d.adm1_name} ({d.adm2_pcode})")
    return "\n".join([*lines, *([f"  {match.note}"] if match.note else [])])


def _check(options: argparse.Namespace) -> int:
    problems = check_all(_dataset(options), options.geo)
    if options.json:
        rows = [problem.as_dict() for problem in problems]
        print(_json({"n_problems": len(rows), "problems": rows}))
    else:
        for problem in problems:
            print(problem.line())
        print(f"{len(problems)} problems")
    return int(any(problem.severity == "refuse" for problem in problems))


def _map(options: argparse.Namespace) -> int:
    from spo_geo.printmap import draw_map  # Matplotlib: only where it is needed

    _require_suffix(options.output, (".png",))
    write_whole(options.output, draw_map(_view(options), title=options.title))
    return 0


def _export(options: argparse.Namespace) -> int:
    _require_suffix(options.output, (".csv",))
    write_whole(options.output, to_csv(_view(options)))
    return 0


def _build_boundaries(options: argparse.Namespace) -> int:
    from spo_geo.build_boundaries import build  # GeoPandas: only where it is needed

    report = build(
        options.release,
        options.out or options.geo,
        line_of_control=options.line_of_control,
    )
    print(report)
    return 0


def _require_suffix(path: Path, allowed: tuple[str, ...]) -> None:
    if path.suffix.lower() not in allowed:
        raise SpoGeoError(
            "unknown kind of file", where="-o", got=path.name, allowed=allowed
        )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
