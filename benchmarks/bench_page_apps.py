"""The three pages that are compared, each served by a process of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from spo_geo.mapfiles import LEAFLET
from tests.browser.serving import ROOT, wait_for

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
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1"]
    with log.open("wb") as output:
        started = time.time() * 1000
        server = subprocess.Popen(  # noqa: S603  (our own)
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(server, f"http://127.0.0.1:{port}/_stcore/health", log)
            yield Served(f"http://127.0.0.1:{port}/", started)
        finally:
            server.terminate()
            server.wait(timeout=10)


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
