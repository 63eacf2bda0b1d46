"""The command that builds the boundary layers."""

import argparse
from pathlib import Path

from spo_geo.cli.common import Commands


def add_commands(commands: Commands) -> None:
    """Add the command to the parser."""
    boundaries = commands.add_parser("boundaries", help="the boundary layer")
    actions = boundaries.add_subparsers(required=True, metavar="ACTION")
    build = actions.add_parser("build", help="make geo/ from a COD-AB release")
    build.add_argument("release", type=Path, help="GeoPackage, zip or folder")
    build.add_argument(
        "--line-of-control", type=Path, help="GeoJSON of the Line of Control"
    )
    build.add_argument("--out", type=Path, help="folder to write to (geo/)")
    build.set_defaults(run=_build)


def _build(options: argparse.Namespace) -> int:
    from spo_geo.build_boundaries import build  # GeoPandas: only where it is needed

    report = build(
        options.release,
        options.out or options.geo,
        line_of_control=options.line_of_control,
    )
    print(report)
    return 0
