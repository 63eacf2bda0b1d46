"""The tables, the data package descriptor and the data dictionary agree."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from frictionless import Package

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
DICTIONARY = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
DESCRIPTOR = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
FIELDS = {
    resource["path"]: resource["schema"]["fields"]
    for resource in DESCRIPTOR["resources"]
}
TABLES = sorted(FIELDS)


def header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return next(csv.reader(lines))


def column(table: str, name: str) -> set[str]:
    with (DATA / table).open(encoding="utf-8", newline="") as lines:
        return {row[name] for row in csv.DictReader(lines)}


def dictionary_rows(table: str) -> list[list[str]]:
    """Cells of the column table under the heading of a data table."""
    section = DICTIONARY.split(f"\n## {table}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row[1:-1].split("|")] for row in rows]


def error_types(data: Path) -> set[str]:
    report = Package(str(data / "datapackage.json")).validate()
    return {kind for (kind,) in report.flatten(["type"])}


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def drop_column(path: Path, name: str) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    at = rows[0].index(name)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerows([*row[:at], *row[at + 1 :]] for row in rows)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_package_is_valid():
    report = Package(str(DATA / "datapackage.json")).validate()
    problems = ["type", "title", "rowNumber", "fieldName", "message"]
    assert report.flatten(problems) == []


def test_package_describes_every_table_of_the_folder():
    assert sorted(path.name for path in DATA.glob("*.csv")) == TABLES


def test_package_states_licence_sources_and_date():
    assert DESCRIPTOR["licenses"][0]["name"] == "CC-BY-4.0"
    assert "not stated by the sources" in DESCRIPTOR["licenses"][0]["title"]
    assert len(DESCRIPTOR["sources"]) == 7
    assert re.match(r"20\d\d-\d\d-\d\dT", DESCRIPTOR["created"])


@pytest.mark.parametrize("table", TABLES)
def test_table_has_the_columns_of_the_descriptor(table):
    assert header(DATA / table) == [field["name"] for field in FIELDS[table]]


@pytest.mark.parametrize("table", TABLES)
def test_dictionary_says_what_the_descriptor_says(table):
    described = [
        (
            f"`{field['name']}`",
            field["description"],
            "yes" if field.get("constraints", {}).get("required") else "no",
        )
        for field in FIELDS[table]
    ]
    rows = dictionary_rows(table)
    assert [(name, meaning, need) for name, meaning, _, need, _ in rows] == described


@pytest.mark.parametrize("table", TABLES)
def test_dictionary_example_occurs_in_the_table(table):
    for name, _, form, _, example in dictionary_rows(table):
        assert form, f"{table} {name} has no form"
        if example:
            assert example in column(table, name.strip("`")), f"{table} {name}"


@pytest.mark.parametrize("table", TABLES)
def test_dictionary_names_every_allowed_value(table):
    forms = {name.strip("`"): form for name, _, form, _, _ in dictionary_rows(table)}
    for field in FIELDS[table]:
        for value in field.get("constraints", {}).get("enum", []):
            assert value in forms[field["name"]], f"{table} {field['name']} {value}"


@pytest.mark.parametrize("table", TABLES)
def test_table_is_plain_utf8_with_unix_line_ends(table):
    content = (DATA / table).read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf"), "take the byte order mark out"
    assert b"\r" not in content, "set the line ends to LF"
    assert content.endswith(b"\n")
    content.decode("utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_cells_are_trimmed_and_no_formula(table):
    with (DATA / table).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for name, cell in row.items():
                assert cell == " ".join(cell.split()), f"{table} {name}: {cell!r}"
                assert not cell.startswith(("=", "+", "-", "@")), f"{table} {cell!r}"


def test_copy_without_changes_is_valid(copy):
    assert error_types(copy) == set()


@pytest.mark.parametrize(
    ("table", "name"), [("projects.csv", "title"), ("results.csv", "value")]
)
def test_check_fails_when_a_column_is_dropped(copy, table, name):
    drop_column(copy / table, name)
    assert header(copy / table) != [field["name"] for field in FIELDS[table]]
    assert error_types(copy)


@pytest.mark.parametrize(
    ("table", "old", "new", "error"),
    [
        ("projects.csv", ",institutional,", ",local,", "constraint-error"),
        ("projects.csv", ",2017-12,", ",Dec-17,", "constraint-error"),
        (
            "projects.csv",
            "Punjab; Punjab,Punjab,",
            "Punjab,Punyab,",
            "constraint-error",
        ),
        ("projects.csv", "SPO-02,", "SPO-01,", "primary-key"),
        ("projects.csv", "000:1-3; ", "000 line 1; ", "constraint-error"),
        ("results.csv", ",13725,", ",many,", "type-error"),
        ("results.csv", "SPO-13-R22,SPO-13,", "SPO-13-R22,SPO-99,", "foreign-key"),
        ("funders.csv", ",programme,USAID,", ",programme,USAD,", "foreign-key"),
        ("focus_areas.csv", "Empowering Women,,", "Women,,", "foreign-key"),
        ("presence.csv", ",Balochistan,18,", ",Baluchistan,18,", "constraint-error"),
    ],
)
def test_check_fails_when_a_cell_breaks_its_rule(copy, table, old, new, error):
    rewrite(copy / table, old, new)
    assert error in error_types(copy)
