import pytest

from spo_geo.boundaries import Layer, read_layer
from spo_geo.call.check import CallCheck, check_call, read_row
from spo_geo.call.distance import great_circle_km
from spo_geo.call.reading import CallRow, read_call
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.filters import Filters
from spo_geo.view import View, make_view
from tests.conftest import TINY, MakeDataset


@pytest.fixture(scope="module")
def layer() -> Layer:
    return read_layer(GEO_DIR / "pak_adm_web.topojson")


def checked(text: str, view: View, layer: Layer) -> CallCheck:
    return check_call(read_call(text, view.dataset.gazetteer), view, layer)


def test_check_call_gives_a_line_for_every_row(tiny: Dataset, layer: Layer) -> None:
    check = checked("Badin\nKarachi\nNowhere\nBadin\nSindh\n", make_view(tiny), layer)
    assert [line.match.status for line in check.lines] == [
        "resolved",
        "held",
        "unknown",
        "resolved",
        "held",
    ]
    assert [line.repeats for line in check.lines] == [None, None, None, 1, None]


def test_check_call_finds_the_projects_of_a_district(
    tiny: Dataset, layer: Layer
) -> None:
    badin, multan, quetta = checked(
        "Badin, Multan, Quetta", make_view(tiny), layer
    ).lines
    assert [p.project_id for p in badin.projects] == ["T-1", "T-2"]
    assert [p.project_id for p in multan.projects] == ["T-2"]
    assert quetta.projects == ()
    assert badin.years_active == (2012, 2013, 2014, 2015, 2016)
    assert quetta.years_active == ()


def test_check_call_sees_only_the_selection(tiny: Dataset, layer: Layer) -> None:
    view = make_view(tiny, Filters(years=(2016,)))
    check = checked("Badin, Thatta", view, layer)
    assert [len(line.projects) for line in check.lines] == [1, 0]
    assert check.coverage() == (
        "SPO’s records (year 2016) name 1 of the 2 districts resolved."
    )


def test_years_without_are_the_gaps_between(
    make_dataset: MakeDataset, layer: Layer
) -> None:
    rows = [
        {**TINY[0], "project_id": "T-1", "start": "2010-01", "end": "2011-06"},
        {**TINY[0], "project_id": "T-2", "start": "2014-01", "end": "2014-02"},
        {**TINY[0], "project_id": "T-3", "start": "", "end": ""},
    ]
    (line,) = checked("Thatta", make_view(make_dataset(rows)), layer).lines
    assert len(line.projects) == 3
    assert line.years_active == (2010, 2011, 2014)
    assert line.years_without == (2012, 2013)


def test_check_call_is_honest_about_karachi(real: Dataset, layer: Layer) -> None:
    city, malir, badin = checked(
        "Karachi; Malir Karachi; Badin", make_view(real), layer
    ).lines
    assert (city.match.status, malir.match.status) == ("held", "resolved")
    assert city.projects == malir.projects == ()
    assert [h.project_id for h in city.may_mean] == ["SPO-07"]
    assert [h.project_id for h in malir.may_mean] == ["SPO-07"]
    assert badin.may_mean == ()
    assert (city.nearest, city.office) == (None, None)


def test_check_call_measures_to_the_nearest_district_with_a_project(
    tiny: Dataset, layer: Layer
) -> None:
    badin, lahore = checked("Badin, Lahore", make_view(tiny), layer).lines
    assert badin.nearest is not None
    assert (badin.nearest.district.adm2_name, badin.nearest.km) == ("Badin", 0)
    assert lahore.nearest is not None
    assert lahore.nearest.district.adm2_name == "Multan"
    ends = (lahore.match.districts[0], lahore.nearest.district)
    one, other = (layer.adm2[district.adm2_pcode].label for district in ends)
    assert lahore.nearest.km == pytest.approx(great_circle_km(one, other))
    assert 280 < lahore.nearest.km < 340


def test_check_call_measures_nothing_where_no_project_names_a_district(
    make_dataset: MakeDataset, layer: Layer
) -> None:
    (line,) = checked("Badin", make_view(make_dataset([TINY[2]])), layer).lines
    assert line.nearest is None


def test_check_call_finds_the_nearest_office_and_says_what_is_not_certain(
    tiny: Dataset, layer: Layer
) -> None:
    quetta, thatta, malir = checked(
        "Quetta, Thatta, Malir", make_view(tiny), layer
    ).lines
    assert quetta.office is not None
    assert (quetta.office.label(), quetta.office.km) == ("Quetta", 0)
    assert thatta.office is not None
    assert thatta.office.label() == "Karachi (district not stated)"
    assert 20 < thatta.office.km < 80
    assert malir.office is not None
    assert malir.office.km == 0


def test_check_call_takes_both_districts_of_a_pair(tiny: Dataset, layer: Layer) -> None:
    check = checked("Upper/Lower Dir; Lower/Upper Dir", make_view(tiny), layer)
    assert len(check.districts) == 2
    assert [line.repeats for line in check.lines] == [None, 1]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Badin, Thatta, Multan, Quetta, Karachi, Nowhere",
            "SPO’s records name 3 of the 4 districts resolved; 1 name is held; 1 name "
            "is unknown.",
        ),
        ("Quetta", "SPO’s records name 0 of the 1 district resolved."),
        (
            "Karachi, Karachi, Dir",
            "SPO’s records name 0 of the 0 districts resolved; 2 names are held; 1 row "
            "repeats an earlier one.",
        ),
        (
            "Badin, PK701, District Badin",
            "SPO’s records name 1 of the 1 district resolved; 2 rows repeat an earlier "
            "one.",
        ),
    ],
)
def test_coverage_counts_districts_and_names_once(
    tiny: Dataset, layer: Layer, text: str, line: str
) -> None:
    assert checked(text, make_view(tiny), layer).coverage() == line


@pytest.mark.parametrize(
    ("row", "status", "districts"),
    [
        (CallRow(1, 1, "Badin", "", "PK701"), "resolved", {"PK701"}),
        (CallRow(1, 1, "", "", "PK701"), "resolved", {"PK701"}),
        (CallRow(1, 1, "Karachi", "", "PK714"), "resolved", {"PK714"}),
        (CallRow(1, 1, "Bodin", "", "PK701"), "resolved", {"PK701"}),
        (CallRow(1, 1, "Badin", "", "PK727"), "held", {"PK701", "PK727"}),
        (CallRow(1, 1, "Badin", "", "PK999"), "held", {"PK701"}),
        (CallRow(1, 1, "Badin", "Punjab", "PK701"), "held", {"PK701"}),
        (CallRow(1, 1, "Badin", "Punjab", ""), "held", {"PK701"}),
        (CallRow(1, 1, "", "", ""), "unknown", set()),
    ],
)
def test_read_row_lets_name_and_code_not_contradict(
    real: Dataset, row: CallRow, status: str, districts: set[str]
) -> None:
    match = read_row(row, real.gazetteer)
    assert match.status == status
    named = {d.adm2_pcode for d in match.districts or match.candidates}
    assert districts <= named
    assert len(match.districts) == (1 if status == "resolved" else 0)


def test_great_circle_km_knows_a_quarter_of_the_globe() -> None:
    assert great_circle_km((0, 0), (90, 0)) == pytest.approx(10007.557, abs=0.001)
    assert great_circle_km((67, 24), (67, 24)) == 0
    assert great_circle_km((0, -90), (50, 90)) == pytest.approx(20015.115, abs=0.001)
