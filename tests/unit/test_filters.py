import pytest
from hypothesis import given
from hypothesis import strategies as st

from spo_geo.dataset import Dataset
from spo_geo.dates import FIRST_YEAR, LAST_YEAR
from spo_geo.errors import UnknownValueError
from spo_geo.filters import FilterReader, Filters, year_spans


def test_read_accepts_names_acronyms_aliases_and_codes(real: Dataset) -> None:
    filters = real.filter_reader.read(
        {
            "funder": ["foreign & common wealth office", "fco", "DfID"],
            "province": ["NWFP", "PK7", "sindh"],
            "district": ["Mirpurkhas", "pk603"],
            "focus-area": ["human rights"],
            "scope": ["national"],
            "status": ["completed"],
            "year": ["2014"],
            "years": ["2016-2017"],
        }
    )
    assert filters == Filters(
        years=(2014, 2016, 2017),
        focus_areas=("Human Rights",),
        funders=("FCO", "DFID"),
        provinces=("PK5", "PK7"),
        districts=("PK716", "PK603"),
        scopes=("national",),
        statuses=("Completed",),
    )


@pytest.mark.parametrize(
    ("parameter", "text", "nearest"),
    [
        ("funder", "DIFD", "Department for International Development (DFID)"),
        ("focus-area", "Eductaion", "Education"),
        ("province", "Sinddh", "Sindh"),
        ("district", "Muzafargar", "Muzaffargarh (PK623)"),
        ("district", "Karachi", "Korangi Karachi (PK712)"),
        ("scope", "local", "National"),
        ("status", "done", "Completed"),
        ("year", "20x4", "2014"),
        ("year", "2031", "2018"),
        ("years", "1800-2014", "2011"),
        ("years", "2016-2014", "2014"),
        ("years", "2014-9999", "2014"),
    ],
)
def test_read_refuses_an_unknown_value_and_lists_the_nearest(
    real: Dataset, parameter: str, text: str, nearest: str
) -> None:
    with pytest.raises(UnknownValueError) as caught:
        real.filter_reader.read({parameter: [text]})
    assert caught.value.got == text
    assert nearest in caught.value.allowed


def test_read_takes_an_open_span_and_one_beyond_the_records(real: Dataset) -> None:
    read = real.filter_reader.read
    assert read({"years": ["2016-"]}).years == tuple(range(2016, real.years.stop))
    assert read({"years": ["2017-2026"]}).years == tuple(range(2017, 2027))


def test_read_known_keeps_the_rest_when_a_value_is_unknown(real: Dataset) -> None:
    filters, unknown = real.filter_reader.read_known(
        {"funder": ["DFID", "Nobody"], "year": ["2031", "2014"], "stranger": ["x"]}
    )
    assert filters == Filters(years=(2014,), funders=("DFID",))
    assert [error.got for error in unknown] == ["2031", "Nobody"]


def test_filters_are_false_only_when_nothing_is_chosen() -> None:
    assert not Filters()
    assert Filters(statuses=("x",))
    assert Filters(years=(2014,), funders=("A",)).without("years") == Filters(
        funders=("A",)
    )


def test_read_takes_years_to_the_ends_of_what_a_record_may_say(real: Dataset) -> None:
    read = real.filter_reader.read
    last = real.years.stop - 1
    assert read({"years": [f"{FIRST_YEAR}-{last}"]}).years[0] == FIRST_YEAR
    assert read({"years": [f"{last}-{LAST_YEAR}"]}).years[-1] == LAST_YEAR
    for beyond in (f"{FIRST_YEAR - 1}-{last}", f"{last}-{LAST_YEAR + 1}"):
        with pytest.raises(UnknownValueError):
            read({"years": [beyond]})


def test_an_unknown_year_says_what_may_be_written(real: Dataset) -> None:
    ended = FilterReader(real.lists, range(2012, 2015))
    with pytest.raises(UnknownValueError) as caught:
        ended.read({"year": ["2011"]})
    assert str(caught.value) == (
        "unknown year; got '2011'; allowed: 2012, 2013, 2014; "
        "write a year, or a span such as 2014-2016 or 2014-"
    )
    undated = FilterReader(real.lists, range(0))
    with pytest.raises(UnknownValueError) as caught:
        undated.read({"years": ["2011-"]})
    assert caught.value.allowed == ("no record has dates",)


def test_the_address_holds_only_the_filters_that_are_set() -> None:
    assert Filters().to_query() == {}
    chosen = Filters(years=(2011, 2012, 2014), sources=("web",))
    assert chosen.to_query() == {"years": ["2011-2012", "2014"], "source": ["web"]}


@given(st.data())
def test_filters_survive_the_address(real: Dataset, data: st.DataObject) -> None:
    def some(name: str) -> tuple[str, ...]:
        keys = [code.key for code in real.lists[name]]
        return tuple(data.draw(st.lists(st.sampled_from(keys), unique=True)))

    years = data.draw(st.sets(st.sampled_from(list(real.years))))
    filters = Filters(
        years=tuple(sorted(years)),
        focus_areas=some("focus_areas"),
        funders=some("funders"),
        provinces=some("provinces"),
        districts=some("districts"),
        scopes=some("scopes"),
        statuses=some("statuses"),
        sources=some("sources"),
    )
    assert real.filter_reader.read(filters.to_query()) == filters


@given(st.sets(st.integers(1950, 2100)))
def test_year_spans_name_exactly_the_years(years: set[int]) -> None:
    named: set[int] = set()
    for span in year_spans(years):
        first, _, last = span.partition("-")
        named.update(range(int(first), int(last or first) + 1))
    assert named == years


def test_year_spans_join_the_years_that_follow_each_other() -> None:
    assert year_spans([]) == []
    assert year_spans([2014]) == ["2014"]
    assert year_spans([2013, 2011, 2012, 2015, 2011]) == ["2011-2013", "2015"]
