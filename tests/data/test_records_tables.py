"""What SPO's project records say, held against the sources line by line."""

import re
from collections import Counter

import pytest

from tests.data.tables import BY_ID, REFERENCE, TABLES, fold, lines_of, parts

ADDRESS = re.compile(r"https?://[^\s;]+")
CODE_LIST = "OECD DAC/CRS purpose code list"

# id: start, end, scope, districts, lines of the documents
PROJECTS = {
    "SPO-01": ("2017-12", "2018-11", "districts", 4, "000:1-3"),
    "SPO-02": ("2016-06", "2017-03", "national", 0, "000:4-6; 002:1-9"),
    "SPO-03": ("2015-04", "2016-10", "districts", 4, "000:7-9"),
    "SPO-04": ("2015-10", "2016-02", "national", 0, "000:10-12"),
    "SPO-05": ("2015-03", "2016-03", "districts", 2, "000:13-16"),
    "SPO-06": ("2015-01", "2016-03", "national", 0, "000:17-19"),
    "SPO-07": ("2015-03", "2016-02", "districts", 6, "000:20-22"),
    "SPO-08": ("2012-07", "2015-02", "provinces", 0, "000:23-25"),
    "SPO-09": ("2014-07", "2015-06", "provinces", 0, "000:26-29"),
    "SPO-10": ("2014-05", "2015-04", "national", 0, "000:30-33"),
    "SPO-11": ("2011-10", "2015-02", "national", 0, "000:34-37"),
    "SPO-12": ("2013-01", "2015-12", "districts", 4, "000:38-40"),
    "SPO-13": ("2011-10", "2014-09", "count", 0, "000:41-48; 001:1-16"),
    "SPO-14": ("2012-01", "2014-07", "districts", 4, "000:49-52"),
    "SPO-15": ("2014-09", "2015-03", "institutional", 0, "003:1-20"),
}
WEB = {
    "SPO-16": ("2012-06-01", "2018-03-20", "count", 0),
    "SPO-17": ("2010-08", "2010-11", "districts", 1),
    "SPO-18": ("2012-01", "2014-05", "districts", 1),
    "SPO-19": ("2011-02", "2012-01", "districts", 12),
    "SPO-20": ("2013-07", "2014-07", "districts", 2),
    "SPO-21": ("2019-12", "2021-10", "districts", 3),
    "SPO-22": ("2003-03", "2003-12", "districts", 4),
    "SPO-23": ("2016-04", "", "districts", 2),
    "SPO-24": ("2019-04", "2020-06", "districts", 2),
    "SPO-25": ("2017-04", "", "districts", 2),
    "SPO-26": ("2019-01", "2020-12", "districts", 6),
    "SPO-27": ("2016-08", "2019-03", "count", 0),
    "SPO-28": ("2012", "2013", "districts", 2),
    "SPO-29": ("2010-11", "2010-12", "districts", 8),
    "SPO-30": ("2010-10", "2011-03", "districts", 2),
    "SPO-31": ("2010-09", "2010-12", "districts", 2),
    "SPO-32": ("2017-01", "2019-12", "count", 0),
    "SPO-33": ("2017-09", "2018-11", "districts", 2),
}

# funders as written, how the document puts it, funders of the web card
FUNDING = {
    "SPO-01": ("UNICEF", "financial support", ""),
    "SPO-02": ("Foreign & Common Wealth Office", "financial support", ""),
    "SPO-03": (
        "Royal Netherland Embassy; Oxfam",
        "financial support; financial support",
        "",
    ),
    "SPO-04": ("TFP; USAID", "financial support; financial support", ""),
    "SPO-05": ("DFID", "financial support", ""),
    "SPO-06": ("USAID-Gender Equity Programme", "financial support", ""),
    "SPO-07": (
        "Citizen Voice Project; USAID",
        "under the programme; initiated by",
        "USAID",
    ),
    "SPO-08": ("USAID-Gender Equity Program", "in collaboration", ""),
    "SPO-09": (
        "Alif Ailan; DFID",
        "in collaboration; in collaboration",
        "Alif Ailan; DFID",
    ),
    "SPO-10": ("", "", "NED"),
    "SPO-11": ("National Democratic Institute (NDI)", "financial support", ""),
    "SPO-12": ("Packard Foundation", "in collaboration", "Packard Foundation"),
    "SPO-13": ("British High Commission (BHC)", "financial support", ""),
    "SPO-14": ("Research Advocacy Fund (RAF)", "financial support", ""),
    "SPO-15": ("Care International in Pakistan", "financial support", ""),
}


DOCUMENTED = {project: BY_ID[project] for project in PROJECTS}
ON_PAGES = {project: BY_ID[project] for project in WEB}
PROVINCE = {"KPK": "Khyber Pakhtunkhwa", "Baluchistan": "Balochistan"}


def test_projects_are_those_of_the_documents_then_those_of_the_web_pages():
    ids = [row["project_id"] for row in TABLES["projects"]]
    assert ids == [*PROJECTS, *WEB]
    titles = [fold(row["title"]) for row in TABLES["projects"]]
    assert len(set(titles)) == len(ids)


@pytest.mark.parametrize("project", WEB)
def test_web_project_dates_scope_and_addresses(project):
    row = BY_ID[project]
    places = len(parts(row["districts"]))
    assert (row["start"], row["end"], row["scope"], places) == WEB[project]
    assert all(ADDRESS.fullmatch(source) for source in parts(row["sources"]))


def test_every_web_record_was_considered_and_joins_only_when_it_may():
    rows = TABLES["web_records"]
    assert [row["record_id"] for row in rows] == [f"PUB-{n:02d}" for n in range(1, 56)]
    outcomes = Counter(row["outcome"] for row in rows)
    assert outcomes == {"fills in": 12, "joined": 23, "context": 2, "stays out": 18}
    for row in rows:
        assert bool(row["project_id"]) == (row["outcome"] != "stays out")
        assert row["reason"] or row["outcome"] == "joined"
        if row["outcome"] == "joined":
            assert row["trust"] in {"A", "A2", "B"}
            assert row["project_id"] in WEB
            assert row["address"] in parts(BY_ID[row["project_id"]]["sources"])
    joined = {row["project_id"] for row in rows if row["outcome"] == "joined"}
    assert joined == set(WEB)


@pytest.mark.parametrize("project", PROJECTS)
def test_project_dates_scope_and_lines(project):
    row = BY_ID[project]
    found = [ref for ref in parts(row["sources"]) if REFERENCE.fullmatch(ref)]
    assert (
        row["start"],
        row["end"],
        row["scope"],
        len(parts(row["districts"])),
        "; ".join(found),
    ) == PROJECTS[project]


@pytest.mark.parametrize("project", PROJECTS)
def test_project_funding(project):
    row = BY_ID[project]
    columns = ("funders", "funding_as_stated", "funders_web")
    assert tuple(row[name] for name in columns) == FUNDING[project]


@pytest.mark.parametrize("row", TABLES["projects"], ids=BY_ID)
def test_project_dates_are_in_order(row):
    for name in ("start", "end"):
        assert re.fullmatch(r"(20\d\d(-(0[1-9]|1[0-2])(-\d\d)?)?)?", row[name])
    assert row["start"]
    assert row["start"] <= row["end"] or not row["end"]


@pytest.mark.parametrize("row", TABLES["projects"], ids=BY_ID)
def test_project_parallel_lists_are_of_equal_length(row):
    districts = len(parts(row["districts"]))
    assert len(parts(row["district_provinces"])) == districts
    assert len(parts(row["funding_as_stated"])) == len(parts(row["funders"]))
    assert bool(districts) == (row["scope"] == "districts")


@pytest.mark.parametrize("row", TABLES["projects"], ids=BY_ID)
def test_project_values_come_with_their_source_and_no_source_stands_alone(row):
    pairs = {
        "status": "status_source",
        "focus_area": "focus_area_source",
        "focus_area_inferred": "focus_area_inferred_reason",
        "sdg_as_written": "sdg_source",
        "funders_web": "funders_web_source",
    }
    for value, source in pairs.items():
        assert bool(row[value]) == bool(row[source]), value
    for name in ("status_source", "focus_area_source", "sdg_source"):
        if ADDRESS.fullmatch(row[name]):
            assert row[name] in parts(row["sources"])
    if row["funders_web"]:
        assert row["funders_web_source"] in parts(row["sources"])


@pytest.mark.parametrize("row", TABLES["projects"], ids=BY_ID)
def test_project_summary_has_two_sentences(row):
    assert len(re.findall(r"\.(?= |$)", row["summary"])) == 2


@pytest.mark.parametrize("row", TABLES["projects"], ids=BY_ID)
def test_project_texts_refer_to_lines_that_exist(row):
    for name in (
        "coverage",
        "dates_note",
        "focus_area_inferred_reason",
        "notes",
    ):
        for match in REFERENCE.finditer(row[name]):
            lines_of(match[0])


def test_projects_name_these_places():
    named = {
        project: row["districts"]
        for project, row in DOCUMENTED.items()
        if row["districts"]
    }
    assert named == {
        "SPO-01": "Tando Allahyar; Mirpurkhas; Umerkot; Sanghar",
        "SPO-03": "Khairpur; Larkana; Shikarpur; Sukkur",
        "SPO-05": "Bahawalpur; Bahawalnagar",
        "SPO-07": "Thatta; Badin; Karachi; Multan; Muzaffargarh; Khanewal",
        "SPO-12": "Lodhran; Khanewal; Matiari; Tando Mohammad Khan",
        "SPO-14": "Quetta; Badin; Faisalabad; Nowshera",
    }
    # Badin and Khanewal are each named by two projects.
    assert len({place for cell in named.values() for place in parts(cell)}) == 22


def test_projects_name_these_provinces_without_districts():
    named = {
        project: row["provinces"]
        for project, row in DOCUMENTED.items()
        if row["provinces"] and not row["districts"]
    }
    assert named == {
        "SPO-02": "Sindh; Punjab; Balochistan; Khyber Pakhtunkhwa",
        "SPO-08": "Sindh; Balochistan; Gilgit Baltistan; Azad Kashmir",
        "SPO-09": "Sindh; Balochistan",
        "SPO-13": "Sindh; Balochistan; Punjab; Khyber Pakhtunkhwa",
    }


def test_district_provinces_are_the_provinces_of_the_project():
    for row in TABLES["projects"]:
        if row["districts"]:
            written = parts(row["district_provinces"])
            stated = dict.fromkeys(PROVINCE.get(name, name) for name in written)
            assert list(stated) == parts(row["provinces"])


def test_projects_state_these_district_counts():
    counts = {p: r["n_districts_stated"] for p, r in BY_ID.items()}
    assert {p: n for p, n in counts.items() if n} == {
        "SPO-01": "4",
        "SPO-13": "42",
        "SPO-16": "13",
        "SPO-24": "2",
        "SPO-26": "6",
        "SPO-27": "8",
        "SPO-32": "4",
        "SPO-33": "2",
    }


def test_projects_have_these_focus_areas():
    stated = {p: r["focus_area"] for p, r in DOCUMENTED.items() if r["focus_area"]}
    assert stated == {
        "SPO-01": "Disaster Preparedness and Risk Reduction",
        "SPO-02": "Human Rights",
        "SPO-03": "Women Political Participation",
        "SPO-04": "Human Rights Capacity Building",
        "SPO-05": "Education",
        "SPO-07": "Governance",
        "SPO-09": "Education",
        "SPO-10": "Human Rights",
        "SPO-12": "Health",
        "SPO-13": "Peace & Governance",
        "SPO-14": "Women Political Participation",
        "SPO-15": "Human Rights",
    }
    inferred = {p for p, r in DOCUMENTED.items() if r["focus_area_inferred"]}
    assert inferred == {"SPO-03", "SPO-06", "SPO-08", "SPO-11", "SPO-14"}


def test_status_is_stated_or_empty():
    without = {p for p, r in BY_ID.items() if not r["status"]}
    assert without & set(PROJECTS) == {"SPO-06", "SPO-08", "SPO-11"}
    assert without & set(WEB) == {"SPO-19", "SPO-21", "SPO-26", "SPO-30", "SPO-31"}
    assert {r["status"] for r in BY_ID.values()} == {"Completed", "On-going", ""}
    ongoing = {p for p, r in BY_ID.items() if r["status"] == "On-going"}
    assert ongoing == {"SPO-23", "SPO-24", "SPO-25"}


def test_web_projects_have_these_focus_areas():
    stated = {p: r["focus_area"] for p, r in ON_PAGES.items() if r["focus_area"]}
    assert stated == {
        "SPO-16": "Inclusive and accountable democratic processes",
        "SPO-17": "Humanitarian Assistance (Emergency Relief)",
        "SPO-18": "Humanitarian Assistance (Early Recovery)",
        "SPO-20": "Peace; Education",
        "SPO-22": "Gender and Development (Early Recovery/Rehabilitation)",
        "SPO-24": "Education",
        "SPO-27": "Education",
        "SPO-28": "Education",
        "SPO-29": "Ending Violence Against Women (VAW); Humanitarian Assistance",
        "SPO-32": "Gender Based Violence",
        "SPO-33": "Education",
    }
    inferred = {p: r["focus_area_inferred"] for p, r in ON_PAGES.items()}
    assert {p: area for p, area in inferred.items() if area} == {
        "SPO-19": "Humanitarian Assistance",
        "SPO-23": "Education",
        "SPO-25": "Education",
        "SPO-26": "Health",
        "SPO-30": "Humanitarian Assistance",
        "SPO-31": "Humanitarian Assistance",
    }


def test_a_funder_that_is_not_certain_is_held():
    held = [p for p, r in BY_ID.items() if "held" in parts(r["funding_as_stated"])]
    assert held == ["SPO-30"]


@pytest.mark.parametrize("table", TABLES)
def test_references_point_at_lines_of_the_documents(table):
    columns = [
        name
        for name in TABLES[table][0]
        if name in ("source", "sources", "address") or name.endswith("_source")
    ]
    assert columns
    for row in TABLES[table]:
        for name in columns:
            for reference in parts(row[name]):
                if not ADDRESS.fullmatch(reference) and reference != CODE_LIST:
                    lines_of(reference)


def test_lines_of_rejects_lines_that_do_not_exist():
    for reference in ("000:53", "001:17", "003:5-4", "000:0", "000 13"):
        with pytest.raises(AssertionError):
            lines_of(reference)
