"""Commands that write a file: map, export, brief, call, atlas.

What draws and writes is imported where it is needed: a summary need not wait for
Matplotlib, openpyxl or python-docx.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from spo_geo.boundaries import PRINT_LAYER, Layer, read_layer
from spo_geo.cli.common import (
    Commands,
    add_filters,
    add_output,
    read_view,
    require_suffix,
)
from spo_geo.errors import SpoGeoError
from spo_geo.files import write_whole
from spo_geo.view import View

if TYPE_CHECKING:
    from spo_geo.printmap.options import Frame

MAP_SUFFIXES = (".png", ".svg", ".pdf", ".html")
EXPORT_SUFFIXES = (".csv", ".xlsx", ".geojson", ".gpkg")
BRIEF_SUFFIXES = (".docx", ".pdf")
CALL_SUFFIXES = (".xlsx", ".docx", ".csv")
ATLAS_SUFFIXES = (".pdf",)


def add_commands(commands: Commands) -> None:
    """Add the commands to the parser."""
    _add_map(commands)
    export = commands.add_parser("export", help="the selection as tables or layers")
    add_output(export, EXPORT_SUFFIXES)
    add_filters(export)
    export.set_defaults(run=_export)
    _add_brief(commands)
    call = commands.add_parser(
        "call", help="the districts of a call against the records"
    )
    call.add_argument("checklist", type=Path, help="CSV, XLSX or text with districts")
    add_output(call, CALL_SUFFIXES)
    add_filters(call)
    call.set_defaults(run=_call)
    atlas = commands.add_parser("atlas", help="a page for each district, as a PDF")
    add_output(atlas, ATLAS_SUFFIXES)
    add_filters(atlas)
    atlas.set_defaults(run=_atlas)


def _add_map(commands: Commands) -> None:
    drawn = commands.add_parser(
        "map", help="the selection as a map for print, or as one file for any browser"
    )
    add_output(drawn, MAP_SUFFIXES)
    drawn.add_argument("--title", default="", help="title above the map")
    drawn.add_argument("--subtitle", default="", help="second line above the map")
    drawn.add_argument("--paper", choices=("A4", "A3", "slide"), default="A4")
    drawn.add_argument(
        "--orientation", choices=("landscape", "portrait"), default="landscape"
    )
    drawn.add_argument(
        "--frame",
        action="append",
        default=[],
        help="country, selection, or a province (repeatable); the provinces of the "
        "filter when left out, else the country",
    )
    drawn.add_argument("--labels", action="store_true", help="name the districts")
    drawn.add_argument("--dpi", type=int, default=300, help="of a PNG (300)")
    add_filters(drawn)
    drawn.set_defaults(run=_map)


def _add_brief(commands: Commands) -> None:
    brief = commands.add_parser("brief", help="the selection as a proposal kit")
    add_output(brief, BRIEF_SUFFIXES)
    brief.add_argument("--title", default="", help="title of the document")
    brief.add_argument(
        "--column",
        action="append",
        default=[],
        help="column of the past-performance table (repeatable, in the order wanted)",
    )
    brief.add_argument(
        "--at-most",
        type=int,
        metavar="N",
        help="at most N projects, the closest to the call first",
    )
    for name, what in (
        ("call-focus-area", "focus area"),
        ("call-district", "district"),
        ("call-province", "province"),
    ):
        brief.add_argument(
            f"--{name}", action="append", default=[], help=f"{what} of the call"
        )
    brief.add_argument(
        "--hide-amounts", action="store_true", help="leave out sums of money"
    )
    brief.add_argument(
        "--hide-funder", action="append", default=[], help="do not name this funder"
    )
    brief.add_argument(
        "--template", type=Path, help="a Word document whose styles are used"
    )
    add_filters(brief)
    brief.set_defaults(run=_brief)


def _map(options: argparse.Namespace) -> int:
    suffix = require_suffix(options.output, MAP_SUFFIXES)
    view = _selected(options)
    make = _offline_map if suffix == ".html" else _print_map
    write_whole(options.output, make(options, view))
    return 0


def _offline_map(options: argparse.Namespace, view: View) -> bytes:
    from spo_geo.offline import offline_map

    return offline_map(
        view, title=options.title, made=options.date, geo_dir=options.geo
    )


def _print_map(options: argparse.Namespace, view: View) -> bytes:
    from spo_geo.printmap import draw_map

    return draw_map(
        view,
        _layer(options),
        title=options.title,
        subtitle=options.subtitle,
        fmt=options.output.suffix.lower().removeprefix("."),
        paper=options.paper,
        orientation=options.orientation,
        frame=_frame(options.frame, view),
        labels=options.labels,
        date=options.date,
        dpi=options.dpi,
    )


def _layer(options: argparse.Namespace) -> Layer:
    return read_layer(options.geo / PRINT_LAYER)


def _frame(words: list[str], view: View) -> "Frame":
    """Read what the map shall fit."""
    if not words:
        return view.filters.provinces or "country"
    if words == ["country"]:
        return "country"
    if words == ["selection"]:
        return "selection"
    provinces = view.dataset.lists["provinces"]
    return tuple(provinces.resolve(word).key for word in words)


def _export(options: argparse.Namespace) -> int:
    require_suffix(options.output, EXPORT_SUFFIXES)
    view = read_view(options)
    from spo_geo.export import write_export

    write_export(options.output, view, options.date, geo_dir=options.geo)
    return 0


def _brief(options: argparse.Namespace) -> int:
    suffix = require_suffix(options.output, BRIEF_SUFFIXES)
    view = _selected(options)
    from spo_geo.brief.kit import brief_file
    from spo_geo.brief.options import read_brief_options

    chosen = read_brief_options(
        view.dataset,
        title=options.title,
        columns=options.column,
        at_most=options.at_most,
        call_focus_areas=options.call_focus_area,
        call_districts=options.call_district,
        call_provinces=options.call_province,
        hide_amounts=options.hide_amounts,
        hide_funders=options.hide_funder,
        template=options.template,
    )
    layer = _layer(options)
    content = brief_file(view, suffix, options.date, chosen, layer=layer)
    write_whole(options.output, content)
    return 0


def _call(options: argparse.Namespace) -> int:
    suffix = require_suffix(options.output, CALL_SUFFIXES)
    view = read_view(options)
    from spo_geo.call.check import check_call
    from spo_geo.call.files import call_file
    from spo_geo.call.reading import read_call

    rows = read_call(options.checklist, view.dataset.gazetteer)
    check = check_call(rows, view, _layer(options))
    write_whole(options.output, call_file(check, suffix, options.date))
    print(check.coverage())
    return 0


def _atlas(options: argparse.Namespace) -> int:
    require_suffix(options.output, ATLAS_SUFFIXES)
    view = _selected(options)
    from spo_geo.atlas import make_atlas, terminal_progress

    progress = terminal_progress(sys.stderr)
    atlas = make_atlas(view, options.date, layer=_layer(options), progress=progress)
    write_whole(options.output, atlas.content)
    for failure in atlas.failures:
        where = f"{failure.adm2_name} ({failure.adm2_pcode})"
        print(f"spo_geo: page of {where} failed: {failure.reason}", file=sys.stderr)
    return int(bool(atlas.failures))


def _selected(options: argparse.Namespace) -> View:
    """Select what the options choose; a file of nothing is not written."""
    view = read_view(options)
    if not view.n_projects:
        raise SpoGeoError(
            "no project matches, so no file is written",
            where="the filters",
            next_step="loosen a filter; 'summary' shows what each would give",
        )
    return view
