"""Records, the projects repeated many times under new ids."""

import csv
import shutil
from pathlib import Path


def write_many(source: Path, folder: Path, copies: int) -> Path:
    """Write a data folder.

    Parameters
    ----------
    source : Path
        The data folder whose projects are repeated.
    folder : Path
        Must not exist.
    copies : int
        How often each project is there.

    Returns
    -------
    Path
        The folder.
    """
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".*"))
    table = folder / "projects.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        for number in range(copies):
            for row in rows:
                own = f"{row['project_id']}-{number}" if number else row["project_id"]
                title = f"{row['title']} {number}" if number else row["title"]
                writer.writerow({**row, "project_id": own, "title": title})
    return folder
