"""The offline map before a browser opens it."""

import base64
import hashlib
import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from spo_geo import attribution
from spo_geo.bitsets import bit_positions
from spo_geo.boundaries import WEB_LAYER
from spo_geo.classify import PALETTE
from spo_geo.dataset import GEO_DIR
from spo_geo.errors import DataError, SpoGeoError
from spo_geo.filters import Filters
from spo_geo.mapfiles import ASSETS, MAP_SCRIPTS
from spo_geo.offline import offline_map, page
from spo_geo.offline.page import OWN_SCRIPTS, STYLES
from spo_geo.offline.policy import inline, security_policy
from spo_geo.offline.records import file_data, funders
from spo_geo.offline.words import documents, left_out_when_made
from spo_geo.provenance import make_stamp
from spo_geo.stamps import read_stamp
from spo_geo.ui import parts
from spo_geo.verify import verify
from spo_geo.view import make_view
from spo_geo.wording import sentence

MADE = date(2026, 11, 22)
PROBES = '{{7*7}} ${title} $sentence <img src=x> "></script>\u2028<script>x</script>'


class Read(HTMLParser):
    """What an HTML file is made of."""

    def __init__(self, content):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.texts = {}
        self.inline = {"script": [], "style": []}
        self._open = ""
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag in self.inline:
            self.inline[tag].append("")

    def handle_data(self, data):
        if self._open in self.inline:
            self.inline[self._open][-1] += data
        else:
            self.texts[self._open] = self.texts.get(self._open, "") + data

    def handle_endtag(self, tag):
        self._open = ""

    def meta(self, name):
        found = [a for tag, a in self.elements if tag == "meta"]
        return next(a["content"] for a in found if name in a.values())


def payload(content, name):
    """Evaluate ``window.NAME=JSON.parse("...")`` as a browser would."""
    body = re.search(rf'window\.{name}=JSON\.parse\("(.*)"\);', content.decode())[1]
    units = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), body)
    return json.loads(units.encode("utf-16", "surrogatepass").decode("utf-16"))


def ids_in(content):
    return [row[0] for row in payload(content, "SPO_GEO")["projects"]]


def digest(text):
    value = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{value}'"


@pytest.fixture(scope="module")
def whole(real):
    return offline_map(make_view(real), made=MADE)


# -- the file ---------------------------------------------------------------------


def test_offline_map_is_small_and_the_same_each_time(real, whole):
    assert len(whole) < 600_000
    assert offline_map(make_view(real), made=MADE) == whole
    assert offline_map(make_view(real), made=date(2026, 11, 23)) != whole


def test_offline_map_names_no_address_that_a_browser_would_ask_for(whole):
    read = Read(whole)
    asked = [
        attrs[name]
        for _, attrs in read.elements
        for name in ("src", "href", "srcset", "action", "poster", "data")
        if name in attrs
    ]
    assert asked
    assert all(url.startswith(("#", "data:image/png;base64,")) for url in asked)
    styles = "".join(read.inline["style"])
    assert "url(" not in styles
    assert "@import" not in styles
    assert "sourceMappingURL" not in "".join(read.inline["script"])


def test_offline_map_allows_only_its_own_scripts_and_styles(whole):
    read = Read(whole)
    rules = dict(
        rule.split(" ", 1) for rule in read.meta("Content-Security-Policy").split("; ")
    )
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    for kind, texts in read.inline.items():
        assert rules[f"{kind}-src"].split() == [digest(text) for text in texts]
    assert [len(texts) for texts in read.inline.values()] == [4, 2]
    assert not [attrs for _, attrs in read.elements if "style" in attrs]
    assert not [n for _, attrs in read.elements for n in attrs if n.startswith("on")]


def test_offline_map_holds_exactly_the_selection(real):
    view = make_view(real, Filters(funders=("USAID",)))
    content = offline_map(view, made=MADE)
    assert ids_in(content) == [project.project_id for project in view.projects]
    assert 0 < view.n_projects < len(real.projects)
    others = [p.title for p in real.projects if p not in view.projects]
    known = json.dumps(payload(content, "SPO_GEO")["projects"])
    known += json.dumps(payload(content, "SPO_FILE"))
    assert not [title for title in others if json.dumps(title)[1:-1] in known]


def test_offline_map_says_its_selection_before_any_script_runs(real):
    view = make_view(real, Filters(years=(2014, 2015), provinces=("PK7",)))
    content = offline_map(view, title="For a visit", made=MADE)
    read = Read(content)
    said = " ".join(read.texts.values())
    assert read.texts["title"] == read.texts["h1"] == "For a visit"
    assert read.meta("description") == sentence(view)
    for text in (
        "years 2014–2015; province Sindh",
        "22 November 2026",
        sentence(view),
        attribution.BOUNDARIES,
        real.version,
    ):
        assert text in said


def test_offline_map_carries_the_stamp_that_verify_reads(real, tmp_path):
    view = make_view(real, Filters(focus_areas=("Education",)))
    path = tmp_path / "map.html"
    path.write_bytes(offline_map(view, made=MADE))
    assert read_stamp(path) == make_stamp(view, MADE)
    verdict = verify(path, real)
    assert (verdict.outcome, verdict.holds) == ("exact", True)


def test_offline_map_writes_hostile_words_as_words(real, make_dataset, tmp_path):
    stamp = make_stamp(make_view(real), MADE).as_json()
    project = {
        "project_id": "H-1",
        "title": PROBES,
        "coverage": PROBES,
        "scope": "national",
        "funders": f"Funder {PROBES}",
        "sources": stamp,
    }
    dataset = make_dataset([project])
    (funder,) = [code.key for code in dataset.lists["funders"]]
    view = make_view(dataset, Filters(funders=(funder,)))
    content = offline_map(view, title=PROBES, made=MADE)
    plain = Read(offline_map(make_view(real), made=MADE))
    read = Read(content)
    assert read.texts["h1"] == PROBES
    kinds = [tag for tag, _ in read.elements if tag not in ("li", "dt", "dd", "div")]
    usual = [tag for tag, _ in plain.elements if tag not in ("li", "dt", "dd", "div")]
    assert kinds == usual
    assert payload(content, "SPO_GEO")["projects"][0][1] == PROBES
    path = tmp_path / "map.html"
    path.write_bytes(content)
    assert read_stamp(path) == make_stamp(view, MADE)


def test_offline_map_of_nothing_still_opens(real):
    nothing = Filters(funders=("PACKARD",), focus_areas=("Education",))
    content = offline_map(make_view(real, nothing), made=MADE)
    data = payload(content, "SPO_FILE")
    assert ids_in(content) == data["years"] == data["districts"] == []
    assert "No recorded project matches" in content.decode()


def test_offline_map_leaves_out_details_then_refuses_what_is_too_large(
    real, monkeypatch
):
    view = make_view(real)
    whole = offline_map(view, made=MADE)
    note = "Summaries and stated results are left out"
    assert note not in whole.decode()
    monkeypatch.setattr(page, "LIMIT", len(whole) - 1)
    shorter = offline_map(view, made=MADE)
    assert len(shorter) < len(whole)
    assert note in shorter.decode()
    assert {len(row) for row in payload(shorter, "SPO_FILE")["projects"]} == {8}
    monkeypatch.setattr(page, "LIMIT", len(shorter) - 1)
    with pytest.raises(SpoGeoError, match="larger than") as error:
        offline_map(view, made=MADE)
    assert f"{view.n_projects} projects" in error.value.got


def test_offline_map_needs_a_layer_and_names_its_source(real, tmp_path):
    with pytest.raises(DataError, match="layer cannot be read"):
        offline_map(make_view(real), made=MADE, geo_dir=tmp_path)
    layer = tmp_path / WEB_LAYER
    layer.write_text("{")
    with pytest.raises(DataError, match="layer cannot be read"):
        offline_map(make_view(real), made=MADE, geo_dir=tmp_path)
    topology = json.loads((GEO_DIR / WEB_LAYER).read_text("utf-8"))
    topology["metadata"]["attribution"] = "Another release & its licence."
    layer.write_text(json.dumps(topology), "utf-8")
    content = offline_map(make_view(real), made=MADE, geo_dir=tmp_path)
    assert "<p>Another release &amp; its licence.</p>" in content.decode()
    assert (
        payload(content, "SPO_GEO")["attribution"] == "Another release & its licence."
    )


# -- what it knows of the projects ---------------------------------------------------


def test_file_data_repacks_every_set_over_the_selected_projects(real):
    view = make_view(real, Filters(years=(2014, 2015, 2016)))
    data = file_data(view)
    ids = [project.project_id for project in view.projects]
    codes = {code.label: code.key for code in real.lists["funders"]}
    for label, _, _, bits in data["funders"]:
        members = view.bits & real.index.by["funders"][codes[label]]
        expected = [real.projects[i].project_id for i in bit_positions(members)]
        assert [ids[i] for i in bit_positions(int(bits, 16))] == expected
    counts = {row[0]: int(row[4], 16).bit_count() for row in data["districts"]}
    assert counts == {
        count.district.adm2_pcode: count.n_projects for count in view.district_counts
    }
    assert data["years"] == data["chosenYears"] == [2014, 2015, 2016]
    assert data["palette"] == PALETTE


def test_file_data_puts_programmes_under_the_funder_that_includes_them(real):
    options = file_data(make_view(real))["funders"]
    depths = {label: depth for label, _, depth, _ in options}
    labels = list(depths)
    usaid = labels.index("United States Agency for International Development (USAID)")
    below = labels[usaid + 1 : usaid + 4]
    assert [depths[label] for label in labels[usaid : usaid + 4]] == [0, 1, 1, 1]
    assert "TFP" in below
    members = {label: int(bits, 16) for label, _, _, bits in options}
    for label in below:
        assert members[label] & ~members[labels[usaid]] == 0


def test_file_data_counts_the_districts_outside_a_place_filter(real):
    data = file_data(make_view(real, Filters(provinces=("PK7",))))
    view = make_view(real, Filters(provinces=("PK7",)))
    outside = {
        project.project_id: row[2]
        for project, row in zip(view.projects, data["projects"], strict=True)
    }
    # SPO-07 names Khanewal, Multan and Muzaffargarh in Punjab, besides two in Sindh.
    assert outside["SPO-07"] == 3
    assert outside["SPO-01"] == 0
    assert {row[2] for row in data["districts"]} == {"PK7"}


def test_file_data_of_tiny_records_is_what_can_be_worked_out(tiny):
    data = file_data(make_view(tiny))
    assert data["dated"] == "7"  # T-4 has no dates
    assert data["years"] == [2012, 2013, 2014, 2015, 2016]
    assert [(row[1], row[4]) for row in data["districts"]] == [
        ("Multan", "2"),
        ("Badin", "3"),
        ("Thatta", "1"),
    ]
    assert [row[:2] for row in data["held"]] == [["Karachi", 0]]
    # Funded by DFID; by Oxfam; by USAID, which is a partner of T-2 too.
    assert sorted(data["bodies"]) == [["1", "0"], ["2", "0"], ["8", "2"]]
    texts = data["texts"]
    assert [texts[row[3]] for row in data["projects"]] == [
        "Education",
        "Human Rights (inferred)",
        "Human Rights",
        "not stated",
    ]


def test_labels_are_those_of_the_page(real):
    for project in real.projects:
        named = " · ".join(funders(real, project)) or "not stated"
        assert named == parts.funders(real, project)


# -- words and policy ------------------------------------------------------------------


def test_documents_names_only_those_that_are_cited(real):
    cited = [line[:3] for line in documents(make_view(real))]
    assert cited == ["000", "001", "002", "003"]
    some = make_view(real, Filters(focus_areas=("Education",)))
    assert [line[:3] for line in documents(some)] == ["000"]


def test_left_out_when_made_counts_undated_projects(tiny):
    assert left_out_when_made(make_view(tiny)) == ""
    chosen = make_view(tiny, Filters(years=(2014,)))
    assert left_out_when_made(chosen).startswith("1 project without dates was left out")


def test_inline_reads_line_ends_as_a_browser_does():
    part = inline("script", b"a\r\nb\rc")
    assert part.element == "<script>a\nb\nc</script>"
    assert security_policy([part]).count(digest("a\nb\nc")) == 1


@pytest.mark.parametrize("text", [b'"</script>"', b'"</SCRIPT>"', b"'<!--'"])
def test_inline_refuses_what_would_end_the_element(text):
    with pytest.raises(ValueError, match="ends its own element"):
        inline("script", text)


def test_scripts_write_text_as_text_store_nothing_and_ask_nobody():
    folder = ASSETS / "offline"
    assert {f"offline/{path.name}" for path in folder.glob("*.js")} == set(OWN_SCRIPTS)
    assert {f"offline/{path.name}" for path in folder.glob("*.css")} < set(STYLES)
    names = (*MAP_SCRIPTS, *OWN_SCRIPTS)
    text = "".join((ASSETS / name).read_text("utf-8") for name in names)
    for door in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "import(",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "serviceWorker",
        "treamlit",
    ):
        assert door not in text
    own = "".join((ASSETS / name).read_text("utf-8") for name in OWN_SCRIPTS)
    assert re.findall(r"https?://\w", own) == []
