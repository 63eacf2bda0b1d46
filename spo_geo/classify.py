"""Classes of the choropleth: which counts share a colour, and which colour.

The map on the page and the printed map read the same classes, so that a colour
means the same in both.

The palette is the project's own: six steps that are equally far apart in OKLCH
lightness (0.85 to 0.31) while the hue runs from 200 to 266 degrees and the chroma
is ``0.065 + 0.05 * sin(pi * t)``. Lightness falls with every step, so the order
survives greyscale printing and every form of colour blindness; hue only helps.
A district that no record names is a paler grey than the lightest class; one that
only planned or announced projects name has that grey with diagonal lines of a blue of
the palette, which is no class: a pattern stays one in greyscale too.

References
----------
B. Ottosson, "A perceptual color space for image processing" (OKLab), 2020,
https://bottosson.github.io/posts/oklab/
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PALETTE = ("#9bdbde", "#5bbbcf", "#2497be", "#1572a4", "#224e7e", "#212f51")
NO_RECORD = "#ececea"
PLANNED_LINE = PALETTE[3]
MAX_UNIT_CLASSES = 5


@dataclass(frozen=True, slots=True)
class CountClass:
    """One class of the legend.

    Attributes
    ----------
    lower, upper : int
        Smallest and largest count in the class [projects].
    colour : str
        Fill, ``#rrggbb``.
    """

    lower: int
    upper: int
    colour: str

    @property
    def label(self) -> str:
        """The counts in the class, ``3`` or ``3–5``."""
        if self.lower == self.upper:
            return str(self.lower)
        return f"{self.lower}–{self.upper}"


def class_breaks(counts: Iterable[int]) -> list[int]:
    """Return the smallest count of each class, ascending.

    Up to a largest count of 5 each count is a class of its own. Above that the
    distinct counts are split into equal groups, at most as many as the palette has
    colours, so that one very common count cannot use up all classes. The first
    class begins at 1 in any case, because a single year of the same selection may
    count fewer than the whole does.

    Parameters
    ----------
    counts : iterable of int
        Projects per district [projects]; zeros and their order do not matter.

    Returns
    -------
    list of int
        Lower bounds, beginning with 1; empty when no district has a project.

    Examples
    --------
    >>> class_breaks([0, 1, 1, 3])
    [1, 2, 3]
    >>> class_breaks([1, 2, 3, 5, 8, 13, 21, 34])
    [1, 2, 3, 8, 13, 21]
    >>> class_breaks([0, 0])
    []
    """
    distinct = sorted({count for count in counts if count > 0})
    if not distinct:
        return []
    if distinct[-1] <= MAX_UNIT_CLASSES:
        return list(range(1, distinct[-1] + 1))
    n_classes = min(len(distinct), len(PALETTE))
    starts = [distinct[i * len(distinct) // n_classes] for i in range(n_classes)]
    return [1, *starts[1:]]


def class_number(count: int, breaks: Sequence[int]) -> int | None:
    """Return the index of the class that `count` falls in, or None for zero.

    Parameters
    ----------
    count : int
        Projects in one district [projects].
    breaks : sequence of int
        From `class_breaks`.

    Examples
    --------
    >>> class_number(4, [1, 3, 6])
    1
    >>> class_number(0, [1, 3, 6]) is None
    True
    """
    if count <= 0 or not breaks:
        return None
    return bisect_right(breaks, count) - 1


def class_colours(n_classes: int) -> tuple[str, ...]:
    """Spread `n_classes` colours over the palette, light to dark.

    Parameters
    ----------
    n_classes : int
        0 to 6.

    Returns
    -------
    tuple of str, (n_classes,)
        ``#rrggbb``; a single class takes a colour of the middle.

    Raises
    ------
    ValueError
        The palette has fewer colours than that.

    Examples
    --------
    >>> class_colours(2)
    ('#5bbbcf', '#224e7e')
    """
    if not 0 <= n_classes <= len(PALETTE):
        msg = f"0 to {len(PALETTE)} classes, got {n_classes}"
        raise ValueError(msg)
    # The middle of each of n equal parts of the palette.
    step = len(PALETTE) / max(n_classes, 1)
    return tuple(PALETTE[int((i + 0.5) * step)] for i in range(n_classes))


def count_classes(counts: Iterable[int]) -> tuple[CountClass, ...]:
    """Return the classes of a choropleth, as map and legend show them.

    Parameters
    ----------
    counts : iterable of int
        Projects per district [projects].

    Returns
    -------
    tuple of CountClass
        Light to dark; empty when no district has a project.

    Examples
    --------
    >>> [c.label for c in count_classes([1, 2, 2, 9])]
    ['1', '2–8', '9']
    """
    counts = list(counts)
    breaks = class_breaks(counts)
    uppers = [lower - 1 for lower in breaks[1:]] + [max(counts, default=0)]
    colours = class_colours(len(breaks))
    return tuple(map(CountClass, breaks, uppers, colours))
