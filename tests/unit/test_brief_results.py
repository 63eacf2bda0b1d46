from spo_geo.brief.results import key_results, result_text
from spo_geo.model import Result


def result(number: int, value: str, *overlaps: int, **words: str) -> Result:
    fields = {
        "indicator": "Schools visited",
        "unit": "schools",
        "qualifier": "",
        "quote": "",
        "source": "000:3",
        "note": "",
    } | words
    overlapping = tuple(f"R{other}" for other in overlaps)
    return Result(
        result_id=f"R{number}",
        project_id="T-1",
        value=value,
        overlaps_with=overlapping,
        **fields,
    )


def ids(*results: Result) -> list[str]:
    return [one.result_id for one in key_results(results)]


def test_key_results_are_the_three_largest_numbers() -> None:
    rows = [result(1, "5"), result(2, "40"), result(3, "1,000"), result(4, "7")]
    assert ids(*rows) == ["R3", "R2", "R4"]


def test_key_results_keep_the_order_of_the_records_for_equal_numbers() -> None:
    assert ids(result(1, "4"), result(2, "4")) == ["R1", "R2"]


def test_key_results_leave_out_what_may_count_the_same_people() -> None:
    said_on_the_smaller = [result(1, "90"), result(2, "50", 1), result(3, "2")]
    assert ids(*said_on_the_smaller) == ["R1", "R3"]
    said_on_the_larger = [result(1, "90", 2), result(2, "50"), result(3, "2")]
    assert ids(*said_on_the_larger) == ["R1", "R3"]


def test_key_results_put_words_after_every_number() -> None:
    assert ids(result(1, "several"), result(2, "0")) == ["R2", "R1"]


def test_result_text_reads_as_one_phrase_where_the_indicator_says_what_counts() -> None:
    children = result(
        1,
        "30000",
        indicator="Out-of-school children enrolled",
        unit="children",
        qualifier="around",
        source="000:15",
    )
    expected = "around 30,000 out-of-school children enrolled (000:15)"
    assert result_text(children) == expected


def test_result_text_keeps_number_and_unit_together_otherwise() -> None:
    grants = result(1, "5000000", indicator="Grants given", unit="PKR")
    assert result_text(grants) == "Grants given: 5,000,000 PKR (000:3)"
    tour = result(2, "10", indicator="Schools toured", unit="schools per member")
    assert result_text(tour) == "Schools toured: 10 schools per member (000:3)"


def test_result_text_leaves_abbreviations_and_strange_values_alone() -> None:
    forums = result(1, "2", indicator="CSO forums held", unit="forums")
    assert result_text(forums) == "2 CSO forums held (000:3)"
    strange = result(2, "1,00,000", indicator="Number of schools", source="")
    assert result_text(strange) == "1,00,000 schools"
