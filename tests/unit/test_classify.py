"""Classes and colours of the choropleth."""

from itertools import pairwise

import pytest

from spo_geo.classify import (
    NO_RECORD,
    PALETTE,
    class_breaks,
    class_colours,
    class_number,
    count_classes,
)


def lightness(colour: str) -> float:
    """CIE L* of a colour, 0 (black) to 100 (white)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    luminance = sum(
        w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )
    return 116 * luminance ** (1 / 3) - 16


@pytest.mark.parametrize(
    ("counts", "breaks"),
    [
        ([], []),
        ([0, 0], []),
        ([1], [1]),
        ([1, 1, 1], [1]),
        ([4], [1, 2, 3, 4]),
        ([0, 5, 1], [1, 2, 3, 4, 5]),
        ([7, 7, 7], [1]),
        ([1] * 100 + [9], [1, 9]),
        (range(1, 13), [1, 3, 5, 7, 9, 11]),
    ],
)
def test_class_breaks_by_hand(counts, breaks):
    assert class_breaks(counts) == breaks


def test_class_number_puts_each_bound_in_its_own_class():
    found = [class_number(n, [1, 3, 6]) for n in (0, 1, 2, 3, 5, 6, 60)]
    assert found == [None, 0, 0, 1, 1, 2, 2]
    assert class_number(3, []) is None


def test_count_classes_labels_meet_without_gap():
    assert [c.label for c in count_classes([1, 1, 2, 9, 30])] == [
        "1",
        "2–8",
        "9–29",
        "30",
    ]
    assert count_classes([0]) == ()


def test_palette_darkens_in_equal_steps_that_greyscale_keeps():
    levels = [lightness(colour) for colour in (NO_RECORD, *PALETTE)]
    steps = [a - b for a, b in pairwise(levels)]
    assert min(steps) > 9
    assert levels[0] < 96  # still told from white paper


@pytest.mark.parametrize("n", range(1, 7))
def test_class_colours_are_distinct_and_darken(n):
    colours = class_colours(n)
    levels = [lightness(colour) for colour in colours]
    assert len(set(colours)) == n
    assert levels == sorted(levels, reverse=True)
    assert levels[0] < lightness(NO_RECORD)


def test_class_colours_refuses_more_than_the_palette_has():
    with pytest.raises(ValueError, match="0 to 6 classes, got 7"):
        class_colours(7)
