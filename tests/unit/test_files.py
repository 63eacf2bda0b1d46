"""A file is written whole or not at all, whatever the disk does."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from spo_geo.dataset import ROOT
from spo_geo.errors import SpoGeoError
from spo_geo.files import write_whole

OLD, NEW = b"what was there before", b"what comes now" * 1000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "map.png"
    path.write_bytes(OLD)
    return path


@pytest.mark.parametrize("failing", ["fsync", "replace", "rename"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_fails_leaves_the_old_file_alone(
    target: Path, monkeypatch: pytest.MonkeyPatch, failing: str, code: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, failing, fail)
    if failing == "rename":
        monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(SpoGeoError) as caught:
        write_whole(target, NEW)
    assert os.strerror(code) in str(caught.value)
    assert ("free some space" in str(caught.value)) == (code == errno.ENOSPC)
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_a_new_file_can_be_read_by_all_and_an_old_one_keeps_its_rights(
    target: Path,
) -> None:
    target.chmod(0o600)
    write_whole(target, NEW)
    assert target.stat().st_mode & 0o777 == 0o600
    fresh = target.with_name("fresh.png")
    write_whole(fresh, NEW)
    assert fresh.stat().st_mode & 0o777 == 0o644
    assert fresh.read_bytes() == target.read_bytes() == NEW


def test_a_link_stays_a_link(target: Path) -> None:
    link = target.with_name("link.png")
    link.symlink_to(target)
    write_whole(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


@pytest.mark.parametrize("name", ["/dev/null", "folder.png"])
def test_what_is_no_file_is_not_replaced(target: Path, name: str) -> None:
    path = target.parent / name
    if not path.exists():
        path.mkdir()
    with pytest.raises(SpoGeoError, match="something that is no file"):
        write_whole(path, NEW)
    assert not path.is_file()


def test_what_a_killed_process_left_goes_after_a_day(target: Path) -> None:
    old, fresh = (target.with_name(f".map.png.{n}.tmp") for n in ("old", "fresh"))
    other = target.with_name(".other.png.old.tmp")
    for path in (old, fresh, other):
        path.write_bytes(b"half")
    long_ago = time.time() - 2 * 24 * 60 * 60
    for path in (old, other):
        os.utime(path, (long_ago, long_ago))
    write_whole(target, NEW)
    assert set(target.parent.iterdir()) == {target, fresh, other}


LIMITED = """
import resource, sys
from spo_geo.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(
    os.name != "posix", reason="Windows cannot limit the size of a file (setrlimit)"
)
@pytest.mark.parametrize("suffix", [".csv", ".gpkg"])
def test_an_export_for_which_there_is_no_room_is_one_line(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"old{suffix}"
    path.write_bytes(OLD)
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, "export", "-o", str(path)],
        capture_output=True,
        cwd=ROOT,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "space" in ended.stderr
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]
