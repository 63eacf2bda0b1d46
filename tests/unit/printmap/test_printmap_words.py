"""What the map says: title, panel, legend, footer, labels and held places."""

import re

from matplotlib.collections import LineCollection

from spo_geo.attribution import BOUNDARIES, DISCLAIMER
from spo_geo.printmap.heldplaces import held_places
from spo_geo.view import make_view
from spo_geo.wording import sentence
from tests.unit.printmap.sheets import boxes, compose_sheet, figures, words

SINDH = "PK7"


def test_panel_shows_the_counts_of_the_view(view, layer):
    shown = figures(compose_sheet(view(), layer))
    assert shown["recorded projects"] == "4"
    assert shown["name a district"] == "2"
    assert shown["districts named"] == "3"
    assert shown["not on the map"] == "2"
    assert shown["National"] == "1"
    assert shown["Provinces named, no district"] == "1"


def test_legend_counts_every_district_once(view, layer):
    legend = words(compose_sheet(view(), layer), "legend")
    assert "1 (2 districts)" in legend
    assert "2 (1 district)" in legend
    assert "no record in this selection names this district (157)" in legend


def test_header_says_title_filters_and_sentence(view, layer):
    chosen = view(focus_area=["Education"], years=["2012-2014"])
    sheet = compose_sheet(chosen, layer, subtitle="For the call of 2027")
    header = words(sheet, "header")
    assert header.startswith("SPO projects by district: Education, 2012–2014 For the")
    assert "Selection: years 2012–2014; focus area Education" in header
    assert header.endswith(sentence(chosen))


def test_title_is_the_users_own(view, layer):
    assert words(compose_sheet(view(), layer, title="Ours"), "header").startswith(
        "Ours"
    )


def test_footer_carries_sources_disclaimer_version_and_hash(view, layer):
    footer = words(compose_sheet(view(), layer), "footer")
    assert BOUNDARIES in footer
    assert DISCLAIMER in footer
    assert "compiled on" in footer
    assert "22 November 2026" in footer
    assert f"data {view().dataset.version[:12]}" in footer


def test_selection_without_a_project_has_a_map_and_says_so(view, layer):
    nothing = view(funder=["Oxfam"], focus_area=["Education"])
    sheet = compose_sheet(nothing, layer, frame="selection")
    assert figures(sheet)["recorded projects"] == "0"
    assert "No recorded project matches" in words(sheet, "header")
    assert "names this district (160)" in words(sheet, "legend")
    assert "BALOCHISTAN" in words(sheet, "names")


def test_labels_name_the_districts_with_a_project_only(view, layer):
    named = words(compose_sheet(view(), layer, labels=True), "labels")
    assert sorted(named.split()) == ["Badin", "Multan", "Thatta"]
    assert words(compose_sheet(view(), layer), "labels") == ""


def test_labels_left_out_are_counted(view, layer):
    sheet = compose_sheet(view(), layer, labels=True, frame=(SINDH, "PK6", "PK5"))
    n_shown = len({box for _, box in boxes(sheet, "labels")})
    found = re.search(r"(\d+) labels? left out", words(sheet, "footer"))
    assert found
    assert int(found[1]) > 0
    assert n_shown > 0


def test_held_places_are_outlined_and_listed(view, layer):
    sheet = compose_sheet(view(), layer)
    group = next(g for g in sheet.figure.get_children() if g.get_gid() == "held")
    assert group.get_children()
    assert all(isinstance(line, LineCollection) for line in group.get_children())
    legend = words(sheet, "legend")
    assert "Place held: 1 Karachi: one or more of 6 districts" in legend
    assert "place held: may mean the districts inside" in legend


def test_held_places_group_projects_and_drop_mere_likeness(make_dataset):
    rows = [
        {
            "project_id": name,
            "title": "x",
            "coverage": "x",
            "scope": "districts",
            "districts": "Karachi; Bahdin",
        }
        for name in ("T-1", "T-2")
    ]
    first, second = held_places(make_view(make_dataset(rows)))
    assert (first.place, first.project_ids) == ("Karachi", ("T-1", "T-2"))
    assert len(first.candidates) == 6
    assert (second.place, second.candidates) == ("Bahdin", ())
    assert second.note == "Bahdin: no district known (T-1, T-2)"
