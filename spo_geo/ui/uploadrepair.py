"""What a person chose for held words, as a line of the repair log."""

from collections.abc import Sequence
from datetime import datetime

from spo_geo.dataset import Dataset
from spo_geo.dates import ONGOING
from spo_geo.errors import SpoGeoError
from spo_geo.gazetteer import Gazetteer
from spo_geo.intake.repairs.repair import Kind, Repair
from spo_geo.intake.words.dates import read_dates
from spo_geo.intake.words.sdg import read_sdg
from spo_geo.tables import split_list
from spo_geo.ui.uploadheld import Held, Spot, code_list


def place_repair(
    held: Held, pcodes: Sequence[str], gazetteer: Gazetteer, only: Spot | None = None
) -> Repair:
    """Read words as districts.

    Parameters
    ----------
    held : Held
        The words.
    pcodes : sequence of str
        The districts; none when the words are not a place.
    gazetteer : Gazetteer
        Their names.
    only : Spot, optional
        The one row that it is for; every row with these words when left out.

    Returns
    -------
    Repair
    """
    districts = [gazetteer.districts[pcode] for pcode in pcodes]
    names = "; ".join(f"{d.adm2_name}, {d.adm1_name}" for d in districts)
    kinds: tuple[Kind, ...] = ("not a place", "place", "split")
    return _repair(held, kinds[min(len(districts), 2)], names, only)


def date_repair(held: Held, text: str, only: Spot | None = None) -> Repair:
    """Read words as the date or the period that a person wrote.

    Parameters
    ----------
    held : Held
        The words.
    text : str
        One date in any form that is not in doubt; two for a period; ``ongoing``.
    only : Spot, optional
        The one row that it is for.

    Returns
    -------
    Repair

    Raises
    ------
    SpoGeoError
        When the text is no date, or could be two.
    """
    parts = [part for one in split_list(text) for part in _dates(one)]
    if len(parts) not in (1, 2):
        raise SpoGeoError("one date is needed, or two for a period", got=text)
    return _repair(held, "date", "; ".join(parts), only)


def value_repair(
    held: Held, text: str, dataset: Dataset, only: Spot | None = None
) -> Repair:
    """Read words as the names that a person chose or wrote.

    Parameters
    ----------
    held : Held
        The words.
    text : str
        One name, or several parted by semicolons.
    dataset : Dataset
        Its lists tell whether a name is itself in doubt.
    only : Spot, optional
        The one row that it is for.

    Returns
    -------
    Repair

    Raises
    ------
    SpoGeoError
        When nothing is written, or a name is in doubt like the words themselves.
    """
    names = split_list(text)
    codes = code_list(held.column, dataset)
    if not names:
        raise SpoGeoError("nothing is written")
    if held.column == "sdg" and (read_sdg(text).wrong or not read_sdg(text).goals):
        raise SpoGeoError("goals are numbers from 1 to 17", got=text)
    for name in names if codes else ():
        reading = codes.read(name)  # type: ignore[union-attr] # there are codes here
        if reading.status == "held":
            raise SpoGeoError(
                f"this is in doubt as well: {reading.reason}",
                got=name,
                next_step="choose a listed one, or write the name in full",
            )
    return _repair(held, "value", "; ".join(names), only)


def now() -> str:
    """Return day and time as the log writes them (ISO 8601, with offset)."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _repair(held: Held, kind: Kind, read_as: str, only: Spot | None) -> Repair:
    spot = only or held.spots[0]
    return Repair(
        column=held.column,
        written=held.written,
        read_as=read_as,
        kind=kind,
        when=now(),
        sheet=spot.sheet,
        row=spot.row,
        record=only.record if only else "",
    )


def _dates(text: str) -> list[str]:
    if text.casefold() == ONGOING:
        return [ONGOING]
    found = read_dates(text)
    if found.ongoing and not found.start:
        return [ONGOING]
    if found.held or not found.start:
        raise SpoGeoError(
            found.held or "no date",
            got=text,
            allowed=["2014", "2014-09", "15 Sep 2014", ONGOING],
        )
    return [str(found.start), *([str(found.end)] if found.end else [])]
