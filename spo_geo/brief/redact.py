"""A view in which some funders and all sums of money are not named.

The words are taken out of the records themselves, so that whatever reads the view
(table, caption, map) cannot name them. No number changes: the projects stay, and
their funders are still counted.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from spo_geo.codelists import NOT_STATED, Code, CodeList
from spo_geo.dataset import Dataset, join
from spo_geo.model import Funding, Project, Result
from spo_geo.records import Records
from spo_geo.view import View

NOT_NAMED: Final = "a funder not named here"
AMOUNT: Final = "an amount not given here"
ADDRESS: Final = "web address left out, as it names a funder"

_CURRENCY: Final = (
    r"(?:PKR|Rs\b\.?|rupees?|USD|US\$|GBP|EUR|euros?|dollars?|pounds?|[$£€₨])"
)
_AMOUNT: Final = (
    r"\d[\d,.]*(?:\s*(?:million|billion|lakhs?|crores?|thousand|mn|bn|[mk])\b)?(?:/-)?"
)
MONEY: Final = re.compile(
    rf"(?<!\w){_CURRENCY}\s*{_AMOUNT}|{_AMOUNT}\s*{_CURRENCY}(?!\w)", re.IGNORECASE
)
_MONEY_UNIT: Final = re.compile(rf"(?<!\w){_CURRENCY}(?!\w)", re.IGNORECASE)

_PROSE: Final = (
    "title",
    "title_as_written",
    "dates_note",
    "coverage",
    "focus_area_inferred_reason",
    "sdg_as_written",
    "summary",
    "notes",
)
_LISTS: Final = ("implementing_partners", "collaborators", "focus_areas_held")
_ADDRESSES: Final = ("status_source", "focus_area_source", "sdg_source")
_ACRONYM_LENGTH: Final = 6


def redacted(view: View, funders: Iterable[str], *, amounts: bool) -> View:
    """Return the same selection with words taken out.

    Parameters
    ----------
    view : View
        The selection.
    funders : iterable of str
        Keys of funders that are not named, nor those below them.
    amounts : bool
        Whether sums of money are left out.

    Returns
    -------
    View
        With the same projects and numbers. Every listed spelling of the funders is
        replaced wherever a record writes it, also in the filters and as a key, and
        the web addresses of their projects are left out, since the pages name them.
    """
    hidden = hidden_family(view.dataset, funders)
    if not hidden and not amounts:
        return view
    cleaner = _Cleaner(view.dataset, hidden, amounts)
    funder_keys = tuple(cleaner.hidden.get(key, key) for key in view.filters.funders)
    return View(
        cleaner.dataset(), replace(view.filters, funders=funder_keys), view.bits
    )


def hidden_family(dataset: Dataset, funders: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of some funders and of all below them, each once."""
    codes = dataset.records.funders
    families = (codes.family(key) if key in codes else (key,) for key in funders)
    keys = dict.fromkeys(key for family in families for key in family)
    return tuple(key for key in keys if key != NOT_STATED)


def names_hidden(dataset: Dataset, funders: Iterable[str], text: str) -> bool:
    """Tell whether a text writes a spelling of a funder that shall not be named."""
    pattern = _spellings(dataset, hidden_family(dataset, funders))
    return bool(pattern and pattern.search(text))


class _Cleaner:
    """Makes the data set that the view is shown with.

    Attributes
    ----------
    hidden : dict of str to str
        Key of a hidden funder to its stand-in, which is both key and label.
    """

    def __init__(
        self, dataset: Dataset, hidden: tuple[str, ...], amounts: bool
    ) -> None:
        self.source = dataset
        self.hidden = {key: _stand_in(i) for i, key in enumerate(hidden)}
        self.amounts = amounts
        self.pattern = _spellings(dataset, hidden)

    def dataset(self) -> Dataset:
        """Clean the records and join them anew: nothing else knows the names."""
        source = self.source
        funders = source.records.funders
        records: Records = replace(
            source.records,
            projects=tuple(map(self._project, source.projects)),
            funders=CodeList(funders.name, map(self._code, funders)),
            results=tuple(map(self._result, source.records.results)),
        )
        return join(records, source.gazetteer, source.version)

    def text(self, text: str) -> str:
        if self.pattern:
            text = self.pattern.sub(NOT_NAMED, text)
        return MONEY.sub(AMOUNT, text) if self.amounts else text

    def _project(self, project: Project) -> Project:
        words: dict[str, Any]
        words = {name: self.text(getattr(project, name)) for name in _PROSE}
        for name in _LISTS:
            words[name] = tuple(map(self.text, getattr(project, name)))
        if any(funding.funder_id in self.hidden for funding in project.funding):
            words["sources"] = tuple(
                dict.fromkeys(map(_without_address, project.sources))
            )
            for name in _ADDRESSES:
                words[name] = _without_address(getattr(project, name))
        words["funding"] = tuple(map(self._funding, project.funding))
        return replace(project, **words)

    def _funding(self, funding: Funding) -> Funding:
        stand_in = self.hidden.get(funding.funder_id)
        if stand_in is None:
            return replace(funding, as_written=self.text(funding.as_written))
        address = funding.web_source and ADDRESS
        return Funding(stand_in, stand_in, funding.basis, address)

    def _result(self, result: Result) -> Result:
        prose: dict[str, Any] = {
            name: self.text(getattr(result, name))
            for name in ("indicator", "value", "unit", "quote", "note")
        }
        if self.amounts and _MONEY_UNIT.search(f"{result.value} {result.unit}"):
            hidden = dict.fromkeys(("unit", "qualifier", "quote"), "")
            prose |= {"value": AMOUNT, **hidden}
        return replace(result, **prose)

    def _code(self, code: Code) -> Code:
        parent = self.hidden.get(code.parent, code.parent)
        stand_in = self.hidden.get(code.key)
        if stand_in is not None:
            return Code(stand_in, stand_in, parent)
        return replace(code, parent=parent)


def _stand_in(number: int) -> str:
    """Name hidden funders apart, so that one funder is the same all through."""
    return f"{NOT_NAMED} ({number + 1})" if number else NOT_NAMED


def _without_address(source: str) -> str:
    return ADDRESS if source.casefold().startswith("http") else source


def _spellings(dataset: Dataset, hidden: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds every listed spelling of the funders, the longest first."""
    spellings: set[str] = set()
    for key in hidden:
        spellings.add(key)
        if key in dataset.records.funders:
            code = dataset.records.funders[key]
            spellings |= {code.name, code.acronym, code.label, *code.aliases}
    spellings |= {
        funding.as_written
        for project in dataset.projects
        for funding in project.funding
        if funding.funder_id in set(hidden)
    }
    ordered = sorted(spellings - {""}, key=lambda text: (-len(text), text))
    if not ordered:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spelling, ordered))})(?!\w)")


def _spelling(text: str) -> str:
    """Find one spelling; of an acronym only the capitals, "care" is a word."""
    pattern = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", text)))
    is_acronym = text.isupper() and len(text) <= _ACRONYM_LENGTH
    return pattern if is_acronym else f"(?i:{pattern})"
