"""Writing, killing, undoing; what is asserted is the folder as it is afterwards."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from spo_geo.dataset import GEO_DIR, ROOT, data_version
from spo_geo.errors import DataError, SpoGeoError
from spo_geo.intake.merging import durable, store
from spo_geo.intake.merging.plan import Listed, Plan
from spo_geo.intake.merging.table import Table, read_table

COLUMNS = ("project_id", "title")
OLD, MIDDLE, NEW = ("A,1\n", "B,2\n", "C,3\n")


def content(*lines: str) -> bytes:
    return ("project_id,title\n" + "".join(lines)).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.mkdir()
    (path / "projects.csv").write_bytes(content(OLD))
    return path


def planned(folder: Path, *lines: str) -> Plan:
    """Return a plan whose projects afterwards are the given lines."""
    before = read_table(folder / "projects.csv")
    rows = tuple(
        dict(zip(COLUMNS, line.strip().split(","), strict=True)) for line in lines
    )
    new = tuple(Listed(row["project_id"], row["title"]) for row in rows)
    return Plan((), new, (), (), (), (), (), (), before, Table(COLUMNS, rows))


def put(folder: Path, *lines: str, what: str = "import") -> None:
    assert store.apply(planned(folder, *lines), folder, what) is not None


def now(folder: Path) -> bytes:
    return (folder / "projects.csv").read_bytes()


def litter(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.name.endswith(".tmp"))


def test_apply_writes_the_plan_and_keeps_the_version_before(folder: Path) -> None:
    version = store.apply(planned(folder, OLD, NEW), folder, "import of a.xlsx")
    assert version is not None
    assert (version.number, version.what) == (1, "import of a.xlsx")
    assert now(folder) == content(OLD, NEW)
    assert (folder / ".previous/0001/projects.csv").read_bytes() == content(OLD)
    assert store.versions(folder) == (version,)
    assert litter(folder) == []


def test_apply_without_a_change_touches_nothing(folder: Path) -> None:
    before = read_table(folder / "projects.csv")
    plan = Plan((), (), (), (), (), (), (), (), before, before)
    assert store.apply(plan, folder) is None
    assert [path.name for path in folder.iterdir()] == ["projects.csv"]


def test_undo_goes_back_one_import_after_the_other(folder: Path) -> None:
    put(folder, OLD, MIDDLE)
    put(folder, OLD, MIDDLE, NEW, what="import of b.csv")
    assert store.undo(folder).what == "undo of import of b.csv"
    assert now(folder) == content(OLD, MIDDLE)
    assert store.undo(folder).undoes == 1
    assert now(folder) == content(OLD)
    with pytest.raises(SpoGeoError, match="no import to undo"):
        store.undo(folder)
    assert now(folder) == content(OLD)


def test_undo_keeps_what_it_takes_back(folder: Path) -> None:
    put(folder, NEW)
    store.undo(folder)
    assert (folder / ".previous/0002/projects.csv").read_bytes() == content(NEW)


def test_an_import_after_an_undo_can_be_undone(folder: Path) -> None:
    put(folder, MIDDLE)
    store.undo(folder)
    put(folder, NEW)
    store.undo(folder)
    assert now(folder) == content(OLD)


def test_undo_without_any_import_is_refused_and_leaves_no_trace(folder: Path) -> None:
    with pytest.raises(SpoGeoError, match="no import to undo"):
        store.undo(folder)
    assert [path.name for path in folder.iterdir()] == ["projects.csv"]


def test_undo_does_not_drop_later_edits_unless_told_to(folder: Path) -> None:
    put(folder, NEW)
    (folder / "projects.csv").write_bytes(content(NEW, MIDDLE))
    with pytest.raises(SpoGeoError, match="edited after the last change"):
        store.undo(folder)
    assert now(folder) == content(NEW, MIDDLE)
    store.undo(folder, anyway=True)
    assert now(folder) == content(OLD)
    kept = (folder / ".previous/0002/projects.csv").read_bytes()
    assert kept == content(NEW, MIDDLE)


def test_undo_refuses_a_kept_version_that_was_changed(folder: Path) -> None:
    put(folder, NEW)
    (folder / ".previous/0001/projects.csv").write_bytes(content(MIDDLE))
    with pytest.raises(DataError, match="kept version was changed"):
        store.undo(folder)
    assert now(folder) == content(NEW)


def test_only_the_latest_versions_are_kept(folder: Path) -> None:
    for number in range(store.KEEP + 3):
        put(folder, f"A,{number + 10}\n")
    numbers = [version.number for version in store.versions(folder)]
    assert numbers == list(range(4, store.KEEP + 4))
    for _ in range(store.KEEP // 2):
        store.undo(folder)
    assert now(folder) == content(f"A,{store.KEEP // 2 + 12}\n")


def test_apply_refuses_a_plan_of_other_projects(folder: Path) -> None:
    plan = planned(folder, NEW)
    (folder / "projects.csv").write_bytes(content(MIDDLE))
    with pytest.raises(SpoGeoError, match="changed after the plan was made"):
        store.apply(plan, folder)
    assert now(folder) == content(MIDDLE)
    assert store.versions(folder) == ()


def test_apply_refuses_text_that_could_not_be_read_back(folder: Path) -> None:
    before = read_table(folder / "projects.csv")
    rows = ({"project_id": "A", "title": "half \ud83d a pair"},)
    new = (Listed("A", "x"),)
    plan = Plan((), new, (), (), (), (), (), (), before, Table(COLUMNS, rows))
    with pytest.raises(SpoGeoError, match="no table can hold"):
        store.apply(plan, folder)
    assert now(folder) == content(OLD)


def test_the_kept_versions_are_no_part_of_the_data(folder: Path) -> None:
    before = data_version(folder, GEO_DIR)
    put(folder, NEW)
    assert data_version(folder, GEO_DIR) != before
    store.undo(folder)
    assert data_version(folder, GEO_DIR) == before


def test_the_file_keeps_its_permissions(folder: Path) -> None:
    (folder / "projects.csv").chmod(0o640)
    put(folder, NEW)
    assert (folder / "projects.csv").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "real.csv").write_bytes(content(OLD))
    (folder / "projects.csv").unlink()
    (folder / "projects.csv").symlink_to("real.csv")
    put(folder, NEW)
    assert (folder / "projects.csv").is_symlink()
    assert (folder / "real.csv").read_bytes() == content(NEW)


# -- two at once ---------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from spo_geo.intake.merging.durable import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_import_at_the_same_time_is_told_who_writes(folder: Path) -> None:
    (folder / ".previous").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder / ".previous/lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(durable.BusyError) as caught:
            put(folder, NEW)
        assert now(folder) == content(OLD)
        holder.kill()
    assert f"process {holder.pid}" in str(caught.value)
    assert "\n" not in str(caught.value)
    put(folder, NEW)  # a killed holder holds nothing
    assert now(folder) == content(NEW)


def test_two_threads_do_not_write_at_once(folder: Path) -> None:
    (folder / ".previous").mkdir()
    with (
        durable.locked(folder / ".previous/lock"),
        pytest.raises(durable.BusyError, match="another import is being written"),
    ):
        put(folder, NEW)


# -- a disk that fails ---------------------------------------------------------

FULL = """
import resource, sys
from pathlib import Path
from spo_geo.errors import SpoGeoError
from spo_geo.intake.merging import store
from tests.unit.test_intake_store import planned
folder = Path(sys.argv[1])
plan = planned(folder, *(f"P-{n},{'title ' * 20}\\n" for n in range(1000)))
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    store.apply(plan, folder)
except SpoGeoError as error:
    print(error)
"""


@pytest.mark.skipif(
    os.name != "posix", reason="Windows cannot limit the size of a file (setrlimit)"
)
def test_a_file_that_cannot_grow_leaves_the_old_projects(folder: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(folder)],
        capture_output=True,
        cwd=ROOT,
        text=True,
        check=True,
        timeout=60,
    )
    assert ended.stdout.startswith("the projects cannot be written; in ")
    assert "File too large" in ended.stdout
    assert ended.stdout.count("\n") == 1
    assert now(folder) == content(OLD)
    assert litter(folder) == []
    assert store.versions(folder) == ()


@pytest.mark.parametrize("failing", ["mkdir", "fsync", "replace", "rename"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_error_is_one_line_and_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str, code: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    plan = planned(folder, NEW)
    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(SpoGeoError) as caught:
        store.apply(plan, folder)
    monkeypatch.undo()
    assert os.strerror(code) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert now(folder) == content(OLD)
    assert litter(folder) == []
    assert store.versions(folder) == ()


# -- a kill --------------------------------------------------------------------

# Forks a process for each step of the file system that an action takes, and stops it
# at that step without any tidying up; prints how many steps there are.
STEPS = """
import os, shutil, sys
from pathlib import Path
from spo_geo.intake.merging import store
from tests.unit.test_intake_store import planned
origin, action = Path(sys.argv[1]), sys.argv[2]
EVENTS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate",
          "os.chmod", "os.scandir", "fcntl.flock", "shutil.copymode", "glob.glob"}

def act(folder, last):
    plan = None if action == "undo" else planned(folder, "A,1\\n", "C,3\\n")
    steps = 0

    def hook(event, arguments):
        nonlocal steps
        if event in EVENTS:
            steps += 1
            if steps == last:
                os._exit(9)

    sys.addaudithook(hook)
    store.undo(folder) if action == "undo" else store.apply(plan, folder)
    os._exit(0)

last, code = 0, 9
while code == 9:
    last += 1
    folder = origin.with_name(f"{origin.name}-{last}")
    shutil.copytree(origin, folder)
    child = os.fork()
    if child == 0:
        act(folder, last)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(last - 1, code)
"""

posix = pytest.mark.skipif(os.name != "posix", reason="Windows forks no process")


def stopped_at_each_step(folder: Path, action: str) -> list[Path]:
    """Return a copy of the folder for each step, the last one stopped at none."""
    ended = subprocess.run(
        [sys.executable, "-c", STEPS, str(folder), action],
        capture_output=True,
        cwd=ROOT,
        text=True,
        check=True,
        timeout=120,
    )
    steps, code = map(int, ended.stdout.split())
    assert code == 0, ended.stderr
    return [folder.with_name(f"{folder.name}-{n}") for n in range(1, steps + 2)]


def check_whole(folder: Path) -> bytes:
    """Assert that a stopped process left whole data, with which one can go on."""
    found = now(folder)
    assert found in (content(OLD), content(OLD, NEW))
    put(folder, MIDDLE)
    assert now(folder) == content(MIDDLE)
    assert litter(folder) == []
    store.undo(folder)
    assert now(folder) == found
    return found


@posix
@pytest.mark.usefixtures("quick_disk")
def test_a_stop_at_any_step_of_an_import_leaves_whole_projects(folder: Path) -> None:
    *stopped, finished = stopped_at_each_step(folder, "import")
    assert len(stopped) >= 15
    found = [check_whole(each) for each in stopped]
    assert sorted(found) == found  # first the old projects, then the new ones
    assert {found[0], found[-1]} == {content(OLD), content(OLD, NEW)}
    assert now(finished) == content(OLD, NEW)
    for each in stopped:
        if now(each) == content(OLD, NEW):
            store.undo(each)
        assert now(each) == content(OLD)


@posix
@pytest.mark.usefixtures("quick_disk")
def test_a_stop_at_any_step_of_an_undo_leaves_whole_projects(folder: Path) -> None:
    put(folder, OLD, NEW)
    *stopped, finished = stopped_at_each_step(folder, "undo")
    assert len(stopped) >= 15
    found = [check_whole(each) for each in stopped]
    assert {found[0], found[-1]} == {content(OLD), content(OLD, NEW)}
    assert now(finished) == content(OLD)


@posix
def test_kills_at_random_moments_leave_whole_files() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.soak.kills", "--kills", "40"],
        capture_output=True,
        cwd=ROOT,
        text=True,
        check=False,
        timeout=120,
    )
    lines = ended.stdout.splitlines()
    assert [line.split()[1] for line in lines] == ["import", "export"], ended.stderr
    for line in lines:
        assert "20 kills" in line
        assert " 0 broken" in line


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk where only what a process leaves is looked at."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def test_all_is_on_the_disk_before_the_projects_are_switched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    sync, replace = os.fsync, os.replace

    def note_sync(handle: int) -> None:
        calls.append("sync")
        sync(handle)

    def note_replace(source: str, target: str) -> None:
        calls.append("switch")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(os, "replace", note_replace)
    put(folder, NEW)
    # The new file, the old one, its description, their folder and its parent; after
    # the switch the folder of the projects.
    assert calls == ["sync"] * 5 + ["switch", "sync"]
