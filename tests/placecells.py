"""What the intake makes of a cell with places."""

from spo_geo.dataset import Dataset
from spo_geo.intake.words.places import read_places
from spo_geo.intake.words.placesread import PlacesRead
from spo_geo.view import View


def places(dataset: Dataset, text: str, province: str = "") -> PlacesRead:
    """What a cell of places says."""
    return read_places(text, province, dataset.gazetteer)


def districts(dataset: Dataset, text: str, province: str = "") -> list[str]:
    """Names of the districts that a cell resolves to, in its order."""
    found = places(dataset, text, province).places
    return [d.adm2_name for place in found for d in place.match.districts]


def held(dataset: Dataset, text: str, province: str = "") -> list[str]:
    """Words of the places of a cell that no district is chosen for."""
    return [place.text for place in places(dataset, text, province).held]


def shaded(chosen: View) -> list[str]:
    """Names of the districts that the map shades."""
    return [count.district.adm2_name for count in chosen.district_counts]
