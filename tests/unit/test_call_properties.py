import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spo_geo.boundaries import read_layer
from spo_geo.call.check import check_call
from spo_geo.call.reading import read_call
from spo_geo.call.tables import call_table
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.view import make_view

LAYER = read_layer(GEO_DIR / "pak_adm_web.topojson")
NAMES = (
    "Badin",
    "Karachi",
    "Toba Tek Singh",
    "Upper/Lower Dir",
    "D.I.Khan",
    "PK701",
    "Nowhere",
    "=1+1",
    "بدين",
)
SEPARATORS = (", ", ";", "\n", "\n\n", "\t", " | ", "، ")

relaxed = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@relaxed
@given(
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=12),
    data=st.data(),
)
def test_every_name_of_a_list_comes_back_in_its_order(
    real: Dataset, names: list[str], data: st.DataObject
) -> None:
    text = names[0]
    for name in names[1:]:
        text += data.draw(st.sampled_from(SEPARATORS)) + name
    rows = read_call(text, real.gazetteer)
    assert [row.written for row in rows] == names
    check = check_call(rows, make_view(real), LAYER)
    assert [line.row for line in check.lines] == list(rows)
    statuses = [line.match.status for line in check.lines]
    assert len(statuses) == len(names)
    for line, cells in zip(check.lines, call_table(check).lines, strict=True):
        resolved = line.match.status == "resolved"
        assert ("n_projects" in cells) == resolved
        assert bool(line.projects) <= resolved


@relaxed
@given(text=st.text(alphabet=string.printable + "،ا\u2028\x85é", max_size=120))
def test_no_text_stops_the_reader(real: Dataset, text: str) -> None:
    try:
        rows = read_call(text, real.gazetteer)
    except SpoGeoError:
        return
    numbers = [row.number for row in rows]
    assert numbers == list(range(1, len(rows) + 1))
