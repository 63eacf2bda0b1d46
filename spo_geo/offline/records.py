"""What the offline map knows of the selection, in as few bytes as reads well.

Sets of projects travel as the bit sets of `spo_geo.index`, so that the browser selects
by the same rules: bit *i* is the *i*-th project of the file, a filter is ``|`` within
and ``&`` between, a count is a population count. What a value includes (a parent its
children) is decided here and not again in the browser.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from spo_geo.bitsets import Bits, bit_positions
from spo_geo.classify import MAX_UNIT_CLASSES, PALETTE
from spo_geo.codelists import Code, CodeList
from spo_geo.dataset import Dataset
from spo_geo.model import Project, Result
from spo_geo.view import View
from spo_geo.wording import PROVINCES, filters_in_words

Repack = Callable[[Bits], str]


def file_data(view: View, *, details: bool = True) -> dict[str, Any]:
    """Return the selection as the script of the offline map reads it.

    Parameters
    ----------
    view : View
        The selection; nothing else of the records goes into the file.
    details : bool
        Whether summaries and stated results come with the projects.

    Returns
    -------
    dict
        Ready for JSON. A set of projects is the hexadecimal form of a bit set.
    """
    dataset, index = view.dataset, view.dataset.index
    repack = _repacker(view.bits)
    texts = Texts()
    projects = _projects(view, texts, details=details)
    return {
        "filters": filters_in_words(view),
        "filtered": bool(view.filters),
        "years": _years(view),
        "chosenYears": list(view.filters.years),
        "dated": repack(index.dated),
        "focusAreas": _options(dataset, "focus_areas", repack),
        "funders": _options(dataset, "funders", repack),
        "bodies": _bodies(dataset, repack),
        "scopes": [
            [code.label, repack(index.by["scopes"].get(code.key, 0))]
            for code in dataset.lists["scopes"]
        ],
        "districts": _districts(view, repack),
        "held": _held(view),
        "projects": projects,
        "texts": texts.listed(),
        "palette": PALETTE,
        "maxUnitClasses": MAX_UNIT_CLASSES,
        "provinces": sorted(PROVINCES),
    }


def _repacker(selected: Bits) -> Repack:
    """Return the function that renumbers a bit set over the selected projects."""
    place = {bit: i for i, bit in enumerate(bit_positions(selected))}

    def repack(bits: Bits) -> str:
        return f"{sum(1 << place[bit] for bit in bit_positions(bits & selected)):x}"

    return repack


def _years(view: View) -> list[int]:
    """Return the years that a reader may choose: active ones, within the filter."""
    if view.first_year is None or view.last_year is None:
        return []
    span = range(view.first_year, view.last_year + 1)
    chosen = view.filters.years
    return [year for year in span if not chosen or year in chosen]


def _options(dataset: Dataset, name: str, repack: Repack) -> list[list[object]]:
    """Return the values of a filter: label, menu label, depth, projects."""
    sets = {key: repack(bits) for key, bits in dataset.index.by[name].items()}
    occurring = [code for code in dataset.lists[name] if int(sets[code.key], 16)]
    codes = CodeList(name, occurring)
    return [
        [code.label, code.menu_label, depth, sets[code.key]]
        for code, depth in _tree(codes)
    ]


def _tree(codes: CodeList) -> Iterator[tuple[Code, int]]:
    """Yield each value with its depth, those that it includes after it."""
    for root in codes:
        if root.parent in codes:
            continue
        depth = {root.parent: -1}
        for key in codes.family(root.key):
            depth[key] = depth[codes[key].parent] + 1
            yield codes[key], depth[key]


def _bodies(dataset: Dataset, repack: Repack) -> list[list[str]]:
    """Return of each body the projects it funded, and those it is a partner of."""
    funded, partnered = dataset.index.funded_by, dataset.index.partnered_by
    sets = (
        [repack(funded.get(body, 0)), repack(partnered.get(body, 0))]
        for body in sorted({*funded, *partnered})
    )
    return [pair for pair in sets if pair != ["0", "0"]]


def _districts(view: View, repack: Repack) -> list[list[str]]:
    """Return the districts that are counted: codes, names, projects."""
    sets = view.dataset.index.by["districts"]
    return [
        [
            count.district.adm2_pcode,
            count.district.adm2_name,
            count.district.adm1_pcode,
            count.district.adm1_name,
            repack(sets[count.district.adm2_pcode]),
        ]
        for count in view.district_counts
    ]


def _held(view: View) -> list[list[object]]:
    number = {project.project_id: i for i, project in enumerate(view.projects)}
    return [
        [
            held.place,
            number[held.project_id],
            held.reason,
            " ".join(candidate.adm2_pcode for candidate in held.candidates),
        ]
        for held in view.held
    ]


def _projects(view: View, texts: "Texts", *, details: bool) -> list[list[Any]]:
    """Return a row a project, its texts by their number."""
    outside = _n_outside(view)
    return [
        [
            texts.number(project.coverage),
            texts.number(project.n_districts_stated),
            outside[project.project_id],
            texts.number(project.focus_area_in_words),
            texts.numbers(funders(view.dataset, project)),
            texts.number(project.status),
            texts.number("; ".join(project.implementing_partners)),
            texts.numbers(project.sources),
            *(_details(view.dataset, project) if details else ()),
        ]
        for project in view.projects
    ]


class Texts:
    """Texts that many projects share, each once; a row holds their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of a text, which is a new one when it is new."""
        return self._numbers.setdefault(text, len(self._numbers))

    def numbers(self, texts: Iterable[str]) -> list[int]:
        """Return the numbers of several texts."""
        return [self.number(text) for text in texts]

    def listed(self) -> list[str]:
        """Return the texts in the order of their numbers."""
        return list(self._numbers)


def _n_outside(view: View) -> Mapping[str, int]:
    """Count the districts of each project that lie outside the place filters."""
    outside = Counter(row.project_id for row in view.dataset.coverage.located)
    outside.subtract(key for c in view.district_counts for key in c.project_ids)
    return outside


def _details(dataset: Dataset, project: Project) -> tuple[str, list[list[str]]]:
    results = dataset.results_of.get(project.project_id, ())
    return project.summary, [_result(result) for result in results]


def _result(result: Result) -> list[str]:
    number = " ".join(filter(None, (result.qualifier, result.value, result.unit)))
    return [number, result.indicator, result.note, result.source]


def funders(dataset: Dataset, project: Project) -> Iterable[str]:
    """Return the funders, each with how the source puts it.

    Parameters
    ----------
    dataset : Dataset
        Gives the funders' names.
    project : Project
        As recorded.

    Returns
    -------
    iterable of str
        Such as ``Oxfam – in collaboration; funding not stated``.
    """
    codes = dataset.records.funders
    for funding in project.funding:
        listed = funding.funder_id in codes
        name = codes[funding.funder_id].label if listed else funding.as_written
        yield f"{name} – {funding.label()}"
