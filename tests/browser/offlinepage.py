"""The offline map as a test reads and handles it, opened from the disk."""

from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, expect

from spo_geo.offline import offline_map
from spo_geo.view import View
from tests.browser.atlaspage import AtlasPage

MADE = date(2026, 11, 22)

# Everything that the file shows of a selection, as plain values.
SHOWN = """() => {
  const text = (id) => document.getElementById(id).textContent;
  const all = (selector, root) => [...(root || document).querySelectorAll(selector)];
  const number = (id) => Number(text(id));
  const words = (element) => element.textContent;
  const id = (element) => words(element).match(/[A-Z]+-[0-9]+(?= · )/)[0];
  const fieldset = (legend) =>
    all('fieldset').find((set) => words(set.querySelector('legend')) === legend);
  const option = (label) => [words(label.querySelector('.spo-label')),
    Number(words(label.querySelector('.spo-n')))];
  const facet = (legend) => fieldset(legend)
    ? Object.fromEntries(all('label.spo-option', fieldset(legend)).map(option)) : {};
  const table = all('#district-table tbody tr').map((row) => [...row.cells].map(words));
  return {
    numbers: {
      n_projects: number('n-projects'), n_districts: number('n-districts'),
      n_funders: number('n-funders'), n_places_held: number('n-held'),
      n_projects_without_district: number('n-off-map'),
    },
    sentence: text('sentence'),
    narrowing: text('narrowing'),
    undated: document.getElementById('undated').hidden ? 0
      : Number(text('undated').match(/[0-9]+$/)[0]),
    districts: Object.fromEntries(table.map((row) => [row[3], row[5].split(', ')])),
    counts: Object.fromEntries(table.map((row) => [row[3], Number(row[1])])),
    names: Object.fromEntries(table.map((row) => [row[3], [row[0], row[2]]])),
    off_map: Object.fromEntries(all('#off-map details').map((group) =>
      [group.dataset.scope, all('li', group).map(id)])),
    projects: all('#project-list > details').map(id),
    held: all('#held-list li').map((item) =>
      [words(item.querySelector('.spo-title')), id(item)]),
    by_year: Object.fromEntries(all('.spo-bars li').map((bar) =>
      [bar.title.split(':')[0], Number(words(bar.querySelector('.spo-n')))])),
    focus_areas: facet('Focus area'),
    funders: facet('Funder'),
    classes: SpoFile.page.map.state.classes,
    fills: Object.fromEntries([...SpoFile.page.map.layers].map(([pcode, layer]) =>
      [pcode, layer.getElement().getAttribute('fill')])),
  };
}"""


class OfflinePage(AtlasPage):
    """The file in a browser, with what it asked for and what it said."""

    def __init__(self, context: BrowserContext, path: Path) -> None:
        super().__init__(context.new_page(), path.as_uri())
        self.page.goto(self.address)
        expect(self.map.locator("path.leaflet-interactive")).to_have_count(160)

    @property
    def map(self) -> Locator:  # type: ignore[override]
        return self.page.locator("#map")

    def shown(self) -> dict[str, Any]:
        """Everything that the file shows of what is selected now."""
        return self.page.evaluate(SHOWN)

    def asked_beyond(self) -> list[str]:
        """What was asked for besides the file itself."""
        return [url for url in self.requests if url != self.address]

    # -- handling ------------------------------------------------------------------

    def filter(self, *, years: tuple[int, ...], options: tuple[str, ...]) -> None:
        """Clear the filters, then choose a span of years and options by label."""
        self.page.evaluate("document.querySelector('aside .spo-clear').click()")
        if years:
            self.page.get_by_label("From year").select_option(str(years[0]))
            self.page.get_by_label("To year").select_option(str(years[-1]))
        for label in options:
            form = self.page.locator("#filter-form")
            form.get_by_text(label, exact=True).dispatch_event("click")

    def centre_of(self, pcode: str) -> tuple[float, float]:
        """Where the district's label point is in the window."""
        self.map.scroll_into_view_if_needed()
        x, y = self.page.evaluate(
            "pcode => { const { map, shape } = SpoFile.page.map;"
            "const { centre } = shape.districts.get(pcode);"
            "const point = map.latLngToContainerPoint(centre);"
            "const box = map.getContainer().getBoundingClientRect();"
            "return [box.x + point.x, box.y + point.y]; }",
            pcode,
        )
        return x, y


def open_file(
    context: BrowserContext, folder: Path, view: View, title: str = ""
) -> OfflinePage:
    """Write the map of a selection and open it."""
    path = folder / "map of a selection.html"  # a space must do no harm
    path.write_bytes(offline_map(view, title=title, made=MADE))
    return OfflinePage(context, path)
