"""Rows 91 to 96 of the list of tricky inputs: what the map must not say."""

import pytest

from spo_geo import attribution
from spo_geo.boundaries import read_layer
from spo_geo.classify import NO_RECORD
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.intake.session import as_dataset
from spo_geo.printmap.shading import shade
from spo_geo.summary import summarise
from spo_geo.view import View, make_view
from tests.sheets import Value, read


def view(real: Dataset, *rows: tuple[Value, ...], header: tuple[str, ...]) -> View:
    return make_view(as_dataset(read(real, *rows, header=header), real))


WHERE = ("Title", "Geographic Coverage")


def test_row_91_across_pakistan_shades_no_district(real: Dataset) -> None:
    shown = view(real, ("Courts", "across Pakistan"), header=WHERE)
    assert (shown.n_projects, shown.n_districts, shown.held) == (1, 0, ())
    assert shown.by_scope["national"] == 1


def test_row_92_forty_two_districts_are_never_chosen(real: Dataset) -> None:
    cell = "42 districts in Sindh, Balochistan, Punjab & Khyber Pakhtunkhwa"
    shown = view(real, ("Peace", cell), header=WHERE)
    (project,) = shown.projects
    assert (project.scope, project.places, project.n_districts_stated) == (
        "count",
        (),
        "42",
    )
    assert (shown.n_districts, len(real.records.presence) > 42) == (0, True)


def test_row_93_stated_numbers_are_never_the_count(real: Dataset) -> None:
    rows = (
        ("A", "77 districts"),
        ("B", "75 Districts"),
        ("C", "53 districts across Pakistan"),
        ("D", "Badin and Thatta"),
    )
    shown = view(real, *rows, header=WHERE)
    assert summarise(shown)["n_districts"] == 2
    assert shown.by_scope["count"] == 3


@pytest.mark.parametrize(
    ("status", "planned"), [("Planned", True), ("Pipeline", True), ("Completed", False)]
)
def test_row_94_planned_work_says_so_in_its_status(
    real: Dataset, status: str, planned: bool
) -> None:
    header = ("Title", "District", "Status")
    (project,) = view(real, ("Clinic", "Badin", status), header=header).projects
    assert project.is_planned is planned
    unstated = view(real, ("Clinic", "Badin (planned)", ""), header=header)
    assert (unstated.n_districts, unstated.n_places_held) == (0, 1)


def test_row_94_planned_work_has_a_style_of_its_own(real: Dataset) -> None:
    header = ("Title", "District", "Status")
    rows = (
        ("Clinic", "Badin", "Planned"),
        ("School", "Badin; Thatta", "Announced"),
        ("Well", "Thatta", "Completed"),
        ("Road", "Multan", ""),
    )
    layer = read_layer(GEO_DIR / "pak_adm_web.topojson")
    shading = shade(view(real, *rows, header=header), layer)
    (class_of_one, n_districts), *others = shading.classes
    thatta, multan = "PK727", "PK622"
    assert shading.planned == {"PK701"}  # Badin alone has nothing but plans
    assert shading.colours["PK701"] == NO_RECORD
    assert shading.colours[thatta] == shading.colours[multan] == class_of_one.colour
    assert (class_of_one.label, n_districts, others) == ("1", 2, [])


def test_row_95_a_consortium_total_is_not_credited(real: Dataset) -> None:
    header = ("Title", "Coverage", "Implementing Partner", "Remarks")
    row = ("AAWAZ", "13 districts of Paunjab & KPK", "SPO", "45 districts in all")
    shown = view(real, row, header=header)
    (project,) = shown.projects
    assert project.n_districts_stated == "13"
    assert (shown.n_districts, "45" in project.coverage) == (0, False)


def test_row_96_azad_kashmir_and_gilgit_baltistan_are_drawn_with_the_note(
    real: Dataset,
) -> None:
    layer = read_layer(GEO_DIR / "pak_adm_web.topojson")
    assert {"PK1", "PK3"} <= set(layer.adm1)
    assert layer.line_of_control
    shown = view(real, ("Relief", "Bagh; Neelum; Gilgit; Skardu"), header=WHERE)
    assert {c.district.adm1_pcode for c in shown.district_counts} == {"PK1", "PK3"}
    assert "do not imply official endorsement" in attribution.BOUNDARIES
