"""The table of projects: a row opens its project, sorted or not."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenAtlas

pytestmark = pytest.mark.browser

ROW_PX = 33  # a row of Streamlit's table, its head too


def click_row(table: Locator, row: int) -> None:
    """Click the box in front of a row; the head is row 0."""
    box = table.bounding_box()
    assert box is not None
    table.click(position={"x": 20, "y": (row + 0.5) * ROW_PX})


def test_row_opens_its_project(open_atlas: OpenAtlas) -> None:
    opened = open_atlas({"funder": ["USAID"]})
    panel = opened.open_tab("Projects")
    table = panel.get_by_test_id("stDataFrame")
    cells = table.get_by_role("gridcell", include_hidden=True)
    expect(cells.filter(has_text="SPO-04").first).to_be_attached()
    click_row(table, 1)
    title = "Strengthening the Rights & Justice Framework Agenda in Pakistan"
    expect(panel.get_by_role("heading", name=title)).to_be_visible()
    click_row(table, 4)
    other = panel.get_by_role("heading", name="Capacity Building of Women")
    expect(other).to_be_visible()
    expect(panel.get_by_role("heading", name=title)).to_have_count(0)


def test_row_of_a_sorted_table_opens_its_own_project(open_atlas: OpenAtlas) -> None:
    opened = open_atlas()
    panel = opened.open_tab("Projects")
    table = panel.get_by_test_id("stDataFrame")
    table.click(position={"x": 365, "y": ROW_PX / 2})  # the head of the start date
    first = table.get_by_role("row", include_hidden=True).nth(1)
    expect(first).to_contain_text("2003-03")
    name = first.get_by_role("gridcell", include_hidden=True).nth(1).inner_text()
    click_row(table, 1)
    expect(panel.get_by_role("heading", name=name)).to_be_visible()
    assert name == "Gender Equality Project: women councillors"
