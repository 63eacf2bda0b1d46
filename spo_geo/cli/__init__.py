"""The command line: a thin door on the same `View` as the page."""

import argparse
import os
import sys
from collections.abc import Sequence

from spo_geo import __version__
from spo_geo.cli import geodata, intake, reading, writing
from spo_geo.cli.common import add_folders
from spo_geo.errors import SpoGeoError


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
    options = build_parser().parse_args(arguments)
    try:
        result: int = options.run(options)
        sys.stdout.flush()
    except SpoGeoError as error:
        print(f"spo_geo: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return result


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="python -m spo_geo",
        description="Coverage atlas of SPO: records, districts, maps and tables.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    add_folders(parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for part in (reading, writing, intake, geodata):
        part.add_commands(commands)
    return parser
