"""Commands that answer: summary, match, check, verify."""

import argparse
from pathlib import Path
from typing import Any

from spo_geo.checks import check_all
from spo_geo.cli.common import (
    Commands,
    add_filters,
    add_json,
    print_json,
    read_dataset,
    read_view,
)
from spo_geo.cli.intake import (
    add_reading,
    print_intake,
    read_repairs,
    read_sheet,
)
from spo_geo.gazetteer import Match, read_gazetteer
from spo_geo.summary import district_as_dict, summarise, summary_text


def add_commands(commands: Commands) -> None:
    """Add the commands to the parser."""
    summary = commands.add_parser("summary", help="the numbers of a selection")
    add_filters(summary)
    add_json(summary)
    summary.set_defaults(run=_summary)

    match = commands.add_parser("match", help="which district a place name means")
    match.add_argument("name")
    match.add_argument("--province", help="the province that is stated beside it")
    add_json(match)
    match.set_defaults(run=_match)

    check = commands.add_parser(
        "check", help="problems of data/ and geo/, or of a sheet"
    )
    check.add_argument("file", type=Path, nargs="?", help="a sheet to look through")
    add_reading(check)
    add_json(check)
    check.set_defaults(run=_check)

    verify = commands.add_parser(
        "verify", help="whether the present data still give a file"
    )
    verify.add_argument("file", type=Path)
    add_json(verify)
    verify.set_defaults(run=_verify)


def _summary(options: argparse.Namespace) -> int:
    view = read_view(options)
    if options.json:
        print_json(summarise(view))
    else:
        print(summary_text(view))
    return 0


def _match(options: argparse.Namespace) -> int:
    gazetteer = read_gazetteer(options.geo / "gazetteer.csv")
    match = gazetteer.match(options.name, options.province)
    if options.json:
        print_json(_match_as_dict(match))
    else:
        print(_match_text(match))
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
    return _check_records(options) if options.file is None else _check_sheet(options)


def _check_sheet(options: argparse.Namespace) -> int:
    log = read_repairs(options.repairs)
    intake = read_sheet(options.file, read_dataset(options), options, log)
    if options.json:
        print_json(intake.as_dict())
    else:
        print_intake(intake)
    return int(intake.is_refused)


def _check_records(options: argparse.Namespace) -> int:
    problems = check_all(read_dataset(options), options.geo)
    if options.json:
        rows = [problem.as_dict() for problem in problems]
        print_json({"n_problems": len(rows), "problems": rows})
    else:
        for problem in problems:
            print(problem.line())
        print(f"{len(problems)} problems")
    return int(any(problem.severity == "refuse" for problem in problems))


def _verify(options: argparse.Namespace) -> int:
    from spo_geo.verify import verify  # reads every format: only where it is needed

    verdict = verify(options.file, read_dataset(options), geo_dir=options.geo)
    if options.json:
        print_json(verdict.as_dict())
    else:
        print("\n".join(verdict.lines()))
    return int(not verdict.holds)
