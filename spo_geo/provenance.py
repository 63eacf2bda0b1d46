"""What every file carries, so that each number in it can be retraced."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from datetime import date
from typing import Any, get_origin, get_type_hints
from urllib.parse import urlencode

from spo_geo import __version__, attribution
from spo_geo.summary import summarise
from spo_geo.view import View
from spo_geo.wording import filters_in_words

# What a selection is, by keys of a summary; its sentences may be worded anew.
_HASHED = (
    "projects",
    "projects_by_scope",
    "by_year",
    "by_focus_area",
    "by_funder",
    "n_funders",
    "n_donor_partners",
    "n_undated_left_out",
)
# Left out while nothing is planned, so that stamps of before hold.
COUNTED_IF_ANY = frozenset({"n_planned", "n_districts_planned"})


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a file comes from.

    Attributes
    ----------
    program : str
        Name and version of the program.
    made : str
        Day on which the file was made (ISO 8601).
    filters, query : str
        The filters in words, and as the query of an address.
    n_projects, n_districts, n_not_on_map : int
        Selected projects, districts named, projects that name no district.
    records_date : str
        Date of the records (ISO 8601).
    data_version : str
        SHA-256 of ``data/`` and ``geo/``.
    selection : str
        SHA-256 of every number and id of the selection.
    boundaries : str
        Source, date, licence and disclaimer of the boundaries.
    numbers : mapping of str to int
        Every count of the summary, by its key there.
    content : str
        SHA-256 of the file's own rows; empty where a file has none.
    sheet : str
        Name of the sheet, where the projects are a visitor's own; else empty.
    """

    program: str
    made: str
    filters: str
    query: str
    n_projects: int
    n_districts: int
    n_not_on_map: int
    records_date: str
    data_version: str
    selection: str
    boundaries: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    content: str = ""
    sheet: str = ""

    def as_json(self) -> str:
        """Return the stamp as one line of JSON, for a file's metadata."""
        return json.dumps(asdict(self), ensure_ascii=True, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Stamp":
        """Return the stamp that `as_json` wrote.

        Parameters
        ----------
        text : str
            JSON; members that this version does not know are left out.

        Returns
        -------
        Stamp

        Raises
        ------
        ValueError
            When it is not the JSON of a stamp.
        """
        found = json.loads(text)
        if not isinstance(found, dict) or not _is_stamp(found):
            raise ValueError("not a stamp")
        date.fromisoformat(found["made"])
        return cls(**{f.name: found[f.name] for f in fields(cls) if f.name in found})

    def lines(self) -> tuple[str, ...]:
        """Return the stamp in words, a line an item."""
        return (
            f"Filters: {self.filters}",
            f"Projects: {self.n_projects}, of which {self.n_not_on_map} name no "
            "district on the map",
            f"Districts named: {self.n_districts}",
            attribution.records_line(self.records_date, self.sheet),
            self.boundaries,
            f"Made on {self.made} with {self.program}; data hash {self.data_version}",
        )


def make_stamp(view: View, made: date) -> Stamp:
    """Return the stamp of a selection.

    Parameters
    ----------
    view : View
        The selection.
    made : date
        The day to print.

    Returns
    -------
    Stamp
        The same for the same selection, data and day.
    """
    summary = summarise(view)
    return Stamp(
        program=f"spo_geo {__version__}",
        made=made.isoformat(),
        filters=filters_in_words(view),
        query=urlencode(view.filters.to_query(), doseq=True),
        n_projects=view.n_projects,
        n_districts=view.n_districts,
        n_not_on_map=view.n_projects_without_district,
        records_date=view.dataset.records.date,
        data_version=view.dataset.version,
        selection=_hash(summary),
        boundaries=attribution.BOUNDARIES,
        numbers={
            name: value
            for name, value in summary.items()
            if isinstance(value, int) and (value or name not in COUNTED_IF_ANY)
        },
        sheet=view.dataset.sheet,
    )


def _hash(summary: Mapping[str, Any]) -> str:
    content = {
        **{name: summary[name] for name in _HASHED},
        "districts": [
            [d["adm2_pcode"], d["project_ids"]] for d in summary["districts"]
        ],
        "held": [
            [h["project_id"], h["place"], [c["adm2_pcode"] for c in h["candidates"]]]
            for h in summary["held"]
        ],
    }
    if summary["projects_planned"]:
        content["projects_planned"] = summary["projects_planned"]
    text = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _is_stamp(found: Mapping[str, Any]) -> bool:
    """Tell whether every member is there and of the type of its field."""
    types = get_type_hints(Stamp)
    return all(
        isinstance(found[f.name], get_origin(types[f.name]) or types[f.name])
        if f.name in found
        else f.default is not MISSING or f.default_factory is not MISSING
        for f in fields(Stamp)
    )
