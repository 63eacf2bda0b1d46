from pathlib import Path

from tests.app.conftest import AppPage, OpenPage


def spoil(folder: Path) -> str:
    """Break the projects' table while the page is running; return what it was."""
    path = folder / "projects.csv"
    good = path.read_text("utf-8")
    path.write_text("not,a,table\n1,2,3\n", "utf-8")
    return good


def test_broken_records_leave_the_last_good_ones_with_a_banner(
    open_tiny: OpenPage, folder: Path
) -> None:
    page = open_tiny()
    before = page.numbers
    spoil(folder)
    page.run()
    assert page.numbers == before
    (banner,) = page.notices
    assert "the last good ones are shown" in banner
    assert "projects.csv" in banner


def test_mended_records_are_shown_without_the_banner(
    open_tiny: OpenPage, folder: Path
) -> None:
    page = open_tiny()
    good = spoil(folder)
    page.run()
    head, first, *_ = good.splitlines()
    (folder / "projects.csv").write_text(f"{head}\n{first}\n", "utf-8")
    page.run()
    assert page.numbers["Projects"] == 1
    assert not page.notices


def test_records_that_never_loaded_are_one_message(
    open_tiny: OpenPage, folder: Path
) -> None:
    spoil(folder)
    page: AppPage = open_tiny()
    (error,) = page.notices
    assert "The records cannot be shown" in error
    assert "projects.csv" in error
    assert not page.at.metric


def test_selection_survives_new_records(open_tiny: OpenPage, folder: Path) -> None:
    page = open_tiny({"funder": ["Oxfam"]})
    assert page.numbers["Projects"] == 1
    path = folder / "projects.csv"
    row = "T-5,Fifth" + "," * (path.read_text("utf-8").split("\n")[0].count(",") - 1)
    with path.open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    page.run()
    assert page.at.multiselect(key="funders").value == ["OXFAM"]
    page.press("Clear all")
    assert page.numbers["Projects"] == 5


def test_choice_that_new_records_lack_does_not_stop_the_page(
    open_tiny: OpenPage, folder: Path
) -> None:
    page = open_tiny({"funder": ["Oxfam"]})
    path = folder / "projects.csv"
    path.write_text(path.read_text("utf-8").replace("Oxfam", "Caritas"), "utf-8")
    page.run()
    page.press("Clear all")
    options = page.at.multiselect(key="funders").options
    assert any(option.startswith("Caritas") for option in options)
