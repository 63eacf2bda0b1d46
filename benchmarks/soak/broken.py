"""Files broken while the page is open: the last good records stay, and it says why."""

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.answer import Answer, answer, wrong_parts
from benchmarks.server import Server, copied_data, running
from benchmarks.soak.finding import Finding
from benchmarks.visitor import Visitor, VisitorError
from spo_geo.dataset import load
from spo_geo.filters import Filters

BANNER = "Newer records do not load; the last good ones are shown."

Break = Callable[[Path], None]


def _cut(path: Path) -> None:
    """Leave the first half, up to the beginning of a row."""
    content = path.read_bytes()
    half = content[: len(content) // 2]
    path.write_bytes(half[: half.rfind(b"\n") + 6] if b"\n" in half else half)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 2000)


def _long_quote(path: Path) -> None:
    head = path.read_text("utf-8").splitlines()[0]
    path.write_text(f'{head}\n"{"x" * 200_000}\n', "utf-8")


def _without_header(path: Path) -> None:
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[1:]) + "\n", "utf-8")


def _without_table(path: Path) -> None:
    package = json.loads(path.read_text("utf-8"))
    package["resources"] = package["resources"][1:]
    path.write_text(json.dumps(package), "utf-8")


def _other_json(path: Path) -> None:
    path.write_text("[1, 2]", "utf-8")


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


WAYS: tuple[tuple[str, str, Break], ...] = (
    ("data/projects.csv", "cut in the middle", _cut),
    ("data/projects.csv", "empty", _empty),
    ("data/projects.csv", "noise", _noise),
    ("data/projects.csv", "an open quote", _long_quote),
    ("data/projects.csv", "without its header", _without_header),
    ("data/projects.csv", "gone", Path.unlink),
    ("data/projects.csv", "a folder", _folder_instead),
    ("data/funders.csv", "cut in the middle", _cut),
    ("data/offices.csv", "gone", Path.unlink),
    ("data/datapackage.json", "cut in the middle", _cut),
    ("data/datapackage.json", "without a table", _without_table),
    ("data/datapackage.json", "other JSON", _other_json),
    ("geo/gazetteer.csv", "cut in the middle", _cut),
    ("geo/pak_adm_web.topojson", "cut in the middle", _cut),
    ("geo/pak_adm_web.topojson", "other JSON", _other_json),
    ("geo/pak_adm_print.topojson", "gone", Path.unlink),
)


def broken_files(folder: Path) -> Iterator[Finding]:
    """Break a file, look at the page, and mend the file again; in many ways.

    Kept when the page stays as it was, under a banner that names the file, for
    those who have it open and for those who come; and when the banner goes as
    the file is mended.
    """
    data = copied_data(folder / "used")
    geo = data.with_name("geo")
    shutil.copytree(folder / "used", folder / "whole")
    with running(folder / "log.txt", data, geo) as server:
        expected = answer(load(data, geo), Filters())
        faults = asyncio.run(_break_all(server, folder, expected))
        faults += server.complaints()
    yield Finding(
        "a file broken while the page is open",
        f"{len(WAYS)} ways, {len(faults)} faults",
        not faults,
        tuple(faults),
    )


async def _break_all(server: Server, folder: Path, expected: Answer) -> list[str]:
    faults = []
    async with Visitor(server.address, {}) as open_page:
        for name, how, damage in WAYS:
            path = folder / "used" / name
            damage(path)
            for visitor in (open_page, Visitor(server.address, {})):
                found = await _faults_of(visitor, expected, path.name)
                faults += [f"{name} {how}: {fault}" for fault in found]
            if path.is_dir():
                path.rmdir()
            shutil.copy(folder / "whole" / name, path)
            await open_page.run()
            if open_page.page.notices or wrong_parts(open_page, expected):
                faults.append(f"{name} {how}: not as before once it is mended")
    return faults


async def _faults_of(visitor: Visitor, expected: Answer, file: str) -> list[str]:
    try:
        if visitor.is_open:
            await visitor.run()
        else:
            async with visitor:
                pass
    except VisitorError as error:
        return [f"the page fell: {error}"]
    found = [f"{part} not as before" for part in wrong_parts(visitor, expected)]
    said = " ".join(visitor.page.notices)
    if BANNER not in said or file.partition(".")[0] not in said:
        found.append(f"the banner says {said!r}")
    return found
