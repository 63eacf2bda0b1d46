"""Four projects, the boundaries of print, and the settings of a map."""

from collections.abc import Callable, Iterator

import matplotlib as mpl
import pytest

from spo_geo.boundaries import PRINT_LAYER, Layer, read_layer
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.printmap.output import SETTINGS
from spo_geo.view import View, make_view


@pytest.fixture(scope="session")
def layer() -> Layer:
    """The boundaries of print."""
    return read_layer(GEO_DIR / PRINT_LAYER)


@pytest.fixture(autouse=True)
def settings() -> Iterator[None]:
    """The settings that a map is drawn with."""
    with mpl.rc_context():
        mpl.rcParams.update(SETTINGS)
        yield


@pytest.fixture
def view(tiny: Dataset) -> Callable[..., View]:
    """Return a function that selects among the four projects."""

    def select(**words: list[str]) -> View:
        words = {name.replace("_", "-"): values for name, values in words.items()}
        return make_view(tiny, tiny.filter_reader.read(words))

    return select
