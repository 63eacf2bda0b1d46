"""The atlas of the real records says the numbers of the view, page by page."""

import datetime
import io
from itertools import pairwise

import pypdf
import pytest

from spo_geo.atlas import Atlas, make_atlas
from spo_geo.atlas.closeup import plan_closeup
from spo_geo.atlas.content import Writer
from spo_geo.atlas.crop import make_cropper
from spo_geo.boundaries import Layer, read_layer
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.mapbody import content
from spo_geo.printmap.shading import shade
from spo_geo.printmap.shapes import vertices
from spo_geo.verify import verify
from spo_geo.view import View, make_view
from tests.pdftext import words_of
from tests.selections import SELECTIONS

DAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def view(real) -> View:
    return make_view(real)


@pytest.fixture(scope="module")
def atlas(view) -> Atlas:
    return make_atlas(view, DAY)


@pytest.fixture(scope="module")
def reader(atlas) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(atlas.content))


@pytest.fixture(scope="module")
def starts(reader) -> dict[str, int]:
    """Where the outline says that the pages of each district begin."""
    entries = [e for part in reader.outline if isinstance(part, list) for e in part]
    return {e.title: reader.get_destination_page_number(e) for e in entries}


@pytest.fixture(scope="module")
def chapters(reader, starts) -> list[str]:
    """The text of the cover, then of each district, all of its pages together."""
    pages = [words_of(page) for page in reader.pages]
    cuts = [0, *starts.values(), len(pages)]
    return [" ".join(pages[i:j]) for i, j in pairwise(cuts)]


@pytest.fixture(scope="module")
def coarse() -> Layer:
    return read_layer(GEO_DIR / "pak_adm_web.topojson")


def without_spaces(text: str) -> str:
    """Return text as it is whatever its lines."""
    return "".join(text.split())


def test_every_district_of_the_records_has_its_pages(atlas, view, reader, starts):
    assert atlas.failures == ()
    assert atlas.n_pages == len(reader.pages) >= 1 + view.n_districts
    names = [count.district.adm2_name for count in Writer(view).districts]
    assert list(starts) == names
    assert sorted(set(starts.values())) == list(starts.values())


def test_each_page_says_the_numbers_of_its_district(chapters, view):
    counts = Writer(view).districts
    for page, count in zip(chapters[1:], counts, strict=True):
        district, n = count.district, count.n_projects
        assert f"P-code {district.adm2_pcode}" in page
        assert f"{n} recorded project{'s' if n > 1 else ''} " in page
        for key in count.project_ids:
            project = view.dataset.project(key)
            assert f"{project.title} {key} · {project.period}" in page
            for source in project.sources:
                assert without_spaces(source) in without_spaces(page)
        others = {p.project_id for p in view.projects} - {*count.project_ids}
        assert not any(f" {key} ·" in page for key in others)


def test_cover_lists_every_district_and_every_other_project(chapters, starts, view):
    cover = chapters[0]
    for name, page in starts.items():
        assert f"{page + 1} {name}" in cover
    for project in view.projects_without_district:
        assert f"{project.project_id} {project.title.split()[0]}" in cover
        assert without_spaces(f"“{project.coverage}”") in without_spaces(cover)
    assert f"{view.n_projects} recorded projects" in cover
    assert f"{view.n_districts} districts named" in cover


def test_notes_say_what_a_district_then_included(chapters, view):
    notes = [row for row in view.dataset.coverage.located if row.note]
    text = " ".join(chapters)
    assert notes
    for row in notes:
        assert f"{row.place} ({row.project_id}): {row.note}" in text


def test_present_data_verify_the_atlas(atlas, real, tmp_path):
    target = tmp_path / "atlas.pdf"
    target.write_bytes(atlas.content)
    assert verify(target, real).outcome == "exact"


@pytest.mark.parametrize("name", ["several filters", "two scopes", "nothing"])
def test_selection_has_as_many_pages_as_districts(real: Dataset, coarse: Layer, name):
    view = make_view(real, real.filter_reader.read(SELECTIONS[name]))
    if not view.n_districts:
        with pytest.raises(SpoGeoError, match="no project names a district"):
            make_atlas(view, DAY, layer=coarse)
        return
    atlas = make_atlas(view, DAY, layer=coarse)
    assert atlas.failures == ()
    assert atlas.n_pages >= 1 + view.n_districts


def test_every_district_of_the_layer_can_have_a_closer_map(
    real: Dataset, coarse: Layer
):
    cropper = make_cropper(content(coarse, shade(make_view(real), coarse), ()))
    window = Box(36.0, 400.0, 396.0, 690.0)
    assert len(coarse.adm2) == len(real.gazetteer.districts)
    for pcode in coarse.adm2:
        closeup = plan_closeup(cropper, pcode, window)
        assert closeup.unit.pcode == pcode
        assert closeup.frame.sees(closeup.frame.place(vertices([closeup.unit])))
