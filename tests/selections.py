"""Selections that the page, the command line and the files must agree on."""

Words = dict[str, list[str]]

SELECTIONS: dict[str, Words] = {
    "everything": {},
    "one year": {"year": ["2014"]},
    "a span of years": {"years": ["2014-2016"]},
    "separate years": {"years": ["2011", "2016-2017"]},
    "two focus areas": {"focus-area": ["Education", "Health"]},
    "a parent funder": {"funder": ["USAID"]},
    "a funder by alias": {"funder": ["Foreign Common Wealth Office (FCO)"]},
    "a province": {"province": ["Sindh"]},
    "a district": {"district": ["Khanewal"]},
    "two scopes": {"scope": ["national", "count"]},
    "status not stated": {"status": ["not-stated"]},
    "several filters": {
        "years": ["2014-2016"],
        "funder": ["USAID", "DFID"],
        "province": ["Sindh", "Punjab"],
    },
    "a source": {"source": ["web"], "province": ["Sindh"]},
    "nothing": {"funder": ["Packard"], "focus-area": ["Education"]},
}
