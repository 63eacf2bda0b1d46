"""Sheets that a visitor drops on the page, and the page as it handles them."""

import csv
import io
from collections.abc import Sequence

from spo_geo.dataset import Dataset
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.projects.understand import understand
from spo_geo.ui.upload import Upload
from spo_geo.ui.uploaddata import own_dataset
from spo_geo.ui.uploadreading import Reading
from spo_geo.view import View, make_view
from tests.app.conftest import AppPage

HEADER = ("Project Name", "Area", "Donor", "Theme", "Start", "End", "Budget")
ROWS = (
    ("Schools", "Badin and Thatta", "DFID", "Education", "Mar 2012", "Feb 2014", "5"),
    ("Courts", "Dir", "USAID", "HR", "04/05/2013", "Dec 2014", "7"),
    ("Water", "Dir", "Oxfam", "Education", "07/08/2013", "Dec 2015", "8"),
    ("Policy", "across Pakistan", "DFID", "Governance", "2014", "2015", ""),
    ("Voice", "Rajapur", "UNICEF", "Governance", "2011", "2012", ""),
)
TABS = "Your sheet"


def sheet(
    rows: Sequence[Sequence[str]] = ROWS, header: Sequence[str] = HEADER
) -> bytes:
    """Return rows as a CSV file."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([header, *rows])
    return buffer.getvalue().encode()


def drop(page: AppPage, content: bytes, name: str = "list.csv") -> AppPage:
    """Drop a file on the page."""
    page.open_tab(TABS)
    (uploader,) = (u for u in page.at.file_uploader if "A sheet of" in u.label)
    uploader.set_value((name, content, "text/csv"))
    return page.run()


def state_of(page: AppPage) -> Upload:
    found: Upload = page.at.session_state["upload"]
    return found


def reading_of(page: AppPage) -> Reading:
    reading = state_of(page).reading
    assert reading is not None
    return reading


def look_at(page: AppPage, view: str) -> AppPage:
    """Open one of the lists of the tab."""
    page.at.segmented_control(key="upload_view").set_value(view)
    return page.run()


def decide(page: AppPage, written: str, choice: str) -> AppPage:
    """Choose what held words are read as."""
    (held,) = (h for h in reading_of(page).held if h.written == written)
    page.at.selectbox(key=f"decide_{held.key}").set_value(choice)
    return page.run()


def held_words(page: AppPage) -> list[str]:
    return [held.written for held in reading_of(page).held]


def view_of_sheet(content: bytes, shipped: Dataset, name: str = "list.csv") -> View:
    """Return what the core makes of a sheet."""
    intake = understand(read_workbook(name, content), shipped)
    dataset = own_dataset(intake, shipped, "0" * 64)
    return make_view(dataset, dataset.filter_reader.read({}))
