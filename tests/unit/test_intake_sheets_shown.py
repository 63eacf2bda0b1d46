"""What a cell shows of a number: dates, currencies, masks, plain numbers."""

import datetime

import pytest

from spo_geo.intake.files.numberformats import PLAIN, number_format
from spo_geo.intake.files.shown import date_cell, from_serial, number_cell, parse_number


def shown(value: float, code: str) -> str:
    return number_cell(value, number_format(code)).text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("m/d/yy", "2014-10-05"),
        ("dd/mm/yyyy", "2014-10-05"),
        ("d-mmm", "2014-10-05"),
        ("[$-409]d\\-mmm\\-yy;@", "2014-10-05"),
        ("mmm-yy", "Oct 2014"),
        ('mmmm" "yyyy', "Oct 2014"),
        ("[$-420]mmmm\\ yyyy", "Oct 2014"),
        ("yyyy", "2014"),
        ("dd/mm/yyyy hh:mm", "2014-10-05"),
    ],
)
def test_row_41_typed_dates_are_dates_with_the_precision_shown(
    code: str, text: str
) -> None:
    cell = number_cell(41917.0, number_format(code))
    assert (cell.text, cell.kind) == (text, "date")
    assert cell.value == datetime.date(2014, 10, 5)


def test_row_41_a_number_without_a_date_format_stays_a_number() -> None:
    cell = number_cell(41913.0, PLAIN)
    assert (cell.text, cell.kind, cell.value) == ("41913", "number", 41913)


def test_row_41_dates_count_from_1904_where_the_file_says_so() -> None:
    cell = number_cell(40451, number_format("m/d/yy"), date_1904=True)
    assert cell.value == datetime.date(2014, 10, 1)


def test_a_date_with_a_time_keeps_it() -> None:
    cell = number_cell(41913.604166667, number_format("dd/mm/yyyy hh:mm"))
    assert cell.text == "2014-10-01 14:30"
    assert cell.value == datetime.datetime(2014, 10, 1, 14, 30)


def test_serials_around_the_29_february_that_never_was() -> None:
    days = [from_serial(serial).date().isoformat() for serial in (1, 59, 61)]
    assert days == ["1900-01-01", "1900-02-28", "1900-03-01"]


def test_row_87_a_date_of_zero_is_empty() -> None:
    cell = number_cell(0, number_format("mmm-yy"))
    assert (cell.text, cell.kind, cell.value) == ("", "empty", None)
    assert "Jan-00" in cell.note


@pytest.mark.parametrize("serial", [-1.0, 2_958_466.0, 1e300])
def test_a_number_that_is_no_date_stays_a_number_and_is_noted(serial: float) -> None:
    cell = number_cell(serial, number_format("m/d/yy"))
    assert cell.kind == "number"
    assert cell.note == "a number that is no date"


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (5945000, '"Rs" #,##0', "Rs 5,945,000"),
        (5945000.5, '_-"Rs"* #,##0.00_-', "Rs 5,945,000.50"),
        (69940, "[$USD] #,##0", "USD 69,940"),
        (69940, "$#,##0", "$69,940"),
        (-5, "$#,##0", "-$5"),
        (8470200, '#,##0"/-"', "8,470,200/-"),
        (47, '0 "people"', "47 people"),
    ],
)
def test_row_84_the_currency_that_a_cell_shows_is_in_its_text(
    value: float, code: str, text: str
) -> None:
    cell = number_cell(value, number_format(code))
    assert (cell.text, cell.value) == (text, value)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1, "000", "001"),
        (7, '"SPO-"00', "SPO-07"),
        (123, '"SPO-"00', "SPO-123"),
        (3520112345671, "00000-0000000-0", "35201-1234567-1"),
        (3001234567, "0000-0000000", "0300-1234567"),
    ],
)
def test_row_72_masked_numbers_read_as_people_see_them(
    value: int, code: str, text: str
) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2014.0, "2014"),
        (0.1 + 0.2, "0.3"),
        (3520112345671.0, "3520112345671"),
        (923001234567, "923001234567"),
        (12345678901234567890, "12345678901234567890"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (-0.5, "-0.5"),
    ],
)
def test_numbers_read_as_people_see_them(value: float, text: str) -> None:
    assert number_cell(value, PLAIN).text == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.85, "0%", "85%"),
        (0.8512, "0.0%", "85.1%"),
        (14000, "#,##0", "14000"),
        (14000, "#,##0_);[Red]\\(#,##0\\)", "14000"),
        (5945000, "[>=100000]##\\,##\\,##0;##,##0", "5945000"),
        (0.5, "h:mm AM/PM", "12:00"),
        (1.5, "[h]:mm", "36:00"),
        (12, 'General "x"', "12"),
        (12, "@", "12"),
        (12, "", "12"),
    ],
)
def test_other_formats(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_parse_number_takes_what_a_file_writes() -> None:
    given = ["7", "7.0", "-7", "1E+3", "1" * 39, "1" * 41]
    expected = [7, 7.0, -7.0, 1000.0, int("1" * 39), float("1" * 41)]
    assert [parse_number(text) for text in given] == expected


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "1e999", "٣", "1_0"])
def test_parse_number_takes_nothing_else(text: str) -> None:
    assert parse_number(text) is None


def test_date_cell_never_speaks_the_language_of_the_machine() -> None:
    month = date_cell(datetime.datetime(2014, 5, 1), "month")
    assert month.text == "May 2014"
