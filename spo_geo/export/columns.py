"""The columns of the tables: one name, one meaning, in every file."""

from typing import Final

RECORD: Final = (
    "title_as_written",
    "status_source",
    "dates_note",
    "focus_area",
    "focus_area_source",
    "focus_area_inferred",
    "focus_area_inferred_reason",
    "sdg_as_written",
    "sdg_source",
    "funders",
    "funding_as_stated",
    "funders_web",
    "funders_web_source",
    "notes",
)
"""Columns for those who retrace a record: last, not wrapped, not printed."""

DISTRICT: Final = ("adm2_pcode", "adm2_name", "adm1_pcode", "adm1_name")
PLACE: Final = ("place_as_written", "place_province")
_DATES: Final = ("start", "end")
_WHO: Final = (
    "focus_area_used",
    "focus_area_basis",
    "sdg",
    "funder_names",
    "funding_in_words",
    "implementing_partners",
    "collaborators",
)

PLACES: Final = (
    "project_id",
    "title",
    "status",
    *_DATES,
    "scope",
    "coverage",
    *PLACE,
    "place_status",
    *DISTRICT,
    "place_note",
    "candidates",
    *_WHO,
    "summary",
    "source_kind",
    "sources",
    "provinces",
    "n_districts_stated",
    *RECORD,
)
"""One row a project and place: the CSV file, before ``about`` and ``stamp``."""

PROJECTS: Final = (
    "project_id",
    "title",
    "status",
    *_DATES,
    "scope",
    "coverage",
    "n_districts",
    "adm2_names",
    "adm2_pcodes",
    "places_held",
    "focus_area_used",
    "funder_names",
    *(name for name in _WHO if name not in ("focus_area_used", "funder_names")),
    "summary",
    "source_kind",
    "sources",
    "provinces",
    "n_districts_stated",
    *RECORD,
)
PAIRS: Final = (
    "project_id",
    "title",
    *DISTRICT,
    *PLACE,
    "place_note",
    "status",
    *_DATES,
    "focus_area_used",
    "funder_names",
)
DISTRICTS: Final = (
    *DISTRICT,
    "n_projects",
    "n_planned",
    "project_ids",
    "first_year",
    "last_year",
    "focus_areas",
    "funder_names",
    "donor_partners",
)
NOT_ON_MAP: Final = (
    "kind",
    "project_id",
    "title",
    "coverage",
    "provinces",
    "n_districts_stated",
    *PLACE,
    "place_note",
    "candidates",
    "scope",
    *_DATES,
    "funder_names",
)
ABOUT: Final = ("item", "value")

DATES: Final = frozenset(_DATES)
NUMBERS: Final = frozenset(
    {
        "n_districts",
        "n_districts_stated",
        "n_projects",
        "n_planned",
        "first_year",
        "last_year",
        "sdg",
        "value",
    }
)
"""Columns in which a workbook stores whole numbers as numbers."""

MEANING: Final = {
    "project_id": "Id of the project in the records.",
    "title": "Title of the project.",
    "status": "Status as stated.",
    "start": "First day, month or year, as precise as stated (YYYY-MM-DD).",
    "end": "Last day, month or year, as precise as stated; or ongoing.",
    "scope": "districts, provinces, national, count (a number of districts, none "
    "named), institutional (federal or provincial level, no place) or not-stated.",
    "coverage": "Coverage in the words of the source.",
    "place_as_written": "The place in the words of the record.",
    "place_province": "The province that the record gives for the place.",
    "place_status": "resolved: read as the district beside it; held: could be "
    "several, never counted; else why there is no place.",
    "adm2_pcode": "P-code of the district (ADM2, COD-AB).",
    "adm2_name": "District (ADM2), as COD-AB names it.",
    "adm1_pcode": "P-code of the province or territory (ADM1, COD-AB).",
    "adm1_name": "Province or territory (ADM1).",
    "place_note": "How the place was read, or why it is held.",
    "candidates": "The districts that a held place could mean.",
    "n_districts": "Districts of the project that are on the map.",
    "adm2_names": "Their names.",
    "adm2_pcodes": "Their P-codes, in the order of the names.",
    "places_held": "Places of the project that are held.",
    "focus_area_used": "Focus area that filters read: stated, else inferred.",
    "focus_area_basis": "stated, inferred or not stated.",
    "sdg": "Sustainable Development Goals as stated, by number.",
    "funder_names": "Funders, by their names in the funder list.",
    "funding_in_words": "How the source puts each funder, in the same order.",
    "implementing_partners": "Implementing partners as stated.",
    "collaborators": "Collaborators as stated.",
    "summary": "The project in two sentences.",
    "source_kind": "documents, or web where only web pages state the project.",
    "sources": "File and line, or address, of what is stated.",
    "n_projects": "Projects of the selection that name the district.",
    "n_planned": "Those of them that are planned or announced only, by their status.",
    "project_ids": "Their ids.",
    "first_year": "First calendar year in which one of them was active.",
    "last_year": "Last calendar year in which one of them was active.",
    "focus_areas": "Their focus areas, stated or inferred.",
    "donor_partners": "Donors named as partners; that they paid is not stated.",
    "kind": "Why it is not on the map: the project's scope, or a held place.",
    "provinces": "Provinces that the record names.",
    "n_districts_stated": "Number of districts that the source states.",
    "title_as_written": "Title in the source, where it differs.",
    "status_source": "Source of the status.",
    "dates_note": "Note on the dates.",
    "focus_area": "Focus area as a source states it.",
    "focus_area_source": "Source of the focus area.",
    "focus_area_inferred": "Focus area inferred by this project.",
    "focus_area_inferred_reason": "Reason for the inferred focus area.",
    "sdg_as_written": "SDG in the words of the source.",
    "sdg_source": "Source of the SDG.",
    "funders": "Funders as the documents write them.",
    "funding_as_stated": "The documents' words for each of them, in that order.",
    "funders_web": "Funders that SPO's own web card names.",
    "funders_web_source": "Address of that card.",
    "notes": "Notes on the record.",
    "geometry": "Outline of the district, WGS 84.",
    "about": "What the file is, on its first row.",
    "stamp": "The same for the program's verify command, on the first row.",
}
"""What each column holds, for the sheet *About* and ``docs/exports.md``."""
