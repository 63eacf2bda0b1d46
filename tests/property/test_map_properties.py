"""What holds for any text and any counts on the map."""

import json
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from spo_geo.classify import (
    PALETTE,
    class_breaks,
    class_number,
    count_classes,
)
from spo_geo.mapstate import inert_json

# Any code point, lone surrogates included, and the pieces that attacks are made of.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
PIECES = st.sampled_from(["{{", "}}", "{%", "%}", "{#", "</script>", "${", "`", "\\u"])
TEXTS = st.lists(ANY_TEXT | PIECES, max_size=6).map("".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner),
    max_leaves=8,
)
COUNTS = st.lists(st.integers(0, 60), max_size=60)


@given(VALUES)
def test_inert_json_is_inert_and_reads_back(value):
    expression = inert_json(value)
    body = re.fullmatch(r'JSON\.parse\("(.*)"\)', expression)[1]
    plain = re.sub(r"\\u[0-9a-f]{4}", "", body)
    assert not set(plain) & set("{}%#<>&'\"`$_\\")
    assert plain.isascii()
    assert plain.isprintable()
    units = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), body)
    text = units.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert json.loads(text) == json.loads(json.dumps(value))


@given(COUNTS)
def test_class_breaks_cover_every_count_and_no_class_is_idle(counts):
    breaks = class_breaks(counts)
    shown = [n for n in counts if n > 0]
    assert breaks == sorted(set(breaks))
    assert len(breaks) <= len(PALETTE)
    assert bool(breaks) == bool(shown)
    if not shown:
        return
    assert breaks[0] == 1
    assert class_number(max(shown), breaks) == len(breaks) - 1
    if max(shown) > 5:
        assert {class_number(n, breaks) for n in shown} == set(range(len(breaks)))


@given(COUNTS, st.randoms(use_true_random=False))
def test_class_breaks_ignore_order_and_zeros(counts, random):
    shuffled = [*counts, 0, 0]
    random.shuffle(shuffled)
    assert class_breaks(shuffled) == class_breaks(counts)


@given(COUNTS)
def test_count_classes_labels_agree_with_class_number(counts):
    classes = count_classes(counts)
    breaks = class_breaks(counts)
    for n in counts:
        number = class_number(n, breaks)
        if number is not None:
            assert classes[number].lower <= n <= classes[number].upper
    for before, after in pairwise(classes):
        assert after.lower == before.upper + 1
