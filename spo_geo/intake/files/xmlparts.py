"""XML read as a stream, without document types, entities, or deep nesting.

The parser is expat of the standard library. It keeps nothing of a part but the open
elements, fetches nothing, and stops at a document type declaration, without which XML
has no entities of its own.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.parsers import expat

from spo_geo.intake.files.limits import (
    LIMIT_CELL_CHARS,
    LIMIT_DEPTH,
    LIMIT_NAMES,
    LIMIT_TOKEN,
    Budget,
    Refused,
    damaged,
)

Attributes = dict[str, str]

_FRESH_ONE = "do not use this file; ask for a fresh one"


class Handler:
    """What is done with the elements of a part.

    Parameters
    ----------
    budget : Budget
        Counts the elements of all parts of a file.

    Attributes
    ----------
    starts : dict of str to callable
        By name of an element, without prefix: takes its attributes.
    ends : dict of str to callable
        By name of an element, without prefix.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.starts: dict[str, Callable[[Attributes], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}

    def check(self) -> None:
        """Look after a piece of the part whether all is well so far."""


class TextHandler(Handler):
    """Besides, collects texts and watches their length.

    Parameters
    ----------
    budget : Budget
        Raises when a text or all texts are too long, too.

    Attributes
    ----------
    pieces : list of str
        Every piece of text since the last `open_text`.
    """

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.pieces: list[str] = []
        self._open = False

    def open_text(self, _: Attributes) -> None:
        """Begin a text: an element whose content matters starts."""
        self.pieces.clear()
        self._open = True

    def close_text(self) -> str:
        """Return the text of the element that ends."""
        self._open = False
        return "".join(self.pieces)

    def check(self) -> None:
        """Raise `Refused` when an open text is too long; forget what is none."""
        if not self._open:
            self.pieces.clear()
        elif len(self.pieces) > 1:
            self.check_length(sum(map(len, self.pieces)))

    def check_length(self, length: int) -> None:
        """Raise `Refused` when a text of `length` characters is too long."""
        if length > LIMIT_CELL_CHARS:
            self.budget.add_text(length)


def parse(part: str, pieces: Iterable[bytes], handler: Handler) -> None:
    """Run a part through a handler.

    Parameters
    ----------
    part : str
        Name of the part, for messages.
    pieces : iterable of bytes
        The part.
    handler : Handler
        Takes elements, and texts where it is a `TextHandler`.

    Raises
    ------
    Refused
        When the XML is broken, declares a document type, nests too deep, or
        whatever the handler raises.
    """
    names: dict[str, str] = {}  # the parser keeps every name it meets
    parser, count = _parser(part, handler, names)
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            handler.check()
            handler.budget.add_elements(count(), part)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > LIMIT_TOKEN:
                raise damaged(part, why="a tag or comment without end")
            if len(names) > LIMIT_NAMES:
                raise damaged(part, why="more names than any spreadsheet has")
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(part, why=str(error)) from error


def _parser(
    part: str, handler: Handler, names: dict[str, str]
) -> tuple[expat.XMLParserType, Callable[[], int]]:
    """Return a parser, and what counts the elements since it was last asked."""
    parser = expat.ParserCreate(intern=names)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype(part)
    if isinstance(handler, TextHandler):
        parser.CharacterDataHandler = handler.pieces.append
    start, end, count = _callbacks(handler, part)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    return parser, count


def _refuse_doctype(part: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise Refused(
            "the file declares XML entities, which no spreadsheet program writes",
            where=part,
            next_step=_FRESH_ONE,
        )

    return refuse


def _callbacks(
    handler: Handler, part: str
) -> tuple[Callable[[str, Attributes], None], Callable[[str], None], Callable[[], int]]:
    """Return the two callbacks of expat, and a count of the elements.

    The callbacks run for every element of a sheet, so they do as little as they can.
    """
    starts, ends = _ByLocalName(handler.starts), _ByLocalName(handler.ends)
    opened = closed = counted = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal opened
        opened += 1
        if opened - closed > LIMIT_DEPTH:
            raise Refused(
                "the file nests its parts too deep to be a spreadsheet",
                where=part,
                next_step=_FRESH_ONE,
            )
        starts[name](attributes)

    def end(name: str) -> None:
        nonlocal closed
        closed += 1
        ends[name]()

    def count() -> int:
        nonlocal counted
        new, counted = opened - counted, opened
        return new

    return start, end, count


class _ByLocalName(dict[str, Callable[..., Any]]):
    """Callables by name; ``x:row`` is found as ``row``, others do nothing."""

    def __init__(self, known: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(known)
        self._known = known

    def __missing__(self, name: str) -> Callable[..., Any]:
        found = self._known.get(name.rpartition(":")[2], _nothing)
        if len(self) < LIMIT_NAMES:
            self[name] = found
        return found


def _nothing(*_: object) -> None:
    """Leave an element alone."""
