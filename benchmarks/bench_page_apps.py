"""The three pages that are compared, each served by a process of its own."""

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from spo_geo.mapfiles import LEAFLET
from tests.browser.serving import ROOT, free_port, running

TUTORIAL = "from benchmarks.tutorial_app import draw\n\ndraw()\n"
EMPTY = "import streamlit as st\n\nst.text('Nothing here')\n"


@dataclass(frozen=True)
class Served:
    """A page that is served.

    Attributes
    ----------
    address : str
        Where it is.
    started : float
        When its process was started [ms since 1970].
    """

    address: str
    started: float


def make_folder(folder: Path, script: str) -> Path:
    """Write a page with the atlas's own settings, and Leaflet to serve."""
    (folder / "static").mkdir(parents=True)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    shutil.copytree(LEAFLET, folder / "static" / "leaflet")
    (folder / "app.py").write_text(script)
    return folder


@contextmanager
def serve(folder: Path, log: Path) -> Iterator[Served]:
    """Start the page of a folder on a free port; stop it in the end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1"]
    started = time.time() * 1000
    with running(command, address, log, cwd=folder, PYTHONPATH=str(ROOT)):
        yield Served(address, started)
