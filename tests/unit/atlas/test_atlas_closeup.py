"""The map of a district's page."""

import matplotlib as mpl
import numpy as np
import pytest

from spo_geo.atlas.closeup import draw_closeup, pale, plan_closeup
from spo_geo.atlas.content import Writer
from spo_geo.atlas.crop import make_cropper
from spo_geo.atlas.edges import PAPER
from spo_geo.classify import NO_RECORD, PALETTE
from spo_geo.printmap.drawing import own_settings
from spo_geo.printmap.mapbody import content
from spo_geo.printmap.shading import shade
from spo_geo.printmap.sheet import Sheet
from tests.unit.atlas.pages import BADIN, MULTAN, THATTA, WINDOW


def test_closeup_shows_the_district_whole_and_in_its_class_colour(view, layer):
    cropper = make_cropper(content(layer, shade(view, layer), ()))
    closeup = plan_closeup(cropper, BADIN, WINDOW)
    points = closeup.frame.place(
        np.concatenate([r for p in layer.adm2[BADIN].polygons for r in p])
    )
    assert points[:, 0].min() > WINDOW.left
    assert points[:, 0].max() < WINDOW.right
    wide, high = np.ptp(points, axis=0)
    assert max(wide / WINDOW.width, high / WINDOW.height) == pytest.approx(
        0.46, abs=0.01
    )
    sheet = Sheet(PAPER)
    with own_settings():
        links = draw_closeup(sheet, closeup, cropper, {BADIN: 3, THATTA: 4})
    assert [pcode for _, pcode in links] == [THATTA]
    fills = drawn_fills(sheet)
    shading = cropper.shown.shading
    assert shading.colours[BADIN] in fills
    assert pale(shading.colours[THATTA]) in fills
    assert NO_RECORD in fills
    assert shading.colours[THATTA] not in fills


def drawn_fills(sheet: Sheet) -> set[str]:
    groups = {group.get_gid(): group for group in sheet.figure.get_children()}
    return {
        mpl.colors.to_hex(colour)
        for member in groups["districts"].get_children()
        for colour in member.get_facecolor()
    }


def test_neighbours_are_paler_in_the_same_order():
    def lightness(colour: str) -> float:
        return float(np.dot(mpl.colors.to_rgb(colour), (0.2126, 0.7152, 0.0722)))

    pales = [lightness(pale(colour)) for colour in PALETTE]
    assert pales == sorted(pales, reverse=True)
    assert all(p > lightness(c) for p, c in zip(pales, PALETTE, strict=True))


@pytest.mark.parametrize(
    ("pcode", "outside", "provinces", "held", "control"),
    [
        (BADIN, False, True, True, False),
        (MULTAN, False, True, False, False),
        ("PK107", False, True, False, True),
    ],
)
def test_closeup_knows_what_its_legend_must_explain(
    view, layer, pcode, outside, provinces, held, control
):
    shown = content(layer, shade(view, layer), Writer(view).held)
    closeup = plan_closeup(make_cropper(shown), pcode, WINDOW)
    assert closeup.shows_outside is outside
    assert closeup.shows_provinces is provinces
    assert closeup.shows_held is held
    assert closeup.shows_control is control


def test_cropped_content_draws_the_same_in_its_window(view, layer):
    shown = content(layer, shade(view, layer), Writer(view).held)
    cropper = make_cropper(shown)
    frame = plan_closeup(cropper, "PK203", WINDOW).frame
    seen = cropper.crop(frame)
    low, high = (WINDOW.left, WINDOW.bottom), (WINDOW.right, WINDOW.top)

    def inside(lines) -> list:
        points = frame.place(np.concatenate(list(lines)))
        return points[((points > low) & (points < high)).all(axis=1)].tolist()

    def rings(units):
        return (ring for unit in units for polygon in unit.polygons for ring in polygon)

    assert inside(rings(seen.layer.adm2.values())) == inside(rings(layer.adm2.values()))
    assert inside(seen.outline) == inside(shown.outline)
    assert inside(seen.layer.province_borders) == inside(layer.province_borders)
    n = [sum(map(len, rings(part.adm2.values()))) for part in (seen.layer, layer)]
    assert n[0] < n[1] / 2
