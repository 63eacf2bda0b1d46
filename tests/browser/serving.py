"""The app served for a test, and the browser that reads it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
# No name but that of this machine is known to the browser: nothing leaves it.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
START_SECONDS = 60


def chromium() -> str:
    """Return the browser's path; a machine without one fails."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise RuntimeError(f"no browser on the path: one of {', '.join(NAMES)}")
    return found


@contextmanager
def served(
    log: Path, data: Path | None = None, *, prefix: str = "", **options: str
) -> Iterator[str]:
    """Start the app on a free port and yield its address.

    A prefix is that of a proxy in front, with its slash: ``atlas/``; options are
    Streamlit's, with ``_`` for the dot: ``secrets_files``.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options |= {"server_port": str(port), "server_headless": "true"}
    options |= {"server_address": "127.0.0.1", "server_baseUrlPath": prefix}
    for name, value in options.items():
        command += [f"--{name.replace('_', '.')}", value]
    given = {"SPO_GEO_DATA": str(data)} if data else {}
    address = f"http://127.0.0.1:{port}/{prefix}"
    with running(command, address, log, **given):
        yield address


@contextmanager
def running(
    command: Sequence[str], address: str, log: Path, *, cwd: Path = ROOT, **given: str
) -> Iterator[None]:
    """Run Streamlit until the block ends; the block begins once it answers.

    What is given is added to the environment.
    """
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **given},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(server, f"{address}_stcore/health", log)
            yield
        finally:
            server.terminate()
            server.wait(timeout=10)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    wait_until(lambda: answers(url), server, log)


def wait_until(
    is_up: Callable[[], bool], server: subprocess.Popen[bytes], log: Path
) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server stopped: {log.read_text()}")
        if is_up():
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not answer: {log.read_text()}")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url):  # noqa: S310
            return True
    except OSError:
        return False
