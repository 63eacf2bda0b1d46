"""Split a cell of names into stretches, and keep listed names whole."""

import re
from typing import Final

from spo_geo.codelists import CodeList
from spo_geo.intake.words.text import part_of_list

# A cell pasted from a document breaks its lines inside a name: "Embassy of⏎the …".
STRONG: Final = re.compile(r"[;؛|•●▪]|(?<! of)(?<! the)(?<! for)\n|\.{3,}")
_WEAK: Final = re.compile(
    r"\s*(,|،|&|\+|/|\band\b|\bاور\b|\s[-–]\s|(?<=\w)-(?=\w))\s*", re.I
)
"""Separators that no name holds, and those that some names hold."""

_SIC: Final = re.compile(r"\s*[\[(]\s*sic\s*[\])]", re.I)


def one_name(text: str) -> str:
    """Return a name without the comma or the full stop after it; F.C.O. keeps its."""
    bare = _SIC.sub("", part_of_list(text)).strip(" ,–-")
    return bare if re.search(r"(?:^|[\s.])\w\.$", bare) else bare.rstrip(".")


def atoms_of(text: str) -> list[tuple[str, str]]:
    """Split at every weak separator outside brackets; each atom with what precedes."""
    atoms: list[tuple[str, str]] = []
    depth, at, mark = 0, 0, ""
    for i, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        found = _WEAK.match(text, i) if depth <= 0 and i >= at else None
        if found and found[1] and text[at : found.start()].strip():
            atoms.append((mark, text[at : found.start()].strip()))
            at, mark = found.end(), found[1].strip()
    atoms.append((mark, text[at:].strip()))
    return [(mark, atom) for mark, atom in atoms if atom]


def runs_of(text: str, codes: CodeList) -> list[tuple[str, str, bool]]:
    """Put atoms together that make one listed name, the longest first."""
    atoms = atoms_of(text)
    runs: list[tuple[str, str, bool]] = []
    i = 0
    while i < len(atoms):
        for j in range(min(len(atoms), i + 5), i, -1):
            whole = _between(text, atoms[i:j])
            listed = codes.find(whole) is not None
            if listed or j == i + 1:
                runs.append((atoms[i][0], whole, listed))
                i = j
                break
    return runs


def _between(text: str, atoms: list[tuple[str, str]]) -> str:
    """Return the stretch of the text from the first of some atoms to the last."""
    pattern = r".{1,7}?".join(re.escape(atom) for _, atom in atoms)
    found = re.search(pattern, text)
    return found[0] if found else atoms[0][1]
