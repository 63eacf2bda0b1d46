"""What stops the program, said in one line a user can act on."""

from collections.abc import Iterable


class SpoGeoError(Exception):
    """Bad input or a broken file; the message is meant for the user.

    Parameters
    ----------
    what : str
        What is wrong.
    where : str, optional
        File, row, column or option.
    got : str, optional
        The value found there.
    allowed : iterable of str, optional
        The values that would have been accepted.
    next_step : str, optional
        What the user can do now.

    Examples
    --------
    >>> str(SpoGeoError("unknown year", where="--year", got="20x4"))
    "unknown year; in --year; got '20x4'"
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        got: str | None = None,
        allowed: Iterable[str] = (),
        next_step: str = "",
    ) -> None:
        self.what = what
        self.where = where
        self.got = got
        self.allowed = tuple(allowed)
        self.next_step = next_step
        parts = [what]
        if where:
            parts.append(f"in {where}")
        if got is not None:
            parts.append(f"got {got!r}")
        if self.allowed:
            parts.append("allowed: " + ", ".join(self.allowed))
        if next_step:
            parts.append(next_step)
        super().__init__("; ".join(parts))

    def at(self, where: str) -> "SpoGeoError":
        """Return the same message with another place in it.

        Parameters
        ----------
        where : str
            File, row, column or option, as the user knows it.

        Examples
        --------
        >>> str(SpoGeoError("it is empty", where="/tmp/x1.csv").at("list.csv"))
        'it is empty; in list.csv'
        """
        return SpoGeoError(
            self.what,
            where=where,
            got=self.got,
            allowed=self.allowed,
            next_step=self.next_step,
        )


class DataError(SpoGeoError):
    """A file of ``data/`` or ``geo/`` is missing or cannot be read at all."""


class UnknownValueError(SpoGeoError):
    """A filter names a value that the data do not hold."""
