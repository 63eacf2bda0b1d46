"""Tehsils and the districts they lie in: to suggest a district, never to decide one."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from spo_geo.placenames import normalise


@dataclass(frozen=True, slots=True)
class Tehsils:
    """The ADM3 units of COD-AB by name.

    Attributes
    ----------
    districts_of : mapping of str to tuple of str
        P-codes of the districts in which a tehsil of a normalised name lies.
    """

    districts_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def districts(self, name: str) -> tuple[str, ...]:
        """Return the P-codes of the districts with a tehsil of this name."""
        return self.districts_of.get(normalise(name), ())


@lru_cache(maxsize=4)
def read_tehsils(path: Path) -> Tehsils:
    """Read ``geo/tehsils.csv``.

    Parameters
    ----------
    path : Path
        Columns `adm3_pcode`, `adm3_name`, `adm2_pcode`, `aliases`; from COD-AB
        Pakistan, valid 9 September 2022.

    Returns
    -------
    Tehsils
        Empty when there is no such file, for it only makes suggestions.
    """
    if not path.is_file():
        return Tehsils()
    found: dict[str, dict[str, None]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in (row["adm3_name"], *row["aliases"].split(";")):
                found.setdefault(normalise(name), {})[row["adm2_pcode"]] = None
    found.pop("", None)
    return Tehsils({name: tuple(codes) for name, codes in found.items()})
