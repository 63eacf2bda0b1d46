"""What the map in the browser is told, and how it gets there."""

import json
import re

import pytest

from spo_geo import webmap
from spo_geo.classify import NO_RECORD, PLANNED_LINE
from spo_geo.mapstate import (
    MapData,
    MapHeld,
    MapMark,
    MapProject,
    count_state,
    data_script,
    inert_json,
    map_state,
)

HOSTILE = [
    "{{7*7}}",
    "{% raw %}",
    "{{ cycler.__init__.__globals__ }}",
    "{# comment",
    "<img src=x onerror=alert(1)>",
    '"></script>',
    "`tick` ${7*7}",
    "\\u0022 \u2028\u2029 لاہور \U0001f600",
    "_div map_0123456789abcdef0123456789abcdef",
]
DATA = MapData(
    projects=(
        MapProject("SPO-01", "First", "2011 – 2014", range(2011, 2015)),
        MapProject("SPO-02", "Second", "2016", range(2016, 2017)),
        MapProject("SPO-03", HOSTILE[2], "", range(0)),
    ),
    offices=(MapMark("Quetta", "PK226"),),
    presence=(MapMark("Turbat", "PK211"),),
    attribution="A source.",
)


def read_back(expression: str) -> object:
    """Evaluate an `inert_json` expression as JavaScript would."""
    body = re.fullmatch(r'JSON\.parse\("(.*)"\)', expression)[1]
    units = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), body)
    pairs = units.encode("utf-16", "surrogatepass")
    return json.loads(pairs.decode("utf-16", "surrogatepass"))


@pytest.mark.parametrize("text", HOSTILE)
def test_inert_json_leaves_nothing_to_act_on(text):
    expression = inert_json({"t": text})
    body = expression.removeprefix('JSON.parse("').removesuffix('")')
    assert expression.isascii()
    assert not set("{}%#<>&'\"`$_\n") & set(body)
    assert re.fullmatch(r"(?:\\u[0-9a-f]{4}|[^\\])*", body)
    assert read_back(expression) == {"t": text}


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_inert_json_refuses_what_json_cannot_say(value):
    with pytest.raises(ValueError, match="not JSON compliant"):
        inert_json([value])


def test_map_state_points_into_the_table():
    state = map_state(
        DATA,
        {"PK603": ("SPO-01", "SPO-03"), "PK604": ("SPO-02",), "PK605": ()},
        held=[MapHeld("Karachi", "SPO-02", "several", ("PK702", "PK704"))],
        selected="PK603",
        filtered=True,
        theme="dark",
    )
    assert state == {
        "classes": [[1, "5bbbcf", "1"], [2, "224e7e", "2"]],
        "districts": "PK603 0.2,PK604 1",
        "held": [["Karachi", 1, "several", "PK702 PK704"]],
        "selected": "PK603",
        "years": [2011, 2012, 2013, 2014, 2015, 2016],
        "all": "All years",
        "filtered": True,
        "theme": "dark",
        "tiles": False,
    }


def test_map_state_of_nothing():
    state = map_state(DATA, {})
    assert (state["classes"], state["districts"], state["years"]) == ([], "", [])


def test_map_state_plays_only_the_chosen_years():
    state = map_state(DATA, {"PK603": ("SPO-01", "SPO-02")}, years={2014, 2016, 2019})
    assert state["years"] == [2014, 2016]
    assert state["all"] == "2014, 2016, 2019"


def test_map_state_refuses_an_unknown_project():
    with pytest.raises(KeyError, match="SPO-99"):
        map_state(DATA, {"PK603": ("SPO-99",)})


def test_map_state_of_many_pairs_stays_small():
    counts = {f"PK{n}": ("SPO-01", "SPO-02", "SPO-03") for n in range(600, 760)}
    assert len(inert_json(map_state(DATA, counts))) < 2500


def test_count_state_says_numbers_and_no_projects():
    held = [MapHeld("Karachi", f"SPO-0{n}", "several", ("PK702",)) for n in (1, 2)]
    state = count_state(
        {"PK603": 12, "PK604": 1},
        12,
        held=[*held, MapHeld("Dir", "SPO-03", "two", ("PK501", "PK502"))],
        selected="PK603",
        years=(2014, 2015),
        filtered=True,
    )
    assert state == {
        "classes": [[1, "5bbbcf", "1–11"], [12, "224e7e", "12"]],
        "districts": "",
        "counts": "PK603 12,PK604 1",
        "nProjects": 12,
        "held": [
            ["Karachi", "2 projects", "several", "PK702"],
            ["Dir", "1 project", "two", "PK501 PK502"],
        ],
        "selected": "PK603",
        "years": [],
        "all": "2014–2015",
        "filtered": True,
        "theme": "",
        "tiles": False,
    }


def test_data_script_is_one_inert_assignment():
    script = data_script({"objects": {}, "name": HOSTILE[0]}, DATA).decode("ascii")
    expression = script.removeprefix("window.SPO_GEO=").removesuffix(";\n")
    constants = read_back(expression)
    assert constants == {
        "topology": {"objects": {}, "name": HOSTILE[0]},
        "projects": [
            ["SPO-01", "First", "2011 – 2014", [2011, 2014]],
            ["SPO-02", "Second", "2016", [2016, 2016]],
            ["SPO-03", HOSTILE[2], "", []],
        ],
        "offices": [["Quetta", "PK226"]],
        "presence": [["Turbat", "PK211"]],
        "noRecord": NO_RECORD,
        "plannedLine": PLANNED_LINE,
        "attribution": "A source.",
    }


def base(version: str = "0a1b") -> webmap.folium.Map:
    return webmap.base_map(
        ["../../app/static/a.js"], ["../../app/static/a.css"], version
    )


def test_base_map_is_the_same_script_every_time():
    # streamlit-folium makes the frame's key of this hash; another key, another frame.
    from streamlit_folium import _get_map_string, generate_js_hash

    def key(version: str) -> str:
        fig = base(version)
        fig.get_root().render()
        return generate_js_hash(_get_map_string(fig), "map")

    assert key("0a1b") == key("0a1b")
    assert key("0a1b") != key("0a1c")


def test_base_map_names_no_foreign_host():
    fig = base()
    page = fig.get_root().render()
    assert "app/static/a.js" in page
    assert re.findall(r"https?://[^\"' ]+|//[a-z]+\.[a-z]+", page) == []
    assert fig.default_js == [("../../app/static/a.js",) * 2]


@pytest.mark.parametrize("version", ["", "a-b", '"); alert(1)', "é"])
def test_base_map_refuses_a_version_that_is_no_word(version):
    with pytest.raises(ValueError, match="letters and digits"):
        base(version)


@pytest.mark.parametrize("text", HOSTILE)
def test_overlay_reaches_the_browser_unchanged(text):
    from streamlit_folium import _get_feature_group_string

    state = map_state(
        DATA, {}, held=[MapHeld(text, "SPO-01", text, ("PK603",))], selected="PK603"
    )
    script = _get_feature_group_string(webmap.overlay(state), map=base())
    sent = re.search(r"SpoAtlas\.update\((.*)\);", script)[1]
    assert sent == inert_json(state)
    assert read_back(sent)["held"] == [[text, 0, text, "PK603"]]


def test_two_overlays_share_nothing():
    first = webmap.overlay(map_state(DATA, {"PK603": ("SPO-01",)}))
    second = webmap.overlay(map_state(DATA, {}))
    base().add_child(first)
    assert "PK603" not in base().add_child(second).get_root().render()


@pytest.mark.parametrize(
    ("returned", "pcode"),
    [
        (None, None),
        ({}, None),
        ({"last_active_drawing": None}, None),
        ({"last_active_drawing": {"properties": {}}}, None),
        ({"last_active_drawing": {"properties": {"adm2_pcode": 603}}}, None),
        ({"last_active_drawing": {"properties": {"adm2_pcode": "<b>"}}}, None),
        ({"last_active_drawing": {"properties": {"adm2_pcode": "PK603"}}}, "PK603"),
    ],
)
def test_selected_from_reads_a_pcode_and_nothing_else(returned, pcode):
    assert webmap.selected_from(returned) == pcode
