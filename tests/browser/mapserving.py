"""The map on a page of its own, served for a test."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.serving import ROOT, wait_for

APP = Path(__file__).with_name("webmap_app.py")
LAYER = ROOT / "geo" / "pak_adm_web.topojson"
PREFIX = "atlas"  # stands for a proxy's: every address must hold behind one


@contextmanager
def served_map(folder: Path) -> Iterator[str]:
    """Start a copy of the page in a folder of its own and yield its address."""
    shutil.copy(APP, folder / "app.py")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "server.port": str(port),
        "server.address": "127.0.0.1",
        "server.baseUrlPath": PREFIX,
        "server.headless": "true",
        "server.enableStaticServing": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    log = folder / "log.txt"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", *flags],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "SPO_LAYER": str(LAYER)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}/{PREFIX}/"
        try:
            wait_for(server, f"{address}_stcore/health", log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=10)
