"""Small records, and the boundaries that the tests of the atlas draw."""

from collections.abc import Callable

import pytest

from spo_geo.boundaries import Layer, read_layer
from spo_geo.dataset import GEO_DIR, Dataset, load
from spo_geo.filters import Filters
from spo_geo.view import View, make_view
from tests.conftest import TINY, write_data_dir
from tests.unit.atlas.pages import BADIN


@pytest.fixture(scope="session")
def layer() -> Layer:
    """The boundaries of the page: coarser than those of print, and quicker."""
    return read_layer(GEO_DIR / "pak_adm_web.topojson")


@pytest.fixture(scope="session")
def records(tmp_path_factory) -> Callable[..., Dataset]:
    """Return a function that loads records given as rows."""

    def make(projects, **tables) -> Dataset:
        tables.setdefault("results", [])
        folder = tmp_path_factory.mktemp("atlas") / "data"
        return load(write_data_dir(folder, projects, **tables), GEO_DIR)

    return make


@pytest.fixture(scope="session")
def view(records) -> View:
    """The four projects."""
    return make_view(records(TINY))


@pytest.fixture(scope="session")
def chosen(view) -> View:
    """One year in one of three districts."""
    return make_view(view.dataset, Filters(years=(2014,), districts=(BADIN,)))
