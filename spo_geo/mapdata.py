"""What of the records a map in the browser knows from the start."""

from spo_geo.dataset import Dataset
from spo_geo.mapstate import MapData, MapMark, MapProject
from spo_geo.model import Office, Presence
from spo_geo.view import View


def map_data(view: View, attribution: str) -> MapData:
    """Return the constant tables of a map.

    Parameters
    ----------
    view : View
        Its projects are those that the map may show.
    attribution : str
        Source of the boundaries, one short line.

    Returns
    -------
    MapData
        Only offices and lines of the presence list that name one district.
    """
    dataset, records = view.dataset, view.dataset.records
    return MapData(
        projects=tuple(
            MapProject(p.project_id, p.title, p.period, p.active_years, p.is_planned)
            for p in view.projects
        ),
        offices=_marks(dataset, records.offices),
        presence=_marks(dataset, records.presence),
        attribution=attribution,
    )


def _marks(
    dataset: Dataset, rows: tuple[Office, ...] | tuple[Presence, ...]
) -> tuple[MapMark, ...]:
    matches = [(r.place, dataset.gazetteer.match(r.place, r.province)) for r in rows]
    return tuple(
        MapMark(place, match.districts[0].adm2_pcode)
        for place, match in matches
        if match.status == "resolved"
    )
