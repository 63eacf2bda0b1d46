"""Code lists: the values a filter may take, the words for them, and their parents.

A code list knows every listed spelling of a value and finds a value by exactly
those (case, spaces and punctuation aside). Similarity only orders suggestions.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from spo_geo.errors import UnknownValueError

NOT_STATED = "not-stated"
NOT_STATED_LABEL = "Not stated"

TOO_NEAR: Final = 0.85
"""Likeness (difflib's ratio) to a listed spelling from which a word is asked about.

It never says what the word means; below it a word is simply a new value.
"""

_IN_BRACKETS: Final = re.compile(r"\s*([^()]+)\(([^()]+)\)\s*")

AMBIGUOUS: Final = {
    "hr": "human rights or human resources",
    "australiandevelopmentagency": "the Austrian Development Agency or Australian aid",
}
"""Folded words that mean two things, from SPO's own tables."""


def fold(text: str) -> str:
    """Reduce a word to what makes it that word: letters and digits, caseless.

    Parameters
    ----------
    text : str
        Words as typed.

    Returns
    -------
    str
        NFKC, casefolded, without spaces and punctuation.

    Examples
    --------
    >>> fold(" F.C.O. ") == fold("fco")
    True
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _is_acronym(text: str) -> bool:
    """Tell whether a word is a few capitals, such as FCDO, which is near FCO only."""
    letters = re.sub(r"[\W\d_]+", "", text)
    return letters.isupper() and len(letters) < 7


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code list.

    Attributes
    ----------
    key : str
        Short form, used in addresses and on the command line.
    name : str
        What it is called.
    parent : str
        Key of the value that includes this one, or empty.
    aliases : tuple of str
        Further spellings that mean this value.
    acronym : str
        Its usual abbreviation, or empty.
    """

    key: str
    name: str
    parent: str = ""
    aliases: tuple[str, ...] = ()
    acronym: str = ""

    @property
    def label(self) -> str:
        """The name as prose writes it, the acronym in brackets."""
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    @property
    def menu_label(self) -> str:
        """The name as a narrow menu writes it, the acronym first."""
        return f"{self.acronym} – {self.name}" if self.acronym else self.name


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word of a record is taken for.

    Attributes
    ----------
    status : {'listed', 'new', 'held'}
        A value of the list, a value of its own, or one that a person decides on.
    key : str
        Key in the list, or the word itself when it is new; empty when held.
    reason : str
        Why it is held, in words.
    suggestions : tuple of str
        Labels it could mean.
    """

    status: Literal["listed", "new", "held"]
    key: str
    reason: str = ""
    suggestions: tuple[str, ...] = ()


class CodeList:
    """The values of one filter, in the order in which they are listed.

    Parameters
    ----------
    name : str
        What a value is called in messages, such as ``funder``.
    codes : iterable of Code
        The values; a spelling that two of them claim belongs to the first.

    Examples
    --------
    >>> funders = CodeList("funder", [Code("FCO", "Foreign Office", "", ("F.C.O",))])
    >>> funders.resolve("fco").label
    'Foreign Office'
    """

    def __init__(self, name: str, codes: Iterable[Code]) -> None:
        self.name = name
        self._codes = {code.key: code for code in codes}
        self._keys: dict[str, str] = {}
        for code in self._codes.values():
            for spelling in (code.key, code.name, code.acronym, *code.aliases):
                self._keys.setdefault(fold(spelling), code.key)
        self._keys.pop("", None)
        self._children: dict[str, list[str]] = {}
        for code in self._codes.values():
            self._children.setdefault(code.parent, []).append(code.key)

    def __iter__(self) -> Iterator[Code]:
        return iter(self._codes.values())

    def __len__(self) -> int:
        return len(self._codes)

    def __getitem__(self, key: str) -> Code:
        return self._codes[key]

    def __contains__(self, key: str) -> bool:
        return key in self._codes

    def label_of(self, key: str, otherwise: str) -> str:
        """Return the label of a key, or another text where no value has it."""
        return self._codes[key].label if key in self._codes else otherwise

    def find(self, text: str) -> Code | None:
        """Return the value that a spelling is listed for, else None.

        A name with another spelling of the same value in brackets is one, such as
        ``Department for International Development (DFID)``.
        """
        key = self._keys.get(fold(text))
        if key is None and (parts := _IN_BRACKETS.fullmatch(text)):
            keys = {self._keys.get(fold(part)) for part in parts.groups()}
            key = keys.pop() if len(keys) == 1 else None
        return self._codes[key] if key is not None else None

    def read(self, text: str) -> Reading:
        """Take a word of a record for a listed value, for a new one, or hold it.

        Parameters
        ----------
        text : str
            One value as written, not empty.

        Returns
        -------
        Reading
            Held when the word means two things, could be short for a listed value,
            or is almost a listed spelling. Likeness asks; it never decides.

        Examples
        --------
        >>> areas = CodeList("focus area", [Code("Human Rights", "Human Rights")])
        >>> areas.read("human rights").key, areas.read("Climate Change").status
        ('Human Rights', 'new')
        >>> areas.read("HR").suggestions, areas.read("Human Rigths").status
        (('Human Rights',), 'held')
        """
        code = self.find(text)
        if code is not None:
            return Reading("listed", code.key)
        short = self._short_for(text)
        meanings = AMBIGUOUS.get(fold(text))
        if meanings or short:
            reason = meanings or f"could be short for {' or '.join(short)}; not listed"
            return Reading("held", "", reason, short)
        near = difflib.get_close_matches(fold(text), self._keys, n=3, cutoff=TOO_NEAR)
        if near and not _is_acronym(text):
            labels = dict.fromkeys(self._codes[self._keys[k]].label for k in near)
            reason = "almost a listed value; likeness does not decide"
            return Reading("held", "", reason, tuple(labels))
        return Reading("new", text)

    def _short_for(self, text: str) -> tuple[str, ...]:
        """Return the names of several words whose initials a word in capitals is."""
        letters = re.sub(r"[\W\d_]+", "", text)
        if not (letters.isupper() and 1 < len(letters) < 6):
            return ()
        initials = {
            code.name: "".join(w[0] for w in re.findall(r"[^\W\d_]+", code.name))
            for code in self
        }
        return tuple(n for n, first in initials.items() if first.upper() == letters)

    def resolve(self, text: str) -> Code:
        """Return the value that a spelling is listed for.

        Parameters
        ----------
        text : str
            Key, label or alias.

        Returns
        -------
        Code
            The value.

        Raises
        ------
        UnknownValueError
            When the spelling is not listed; names the nearest valid values.
        """
        code = self.find(text)
        if code is None:
            raise UnknownValueError(
                f"unknown {self.name}",
                got=text,
                allowed=self.nearest(text),
                next_step=f"write one of these, or leave the {self.name} filter out",
            )
        return code

    def nearest(self, text: str, n: int = 8) -> tuple[str, ...]:
        """Return at most `n` labels, the most similar first.

        Short lists are given whole, so that the user sees every choice.
        """
        if len(self._codes) <= n:
            return tuple(code.label for code in self)
        order = difflib.get_close_matches(fold(text), self._keys, n=4 * n, cutoff=0.3)
        keys = dict.fromkeys(self._keys[word] for word in order)
        keys.update(dict.fromkeys(self._codes))
        return tuple(self._codes[key].label for key in list(keys)[:n])

    def family(self, key: str) -> tuple[str, ...]:
        """Return a key with the keys of all values below it."""
        keys = [key]
        for child in self._children.get(key, ()):
            keys.extend(self.family(child))
        return tuple(keys)

    def root(self, key: str) -> str:
        """Return the key of the topmost value that includes this one."""
        parent = self._codes[key].parent
        return self.root(parent) if parent in self._codes else key
