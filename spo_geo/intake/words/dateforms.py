"""What dates look like in hand-kept sheets: names of months, and forms."""

import re
from typing import Final

_MONTH_NAMES: Final = (
    "january|jan|janvier|janv|جنوری",
    "february|feb|février|fevrier|févr|fevr|فروری",
    "march|mar|mars|مارچ",
    "april|apr|avril|avr|اپریل",
    "may|mai|مئی",
    "june|jun|juin|جون",
    "july|jul|juillet|juil|جولائی",
    "august|aug|août|aout|اگست",
    "september|sept|sep|septembre|ستمبر",
    "october|oct|octobre|اکتوبر",
    "november|nov|novembre|نومبر",
    "december|dec|décembre|decembre|déc|دسمبر",
)
MONTHS: Final = {
    name: n
    for n, names in enumerate(_MONTH_NAMES, start=1)
    for name in names.split("|")
}
"""Names of months by number, with those of French and Urdu."""

_MON: Final = r"(?<![^\W\d_])(?:" + "|".join(MONTHS) + r")(?![^\W\d_])\.?"
_Y: Final = r"(?<!\d)\d{4}(?!\d)"
_D: Final = r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er)?(?![\d])"
_GAP: Final = r"[\s,./\\'’–-]*"
_TO: Final = r"\s*(?:-|–|—|/|to|till|until)\s*"
FORMS: Final = {
    "fiscal": r"f\.?y\.?\s*(?P<fy>\d{4})\s*[-/–]\s*(?P<fz>\d{4}|\d{2})(?!\d)|"
    r"\bf\.?y\.?[\s'’]*(?P<fs2>\d{2})\s*[-/–]\s*(?P<fe2>\d{2})(?!\d)",
    "years": rf"(?P<ya>{_Y})\s*(?:-|–|—|/|to|till|until|and|&)\s*"
    rf"(?P<yb>{_Y})(?![-/.]\d)",
    "months": rf"(?:(?P<da>{_D}){_GAP})?(?P<ma>{_MON}){_TO}(?:(?P<db>{_D}){_GAP})?"
    rf"(?P<mb>{_MON}){_GAP}(?P<my>{_Y})",
    "iso": rf"(?P<iy>{_Y})[-/.](?P<im>\d{{1,2}})[-/.](?P<id>\d{{1,2}})(?!\d)"
    r"(?:[t\s]\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?z?)?",
    "figures": r"(?<!\d)(?P<fa>\d{1,2})(?P<fs>[-/.])(?P<fb>\d{1,2})(?P=fs)"
    r"(?P<fc>\d{4}|\d{2})(?!\d)(?:\s+\d{1,2}:\d\d(?::\d\d)?)?",
    "day": rf"(?P<dd>{_D}){_GAP}(?:of\s+)?(?P<dm>{_MON}){_GAP}"
    rf"(?P<dy>{_Y}|\d{{2}}(?!\d))",
    "us": rf"(?P<um>{_MON}){_GAP}(?P<ud>{_D})[\s,./\\-]+(?P<uy>{_Y})",
    "month": rf"(?P<nm>{_MON}){_GAP}(?P<ny>{_Y})",
    "yearmonth": rf"(?P<gy>{_Y}){_GAP}(?P<gm>{_MON})(?:{_GAP}(?P<gd>{_D}))?",
    "short": rf"(?P<sm>{_MON})(?P<sg>[\s./-]*|\s*['’]\s*)(?P<sy>\d{{2}})(?!\d)",
    "noyear": rf"(?P<xd>{_D}){_GAP}(?P<xm>{_MON})",
    "pair": r"(?<!\d)(?P<py>\d{4})\s?[-/–.]\s?(?P<pn>\d{1,2})(?!\d)",
    "monthyear": rf"(?<!\d)(?P<qm>\d{{1,2}})[-/.](?P<qy>{_Y})",
    "quarter": rf"q(?P<rn>[1-4])[\s,'/-]*(?P<ry>{_Y})|(?P<rz>{_Y})[\s-]*q(?P<rq>[1-4])",
    "year": rf"(?P<yy>{_Y})",
}
"""What a date may look like; the first form that fits a place in a text counts."""

SCAN: Final = re.compile("|".join(f"(?P<{k}>{v})" for k, v in FORMS.items()), re.I)
"""Finds the next date in a text."""
