"""The bit sets must say what a plain loop over the records says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from spo_geo.bitsets import BitSets, bit_positions, bits_at, has_bits
from spo_geo.codelists import Code, CodeList
from spo_geo.coverage import Coverage, Located
from spo_geo.dates import PartialDate
from spo_geo.filters import Filters
from spo_geo.gazetteer import District
from spo_geo.index import build_index
from spo_geo.model import Funding, Project

FUNDERS = CodeList(
    "funder", [Code("A", "A"), Code("B", "B", "A"), Code("C", "C", "B"), Code("D", "D")]
)
AREAS = CodeList("focus area", [Code("X", "X"), Code("Y", "Y", "X")])
PROVINCES = CodeList("province", [Code("P1", "One"), Code("P2", "Two")])
DISTRICTS = [
    District("P101", "a", "P1", "One"),
    District("P102", "b", "P1", "One"),
    District("P201", "c", "P2", "Two"),
]

Record = tuple[int | None, int, str, frozenset[str], frozenset[int]]
records = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(2010, 2013)),
        st.integers(0, 3),
        st.sampled_from(["", "X", "Y"]),
        st.frozensets(st.sampled_from("ABCD"), max_size=3),
        st.frozensets(st.integers(0, 2)),
    ),
    max_size=12,
)


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple)


filters = st.builds(
    Filters,
    years=st.lists(st.integers(2009, 2017), unique=True, max_size=3).map(tuple),
    focus_areas=some(["X", "Y"]),
    funders=some(["A", "B", "C", "D"]),
    provinces=some(["P1", "P2"]),
    districts=some(["P101", "P102", "P201"]),
)


def project(i: int, record: Record) -> Project:
    start, length, area, funders, places = record
    blank = dict.fromkeys(Project.__dataclass_fields__, "")
    return Project(
        **blank
        | {
            "project_id": f"T-{i}",
            "start": PartialDate(start) if start else None,
            "end": PartialDate(start + length) if start else None,
            "scope": "districts" if places else "national",
            "places": (),
            "place_provinces": (),
            "provinces": (),
            "focus_areas": (area,) if area else (),
            "focus_areas_held": (),
            "ongoing_to": 0,
            "sdg": (),
            "funding": tuple(Funding(f, f, "financial support") for f in funders),
            "row": i,
        }
    )


@given(records, filters)
@settings(max_examples=300, deadline=None)
def test_select_equals_a_loop_over_the_records(
    rows: list[Record], chosen: Filters
) -> None:
    projects = tuple(project(i, row) for i, row in enumerate(rows))
    located = tuple(
        Located(f"T-{i}", "", DISTRICTS[place], "", "")
        for i, row in enumerate(rows)
        for place in sorted(row[4])
    )
    coverage = Coverage(located, (), ())
    index = build_index(projects, coverage, FUNDERS, AREAS, PROVINCES)
    expected = [i for i, row in enumerate(rows) if matches(row, chosen)]
    assert bit_positions(index.select(chosen)) == expected


def matches(row: Record, chosen: Filters) -> bool:
    start, length, area, funders, places = row
    active = set(range(start, start + length + 1)) if start else set()
    above = {"A": "A", "B": "AB", "C": "ABC", "D": "D"}
    areas = {"": "", "X": "X", "Y": "XY"}[area]
    inside = [
        DISTRICTS[place]
        for place in places
        if not chosen.provinces or DISTRICTS[place].adm1_pcode in chosen.provinces
        if not chosen.districts or DISTRICTS[place].adm2_pcode in chosen.districts
    ]
    return (
        (not chosen.years or bool(active & set(chosen.years)))
        and (not chosen.focus_areas or bool(set(areas) & set(chosen.focus_areas)))
        and (
            not chosen.funders
            or any(set(above[f]) & set(chosen.funders) for f in funders)
        )
        and (not (chosen.provinces or chosen.districts) or bool(inside))
    )


@given(st.sets(st.integers(0, 500)))
def test_bit_positions_lists_what_was_set(positions: set[int]) -> None:
    assert bit_positions(sum(1 << i for i in positions)) == sorted(positions)


@given(
    st.dictionaries(st.integers(1990, 2030), st.integers(0, 2**200 - 1), max_size=5),
    st.integers(0, 2**200 - 1),
)
def test_counts_are_the_bits_that_two_sets_share(
    sets: dict[int, int], selected: int
) -> None:
    counted = BitSets(sets, 200).counts(selected)
    expected = {value: (bits & selected).bit_count() for value, bits in sets.items()}
    assert counted == {value: n for value, n in expected.items() if n}


@given(st.sets(st.integers(0, 99)), st.lists(st.integers(0, 99)))
def test_has_bits_tells_what_was_set(inside: set[int], asked: list[int]) -> None:
    found = has_bits(bits_at(inside, 100), asked, 100)
    assert found == [position in inside for position in asked]
