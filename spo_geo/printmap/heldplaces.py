"""The held places of a selection, as the map outlines them and the notes list them."""

from __future__ import annotations

from dataclasses import dataclass

from spo_geo.view import View


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """One place that is held, for all the projects that write it.

    Attributes
    ----------
    place : str
        The words as written.
    project_ids : tuple of str
        The projects that write it.
    candidates : tuple of str
        The `adm2_pcode` that it may mean; empty when nothing but likeness of
        spelling speaks for any district.
    """

    place: str
    project_ids: tuple[str, ...]
    candidates: tuple[str, ...]

    @property
    def note(self) -> str:
        """The place in one line."""
        n = len(self.candidates)
        if n > 1:
            meant = f"one or more of {n} districts, not said which"
        else:
            meant = "may be one district, not certain" if n else "no district known"
        return f"{self.place}: {meant} ({', '.join(self.project_ids)})"


def held_places(view: View) -> tuple[HeldPlace, ...]:
    """Group the held places of a selection.

    Parameters
    ----------
    view : View
        The selection.

    Returns
    -------
    tuple of HeldPlace
        In the order of the records.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for held in view.held:
        candidates = tuple(sorted(d.adm2_pcode for d in held.candidates))
        groups.setdefault((held.place, candidates), []).append(held.project_id)
    return tuple(
        HeldPlace(place, tuple(ids), candidates)
        for (place, candidates), ids in groups.items()
    )
