"""Two imports at once: one wins, the other is told, and nothing is half."""

import os
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.server import copied_data
from benchmarks.soak.finding import Finding
from spo_geo.dataset import ROOT, load
from spo_geo.errors import SpoGeoError
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.merging import store
from spo_geo.intake.merging.merge import plan as make_plan
from spo_geo.intake.merging.table import NAME, read_table

ROUNDS = 50
COMMAND_ROUNDS = 5
TOLD = ("another import is being written", "the projects were changed after")


def imports_at_once(folder: Path) -> Iterator[Finding]:
    """Import from two processes at the same moment, again and again.

    First with plans made from the same projects: just one may win. Then with
    the command: whoever is not told must be in the projects.
    """
    yield _same_plans(copied_data(folder / "plans"))
    yield _commands(copied_data(folder / "commands"), folder)


def _same_plans(data: Path) -> Finding:
    faults, told = [], []
    before = (data / NAME).read_bytes()
    for number in range(ROUNDS):
        said = _apply_at_once(data, number)
        won = [title for title, error in said.items() if not error]
        told += [error for error in said.values() if error]
        titles = [row["title"] for row in read_table(data / NAME).rows]
        if len(won) != 1 or not set(won) <= set(titles):
            faults.append(f"round {number}: {said}")
        store.undo(data)
        if (data / NAME).read_bytes() != before:
            faults.append(f"round {number}: the undo is not what was before")
    faults += [error for error in told if not error.startswith(TOLD)]
    return Finding(
        "two imports of the same moment",
        f"{ROUNDS} rounds: one won and one was told in {len(told)}",
        not faults and len(told) == ROUNDS,
        tuple(faults),
    )


def _apply_at_once(data: Path, number: int) -> dict[str, str]:
    """Return what each of two processes was told; empty for the one that wrote."""
    context = get_context("fork")
    gate, answers = context.Barrier(2), context.Queue()
    names = [f"Together {number} {which}" for which in ("one", "two")]
    processes = [
        context.Process(target=_apply, args=(data, name, gate, answers))
        for name in names
    ]
    for process in processes:
        process.start()
    said = dict(answers.get(timeout=60) for _ in processes)
    for process in processes:
        process.join()
    return said


def _apply(data: Path, title: str, gate: Any, answers: Any) -> None:
    """Plan, wait for the other process to have its plan, and write."""
    row = {"title": title, "start": "2019", "coverage": "Badin", "districts": "Badin"}
    plan = make_plan([row], read_table(data / NAME), Meaning.of(load(data)))
    gate.wait()
    try:
        store.apply(plan, data)
    except SpoGeoError as error:
        answers.put((title, str(error)))
    else:
        answers.put((title, ""))


def _commands(data: Path, folder: Path) -> Finding:
    faults, n_told = [], 0
    for number in range(COMMAND_ROUNDS):
        titles = [f"Command {number} {which}" for which in ("one", "two")]
        running = [_import(folder, data, title) for title in titles]
        ended = [(process.communicate()[1], process.returncode) for process in running]
        present = {row["title"] for row in read_table(data / NAME).rows}
        for title, (said, code) in zip(titles, ended, strict=True):
            n_told += code != 0
            is_right = title in present if code == 0 else title not in present
            if not is_right or (code and not any(words in said for words in TOLD)):
                faults.append(f"{title}: code {code}, {said}")
        if all(code for _, code in ended):
            faults.append(f"round {number}: none won")
    return Finding(
        "two import commands at once",
        f"{COMMAND_ROUNDS} rounds: {2 * COMMAND_ROUNDS - n_told} wrote, "
        f"{n_told} were told",
        not faults,
        tuple(faults),
    )


def _import(folder: Path, data: Path, title: str) -> subprocess.Popen[str]:
    sheet = folder / f"{title}.csv"
    sheet.write_text(f"Project Name,Area,Start\n{title},Badin,2019\n", "utf-8")
    return subprocess.Popen(  # noqa: S603 its own command
        [sys.executable, "-m", "spo_geo", "import", str(sheet), "--into", str(data)],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
