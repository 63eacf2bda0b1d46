import pytest

from spo_geo.brief.options import (
    DEFAULT_COLUMNS,
    BriefOptions,
    CallProfile,
    read_brief_options,
)
from spo_geo.dataset import Dataset
from spo_geo.errors import SpoGeoError, UnknownValueError


def test_read_brief_options_takes_keys_and_headings_of_columns(tiny: Dataset) -> None:
    options = read_brief_options(tiny, columns=["Funder", "title", "Role of SPO"])
    assert options.columns == ("funder", "title", "role")
    assert read_brief_options(tiny).columns == DEFAULT_COLUMNS


def test_read_brief_options_resolves_aliases_once(tiny: Dataset) -> None:
    options = read_brief_options(
        tiny,
        hide_funders=["US Agency for International Development", "usaid"],
        call_districts=["Badin", "PK701"],
        call_provinces=["KPK"],
    )
    assert options.hide_funders == ("USAID",)
    assert options.call == CallProfile(districts=("PK701",), provinces=("PK5",))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"columns": ["colour"]}, "unknown column; got 'colour'; allowed: record"),
        ({"columns": ["title", "Project"]}, "named twice"),
        ({"at_most": 0}, "at least one project; got '0'"),
        ({"hide_funders": ["Nobody"]}, "unknown funder; got 'Nobody'"),
        ({"hide_funders": ["Not stated"]}, "no funder to hide"),
        ({"call_focus_areas": ["Fishing"]}, "unknown focus area; got 'Fishing'"),
    ],
)
def test_read_brief_options_says_what_cannot_be(
    tiny: Dataset, words: dict[str, object], message: str
) -> None:
    with pytest.raises(SpoGeoError, match=message.replace("(", r"\(")):
        read_brief_options(tiny, **words)  # type: ignore[arg-type]


def test_brief_options_need_known_columns() -> None:
    with pytest.raises(UnknownValueError):
        BriefOptions(columns=("titel",))
    with pytest.raises(SpoGeoError, match="no column"):
        BriefOptions(columns=())


def test_call_profile_is_false_when_nothing_is_asked() -> None:
    assert not CallProfile()
    assert CallProfile(provinces=("PK7",))
