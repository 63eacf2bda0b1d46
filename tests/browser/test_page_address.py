"""The filters in the address: opened, changed, taken back."""

import re

import pytest
from playwright.sync_api import expect

from spo_geo.dataset import Dataset
from spo_geo.filters import Filters
from spo_geo.view import make_view
from tests.browser.conftest import OpenAtlas

pytestmark = pytest.mark.browser


def test_filter_goes_into_the_address_and_opens_again(
    open_atlas: OpenAtlas, real: Dataset
) -> None:
    opened = open_atlas()
    opened.add("Funder", "DFID")
    opened.expect_view(make_view(real, Filters(funders=("DFID",))))
    expect(opened.page).to_have_url(re.compile(r"\?funder=DFID$"))
    opened.add("Province", "Punjab")
    both = make_view(real, Filters(funders=("DFID",), provinces=("PK6",)))
    opened.expect_view(both)
    expect(opened.page).to_have_url(re.compile(r"\?funder=DFID&province=PK6$"))
    again = open_atlas({"funder": ["DFID"], "province": ["PK6"]})
    again.expect_view(both)
    sidebar = again.page.get_by_role("region", name="Sidebar")
    expect(sidebar.get_by_text(f"Punjab ({both.n_projects})")).to_be_visible()


def test_back_and_forward_restore_the_selection(
    open_atlas: OpenAtlas, real: Dataset
) -> None:
    opened = open_atlas({"funder": ["USAID"]})
    opened.add("Province", "Sindh")
    in_sindh = make_view(real, Filters(funders=("USAID",), provinces=("PK7",)))
    opened.expect_view(in_sindh)
    opened.page.go_back()
    opened.expect_view(make_view(real, Filters(funders=("USAID",))))
    expect(opened.page).to_have_url(re.compile(r"\?funder=USAID$"))
    sidebar = opened.page.get_by_role("region", name="Sidebar")
    expect(sidebar.get_by_text(re.compile(r"^Sindh \("))).to_have_count(0)
    opened.page.go_forward()
    opened.expect_view(in_sindh)
    expect(sidebar.get_by_text(re.compile(r"^Sindh \("))).to_be_visible()


def test_unknown_value_is_named_and_gone_after_one_click(
    open_atlas: OpenAtlas, real: Dataset
) -> None:
    opened = open_atlas({"funder": ["<b>Nobody</b>"], "province": ["Sindh"]})
    notice = opened.page.get_by_role("alert").filter(has_text="unknown funder")
    expect(notice).to_contain_text("“<b>Nobody</b>”")
    opened.expect_number("Projects", 0)
    opened.page.reload()
    opened.expect_map()
    expect(notice).to_be_visible()
    opened.page.get_by_role("button", name="Remove it from the address").click()
    expect(notice).to_have_count(0)
    opened.expect_view(make_view(real, Filters(provinces=("PK7",))))
    expect(opened.page).to_have_url(re.compile(r"\?province=PK7$"))


def test_clear_all_empties_the_address(open_atlas: OpenAtlas, real: Dataset) -> None:
    opened = open_atlas({"years": ["2014-2016"], "status": ["not-stated"]})
    status = Filters(years=(2014, 2015, 2016), statuses=("not-stated",))
    opened.expect_view(make_view(real, status))
    opened.clear_all()
    opened.expect_view(make_view(real))
    expect(opened.page).to_have_url(opened.address)
