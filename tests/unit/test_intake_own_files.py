"""The program's own files, read back as a sheet, change nothing."""

import pytest

from spo_geo.dataset import DATA_DIR, Dataset
from spo_geo.export import to_bytes
from spo_geo.export.tables import place_rows
from spo_geo.filters import Filters
from spo_geo.intake.compare.meaning import Meaning, is_cut, plain
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.merging.merge import plan
from spo_geo.intake.merging.table import read_table
from spo_geo.intake.projects.understand import understand
from spo_geo.view import make_view
from tests.plans import COLUMNS, SCHOOLS, projects


def test_the_programs_own_export_changes_nothing(
    real: Dataset, meaning: Meaning
) -> None:
    rows: dict[str, dict[str, str]] = {}
    for row in place_rows(make_view(real, Filters())):
        known = {c: row[c] for c in COLUMNS if c in row}
        project = rows.setdefault(row["project_id"], {**known, "districts": ""})
        project["districts"] += f"{row['place_as_written']}; "
    present = read_table(DATA_DIR / "projects.csv")
    assert plan(list(rows.values()), present, meaning).changes_nothing


@pytest.mark.parametrize("own", ["export.csv", "projects.csv"])
def test_the_programs_own_files_read_back_change_nothing(
    real: Dataset, meaning: Meaning, own: str
) -> None:
    content = (DATA_DIR / "projects.csv").read_bytes()
    if own == "export.csv":
        content = to_bytes(make_view(real, Filters()), ".csv")
    intake = understand(read_workbook(own, content), real)
    present = read_table(DATA_DIR / "projects.csv")
    found = plan(
        intake.rows,
        present,
        meaning,
        columns=intake.mapping.columns,
        labels=intake.labels,
    )
    assert found.counts["same"] == len(present.rows) == len(intake.rows)
    assert found.changes_nothing


def test_text_cut_for_a_workbook_is_no_difference(meaning: Meaning) -> None:
    whole = "word " * 10_000
    cut = whole[:32_000]
    present = projects({**SCHOOLS, "summary": whole})
    assert not is_cut(cut, whole)
    assert not plan([{**SCHOOLS, "summary": cut}], present, meaning).changes_nothing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=1+1", "'=1+1"),
        ("bell\x07", "bell\ufffd"),
        ("a\r\nb", "a b "),
        ("Untitled project (row 3)", ""),
        ("Caf\u00e9", "Cafe\u0301"),
    ],
)
def test_plain_texts_are_the_same_through_any_file(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_plain_keeps_an_apostrophe_that_is_written() -> None:
    assert plain("'tis") == "'tis"
