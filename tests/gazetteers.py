"""The shipped gazetteer, read once for the tests of its answers."""

from spo_geo.dataset import GEO_DIR
from spo_geo.gazetteer import read_gazetteer
from spo_geo.place_model import District

GAZETTEER = read_gazetteer(GEO_DIR / "gazetteer.csv")


def codes(districts: tuple[District, ...]) -> str:
    """P-codes in the order given."""
    return " ".join(district.adm2_pcode for district in districts)
