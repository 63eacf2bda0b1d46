import datetime
from xml.etree import ElementTree as ET

import pytest

from spo_geo.attribution import BOUNDARIES
from spo_geo.boundaries import PRINT_LAYER, Layer, read_attribution, read_layer
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.printmap import draw_map
from spo_geo.printmap.inset import PLACE
from spo_geo.printmap.shading import shade
from spo_geo.view import View, make_view
from tests.selections import SELECTIONS

DAY = datetime.date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def layer() -> Layer:
    return read_layer(GEO_DIR / PRINT_LAYER)


def select(real: Dataset, name: str) -> View:
    return make_view(real, real.filter_reader.read(SELECTIONS[name]))


def svg_texts(view: View, gid: str, **options: object) -> list[str]:
    svg = draw_map(view, fmt="svg", date=DAY, **options)
    root = ET.fromstring(svg)  # noqa: S314  (written here, by the program)
    group = next(g for g in root.iter(f"{SVG}g") if g.get("id") == gid)
    return [text.text or "" for text in group.iter(f"{SVG}text")]


def test_attribution_is_that_of_the_shipped_layer():
    assert read_attribution(GEO_DIR / PRINT_LAYER) == BOUNDARIES


@pytest.mark.parametrize("name", SELECTIONS)
def test_map_shows_the_numbers_of_the_view(real, name):
    view = select(real, name)
    texts = svg_texts(view, "legend")
    assert texts[0::2][:4] == [
        str(view.n_projects),
        str(view.n_projects_with_district),
        str(view.n_districts),
        str(view.n_projects_without_district),
    ]
    heading = [text for text in texts if text.startswith("Place")]
    held = [text for text in heading if "held: " in text]
    assert held == ([f"{h}: {view.n_places_held}" for h in _held_words(view)])


def _held_words(view: View) -> list[str]:
    n = view.n_places_held
    return [] if not n else ["Place held" if n == 1 else "Places held"]


@pytest.mark.parametrize("name", SELECTIONS)
def test_shaded_districts_are_those_that_the_view_counts(real, layer, name):
    view = select(real, name)
    shading = shade(view, layer)
    n_shaded = sum(n for _, n in shading.classes)
    assert n_shaded == view.n_districts
    assert n_shaded + shading.n_no_record == len(shading.inside)
    counted = {c.district.adm2_pcode: c.n_projects for c in view.district_counts}
    for count_class, _ in shading.classes:
        for pcode, colour in shading.colours.items():
            if colour == count_class.colour:
                assert count_class.lower <= counted[pcode] <= count_class.upper


def test_every_district_of_all_records_is_labelled_on_a4(real):
    view = make_view(real)
    shown = " ".join(svg_texts(view, "labels", labels=True)).split()
    names = [c.district.adm2_name for c in view.district_counts]
    names.remove("West Karachi")  # it stands in the inset
    assert sorted(shown) == sorted(" ".join(names).split())
    assert "West" in svg_texts(view, "inset", labels=True)


def test_every_province_is_named(real, layer):
    shown = " ".join(svg_texts(make_view(real), "names")).split()
    for unit in layer.adm1.values():
        assert set(unit.name.upper().split()) <= set(shown)


def test_inset_shows_the_six_districts_of_karachi(real, layer):
    match = real.gazetteer.match(PLACE)
    assert match.status == "held"
    assert len(match.candidates) == 6
    assert all(c.adm2_pcode in layer.adm2 for c in match.candidates)
    assert svg_texts(make_view(real), "inset")[0] == PLACE


def test_print_layer_is_the_default(real, layer):
    view = make_view(real)
    given = draw_map(view, layer, fmt="svg", date=DAY)
    assert draw_map(view, fmt="svg", date=DAY) == given
