"""The records in use while their files are replaced, broken and mended."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.answer import answer
from benchmarks.soak.broken import WAYS, Break
from benchmarks.soak.versions import make_version, put_by_name
from spo_geo.dataset import DATA_DIR, GEO_DIR, load
from spo_geo.errors import SpoGeoError
from spo_geo.filters import Filters
from spo_geo.ui import store as storing
from spo_geo.ui.store import Store


class Clock:
    """Time that passes only as somebody waits, while another process writes."""

    def __init__(self) -> None:
        self.now = 0.0
        self.steps: Iterator[object] = iter(())

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        next(self.steps, None)

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    own = Clock()
    for name in ("sleep", "monotonic"):
        monkeypatch.setattr(storing.time, name, getattr(own, name))
    return own


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for source in (DATA_DIR, GEO_DIR):
        shutil.copytree(source, tmp_path / source.name)
    return tmp_path


def store_of(folder: Path) -> Store:
    records = Store(folder / "data", folder / "geo")
    records.dataset()
    return records


def put_table_after_table(folder: Path, number: int) -> Iterator[str]:
    """Write the tables of a version, one at each step."""
    for name, content in make_version(DATA_DIR, number).items():
        (folder / "data" / name).write_bytes(content)
        yield name


def test_tables_are_taken_together_however_long_they_take(
    folder: Path, clock: Clock
) -> None:
    records = store_of(folder)
    clock.steps = put_table_after_table(folder, 3)
    next(clock.steps)  # the first table is there as the next visitor comes
    page = answer(records.dataset(), Filters())
    assert page == answer(load(folder / "data", folder / "geo"), Filters())
    assert all("v3" in option for option in page.options["funders"] - {"Not stated"})
    assert records.error is None


def test_files_that_never_rest_leave_the_old_records_in_use(
    folder: Path, clock: Clock
) -> None:
    records = store_of(folder)
    before = records.dataset()
    endless = (folder / "data" / "notes.txt").write_text
    clock.steps = (endless("x" * n) for n in range(1, 1000))
    next(clock.steps)
    start = clock.now
    assert records.dataset() is before
    waited = clock.now - start
    assert waited <= storing.LONGEST_WAIT + storing.REST
    assert records.dataset() is before  # and nobody waits again at once
    assert clock.now - start == waited
    clock.now += storing.LONGEST_WAIT
    clock.steps = iter(())
    assert records.dataset().version != before.version


def test_same_files_written_again_are_the_same_records(
    folder: Path, clock: Clock
) -> None:
    records = store_of(folder)
    before = records.dataset()
    path = folder / "data" / "projects.csv"
    path.write_bytes(path.read_bytes())
    assert records.dataset() is before


@pytest.mark.parametrize(("name", "how", "damage"), WAYS)
def test_a_broken_file_leaves_the_last_good_records(
    folder: Path, clock: Clock, name: str, how: str, damage: Break
) -> None:
    records = store_of(folder)
    before = records.dataset()
    path = folder / name
    damage(path)
    assert records.dataset() is before, how
    assert records.error is not None
    assert path.name.partition(".")[0] in str(records.error)
    if path.is_dir():
        path.rmdir()
    shutil.copy((DATA_DIR if "data/" in name else GEO_DIR) / path.name, path)
    assert records.dataset() is before
    assert records.error is None


def test_records_that_never_loaded_are_an_error_that_names_the_file(
    folder: Path, clock: Clock
) -> None:
    (folder / "geo" / "pak_adm_web.topojson").write_text("{", "utf-8")
    with pytest.raises(SpoGeoError, match="pak_adm_web"):
        Store(folder / "data", folder / "geo").dataset()


def test_versions_that_are_renamed_into_place_differ_in_every_list(
    folder: Path, clock: Clock
) -> None:
    """A mixture of two versions is none of them: what `make soak` relies on."""
    pages = []
    for number in range(2):
        tables = make_version(DATA_DIR, number)
        put_by_name(tables, folder / "data", random.Random(1))
        pages.append(answer(load(folder / "data", folder / "geo"), Filters()))
    (folder / "data" / "funders.csv").write_bytes(
        make_version(DATA_DIR, 0)["funders.csv"]
    )
    mixed = answer(load(folder / "data", folder / "geo"), Filters())
    assert mixed not in pages
