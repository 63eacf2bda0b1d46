"""One line of the table: what was done, what was seen, whether it is kept."""

from dataclasses import dataclass

_WIDTHS = (44, 74)


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a fault or a long run.

    Attributes
    ----------
    what : str
        What was done to the program.
    seen : str
        What was counted or measured, with units.
    is_kept : bool
        Whether all was as it must be.
    faults : tuple of str
        What was not; the first few are printed.
    """

    what: str
    seen: str
    is_kept: bool
    faults: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the line, and one for each of the first faults."""
        verdict = "kept" if self.is_kept else "MISSED"
        line = f"{self.what:<{_WIDTHS[0]}}{self.seen:<{_WIDTHS[1]}}{verdict}"
        return "\n".join((line, *(f"    {fault}" for fault in self.faults[:5])))


HEAD = f"{'what':<{_WIDTHS[0]}}{'seen':<{_WIDTHS[1]}}"
