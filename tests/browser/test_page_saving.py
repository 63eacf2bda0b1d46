"""The files that a visitor saves say what the command line says."""

import csv
import io
import json
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from spo_geo.cli import main
from spo_geo.dataset import Dataset
from spo_geo.export import to_csv
from spo_geo.filters import Filters
from spo_geo.view import make_view
from tests.browser.atlaspage import AtlasPage
from tests.browser.conftest import OpenAtlas

pytestmark = pytest.mark.browser

WORDS = {"years": ["2014-2016"], "funder": ["USAID"]}
OPTIONS = ("--years", "2014-2016", "--funder", "USAID")


def save(opened: AtlasPage, button: str, folder: Path) -> Path:
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.fixture
def summary(capsys: pytest.CaptureFixture[str]) -> dict:
    assert main(["summary", "--json", *OPTIONS]) == 0
    return json.loads(capsys.readouterr().out)


def test_saved_table_agrees_with_the_summary(
    open_atlas: OpenAtlas, real: Dataset, tmp_path: Path, summary: dict
) -> None:
    opened = open_atlas(WORDS)
    path = save(opened, "Table (CSV)", tmp_path)
    filters = Filters(years=(2014, 2015, 2016), funders=("USAID",))
    assert path.suffix == ".csv"
    assert path.read_bytes() == to_csv(make_view(real, filters))
    text = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(dict.fromkeys(r["project_id"] for r in rows)) == summary["projects"]
    named = {row["adm2_pcode"]: row["adm2_name"] for row in rows if row["adm2_pcode"]}
    assert named == {d["adm2_pcode"]: d["adm2_name"] for d in summary["districts"]}
    opened.expect_number("Projects", summary["n_projects"])
    opened.expect_number("Districts named", summary["n_districts"])


def test_tables_offer_no_export_that_keeps_formulas(open_atlas: OpenAtlas) -> None:
    opened = open_atlas()
    for tab in ("Projects", "Data"):
        panel = opened.open_tab(tab)
        panel.get_by_test_id("stDataFrame").first.hover()
        search = panel.get_by_role("button", name="Search")
        expect(search.first).to_be_visible()
        expect(panel.get_by_role("button", name="Download as CSV")).to_have_count(0)


def test_saved_map_is_a4_at_300_dpi_and_says_what_it_shows(
    open_atlas: OpenAtlas, tmp_path: Path, summary: dict
) -> None:
    path = save(open_atlas(WORDS), "Map (PNG)", tmp_path)
    with Image.open(path) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.size == pytest.approx((3508, 2480), abs=1)
        assert [round(dpi) for dpi in picture.info["dpi"]] == [300, 300]
        words = picture.text
    assert words["Description"] == summary["sentence"]
    assert words["Filters"] == summary["filters"]
    assert words["Data"] == summary["data_version"]
    assert "COD-AB" in words["Copyright"]
    assert "do not imply official endorsement" in words["Copyright"]
