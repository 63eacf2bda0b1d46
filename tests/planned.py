"""Projects of which some are only planned: what each district must then show."""

from tests.conftest import Row


def project(n: int, status: str, places: str, years: str = "2012/2014") -> Row:
    start, end = years.split("/")
    return {
        "project_id": f"P-{n}",
        "title": f"Project {n}",
        "status": status,
        "start": start,
        "end": end,
        "coverage": places or "across Pakistan",
        "scope": "districts" if places else "national",
        "districts": places,
        "provinces": "",
    }


# Badin: 2 projects, 1 planned. Thatta: planned only. Multan: done only.
ROWS = (
    project(1, "Completed", "Badin; Multan"),
    project(2, "Planned", "Badin; Thatta", "2014/2016"),
    project(3, "Pipeline/identification", ""),
    project(4, "Approved, not yet started", "Thatta", "2016/2017"),
)
