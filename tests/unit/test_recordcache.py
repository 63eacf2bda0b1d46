"""The kept copy of large records: the same records, and nothing else is ever taken."""

import json
import os
import pickle
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.synthetic import write_data_dir
from spo_geo.dataset import DATA_DIR, GEO_DIR, Dataset, load
from spo_geo.recordcache import Stored
from spo_geo.view import make_view

PAIRS = 300


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder for copies; records of any size are worth one."""
    monkeypatch.setattr("spo_geo.recordcache.LEAST_BYTES", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path, real: Dataset) -> Path:
    write_data_dir(tmp_path / "data", real, PAIRS)
    return tmp_path / "data"


def copy_in(home: Path) -> Path:
    (path,) = (home / "spo_geo").iterdir()
    return path


def is_copy(dataset: Dataset) -> bool:
    return isinstance(dataset.projects, Stored)


def assert_same(kept: Dataset, read: Dataset) -> None:
    assert tuple(kept.projects) == tuple(read.projects)
    assert tuple(kept.coverage.located) == tuple(read.coverage.located)
    assert kept.coverage.held == read.coverage.held
    assert kept.problems == read.problems
    assert kept.index == read.index
    assert kept.version == read.version
    assert {k: list(v) for k, v in kept.lists.items()} == {
        k: list(v) for k, v in read.lists.items()
    }
    kept_view, read_view = make_view(kept), make_view(read)
    assert kept_view.facets == read_view.facets
    assert kept_view.held == read_view.held


def test_synthetic_records_are_the_same_from_a_seed(
    folder: Path, real: Dataset, tmp_path: Path
) -> None:
    write_data_dir(tmp_path / "again", real, PAIRS)
    write_data_dir(tmp_path / "other", real, PAIRS, seed=2)
    table = (folder / "projects.csv").read_bytes()
    assert (tmp_path / "again/projects.csv").read_bytes() == table
    assert (tmp_path / "other/projects.csv").read_bytes() != table
    view = make_view(load(folder, GEO_DIR))
    assert view.n_project_districts == PAIRS
    assert view.n_funders > 10
    assert view.by_scope["provinces"]
    assert view.by_scope["national"]


def test_copy_is_used_and_says_the_same(home: Path, folder: Path) -> None:
    read, kept = load(folder, GEO_DIR), load(folder, GEO_DIR)
    assert not is_copy(read)
    assert is_copy(kept)
    assert_same(kept, read)


def test_copy_of_the_shipped_records_says_the_same(home: Path, real: Dataset) -> None:
    load(DATA_DIR, GEO_DIR)
    kept = load(DATA_DIR, GEO_DIR)
    assert is_copy(kept)
    assert_same(kept, real)


def test_rows_of_a_copy_are_read_like_a_tuple(home: Path, folder: Path) -> None:
    projects = tuple(load(folder, GEO_DIR).projects)
    kept = load(folder, GEO_DIR).projects
    assert len(kept) == len(projects) > 40
    assert kept[0] == projects[0]
    assert kept[-1] == projects[-1]
    assert kept[30:35] == projects[30:35]
    assert projects[33] in kept
    with pytest.raises(IndexError):
        kept[len(projects)]


def test_small_records_leave_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert not is_copy(load(DATA_DIR, GEO_DIR))
    assert not is_copy(load(DATA_DIR, GEO_DIR))
    assert not (tmp_path / "cache").exists()


def test_one_copy_of_a_folder_follows_its_records(home: Path, folder: Path) -> None:
    load(folder, GEO_DIR)
    table = folder / "projects.csv"
    table.write_text(table.read_text("utf-8").replace("Legal aid", "Courts"), "utf-8")
    changed = load(folder, GEO_DIR)
    assert not is_copy(changed)
    assert any("Courts" in project.title for project in changed.projects)
    assert_same(load(folder, GEO_DIR), changed)
    assert copy_in(home).is_file()


def test_copy_of_another_program_is_passed_over(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(folder, GEO_DIR)
    monkeypatch.setattr("spo_geo.recordcache._program", lambda: "another")
    assert not is_copy(load(folder, GEO_DIR))
    assert is_copy(load(folder, GEO_DIR))


def test_copies_that_are_not_opened_go_after_a_month(
    home: Path, folder: Path, real: Dataset, tmp_path: Path
) -> None:
    long_ago = time.time() - 31 * 24 * 60 * 60
    load(folder, GEO_DIR)
    opened = copy_in(home)
    os.utime(opened, (long_ago, long_ago))
    forgotten = opened.with_name("forgotten.jsonl")
    forgotten.write_text("{}")
    os.utime(forgotten, (long_ago, long_ago))
    assert is_copy(load(folder, GEO_DIR))
    write_data_dir(tmp_path / "other", real, PAIRS)
    load(tmp_path / "other", GEO_DIR)
    assert opened.exists()
    assert not forgotten.exists()


class Planted:
    """What a pickle would call."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (os.mkdir, ("planted",))


def one_letter_less(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + content[middle + 1 :]


def other_title(content: bytes) -> bytes:
    return content.replace(b"Legal aid", b"Legal AID")


def of_no_head(content: bytes) -> bytes:
    return b"00000000 0\n"


BREAKING = {
    "empty": lambda content: b"",
    "cut off": lambda content: content[: len(content) // 2],
    "one letter less": one_letter_less,
    "other title": other_title,
    "no head": of_no_head,
    "not JSON": lambda content: b"3bb935c6 1\n\xff\xfe\x00",
    "a pickle": lambda content: pickle.dumps(Planted()),
}


@pytest.mark.parametrize("breaking", BREAKING.values(), ids=list(BREAKING))
def test_broken_copy_is_passed_over_and_written_anew(
    home: Path,
    folder: Path,
    breaking: Callable[[bytes], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(home.parent)
    read = load(folder, GEO_DIR)
    path = copy_in(home)
    whole = path.read_bytes()
    path.write_bytes(breaking(whole))
    again = load(folder, GEO_DIR)
    assert not is_copy(again)
    assert_same(again, read)
    assert path.read_bytes() == whole
    assert not Path("planted").exists()


def test_whole_copy_of_a_foreign_kind_is_passed_over(home: Path, folder: Path) -> None:
    from spo_geo.recordcache import _checksum

    load(folder, GEO_DIR)
    for head in ([], {}, {"key": None}, "text"):
        lines = [json.dumps(head).encode() + b"\n"]
        copy_in(home).write_bytes(b"".join((_checksum(lines), *lines)))
        assert not is_copy(load(folder, GEO_DIR))
        assert is_copy(load(folder, GEO_DIR))


@pytest.mark.skipif(
    os.name != "posix", reason="Windows keeps no mode for the group and the others"
)
def test_copy_that_others_may_write_is_not_trusted(home: Path, folder: Path) -> None:
    load(folder, GEO_DIR)
    path = copy_in(home)
    assert path.parent.stat().st_mode & 0o077 == 0
    path.chmod(0o666)
    assert not is_copy(load(folder, GEO_DIR))
    assert is_copy(load(folder, GEO_DIR))
    path.parent.chmod(0o777)
    path.unlink()
    assert not is_copy(load(folder, GEO_DIR))
    assert not path.exists()


def test_records_load_where_no_copy_can_be_written(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.write_text("a file stands in the way")
    assert not is_copy(load(folder, GEO_DIR))
    assert not is_copy(load(folder, GEO_DIR))
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", no_home)
    assert not is_copy(load(folder, GEO_DIR))


def no_home() -> Path:
    raise RuntimeError("Could not determine home directory.")
