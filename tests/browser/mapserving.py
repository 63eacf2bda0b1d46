"""The map on a page of its own, served for a test."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.serving import ROOT, free_port, running

APP = Path(__file__).with_name("webmap_app.py")
LAYER = ROOT / "geo" / "pak_adm_web.topojson"
PREFIX = "atlas"  # stands for a proxy's: every address must hold behind one


@contextmanager
def served_map(folder: Path) -> Iterator[str]:
    """Start a copy of the page in a folder of its own and yield its address."""
    shutil.copy(APP, folder / "app.py")
    port = free_port()
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
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *flags]
    address = f"http://127.0.0.1:{port}/{PREFIX}/"
    given = {"PYTHONPATH": str(ROOT), "SPO_LAYER": str(LAYER)}
    with running(command, address, folder / "log.txt", cwd=folder, **given):
        yield address
