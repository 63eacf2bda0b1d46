"""What every file carries, so that each number in it can be retraced."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlencode

from spo_geo import __version__, attribution
from spo_geo.summary import summarise
from spo_geo.view import View
from spo_geo.wording import filters_in_words

# Keys of a summary that speak of the data as a whole, not of the selection.
_OF_THE_DATA = frozenset({"data_date", "data_version"})


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

    def as_json(self) -> str:
        """Return the stamp as one line of JSON, for a file's metadata."""
        return json.dumps(asdict(self), ensure_ascii=True, sort_keys=True)

    def lines(self) -> tuple[str, ...]:
        """Return the stamp in words, a line an item."""
        return (
            f"Filters: {self.filters}",
            f"Projects: {self.n_projects}, of which {self.n_not_on_map} name no "
            "district and are not on the map",
            f"Districts named: {self.n_districts}",
            f"{attribution.records_line(self.records_date)}",
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
        selection=selection_hash(view),
        boundaries=attribution.BOUNDARIES,
    )


def selection_hash(view: View) -> str:
    """Hash every number and id of a selection.

    Parameters
    ----------
    view : View
        The selection.

    Returns
    -------
    str
        SHA-256, hexadecimal; unchanged by records that the selection leaves out.
    """
    numbers = {k: v for k, v in summarise(view).items() if k not in _OF_THE_DATA}
    content = json.dumps(numbers, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()
