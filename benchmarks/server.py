"""The app as a process of its own, whose memory is read and which can be killed."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from spo_geo.dataset import DATA_DIR, GEO_DIR
from tests.browser.serving import ROOT, free_port, wait_for

MEGABYTE = 1024 * 1024


class Server:
    """The app on a port of its own.

    Parameters
    ----------
    log : Path
        Where its output goes.
    data, geo : Path, optional
        Folders of the records and of the boundaries; those that are shipped.
    """

    def __init__(self, log: Path, data: Path = DATA_DIR, geo: Path = GEO_DIR) -> None:
        self.log = log
        self.port = free_port()
        self._folders = {"SPO_GEO_DATA": str(data), "SPO_GEO_GEO": str(geo)}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Address of the page."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Start it, on the same port every time, and wait until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        command += ["--server.port", str(self.port), "--server.headless", "true"]
        command += ["--server.address", "127.0.0.1"]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 its own command
                command,
                cwd=ROOT,
                env={**os.environ, **self._folders},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        wait_for(self._process, f"{self.address}_stcore/health", self.log)

    def end(self, number: int = signal.SIGTERM) -> None:
        """Send it a signal and wait until it is gone."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(timeout=30)
            self._process = None

    def memory(self) -> float:
        """Return its resident memory [MB]."""
        assert self._process is not None  # noqa: S101
        resident: int = psutil.Process(self._process.pid).memory_info().rss
        return resident / MEGABYTE

    def work(self) -> float:
        """Return the time that the processors gave it so far [s]."""
        assert self._process is not None  # noqa: S101
        times = psutil.Process(self._process.pid).cpu_times()
        return float(times.user + times.system)

    def complaints(self) -> list[str]:
        """Return the lines of its output that tell of an error."""
        words = ("Traceback", "Error", "Exception")
        lines = self.log.read_text("utf-8", errors="replace").splitlines()
        return [line for line in lines if any(word in line for word in words)]


@contextmanager
def running(log: Path, data: Path = DATA_DIR, geo: Path = GEO_DIR) -> Iterator[Server]:
    """Start the app and end it afterwards, whatever happens."""
    server = Server(log, data, geo)
    server.start()
    try:
        yield server
    finally:
        server.end()


def copied_data(folder: Path) -> Path:
    """Copy what is shipped into a folder as ``data`` and ``geo``; return the first."""
    for source in (DATA_DIR, GEO_DIR):
        shutil.copytree(source, folder / source.name)
    return folder / DATA_DIR.name
