"""The same filter and counts in pandas, DuckDB and Polars, to compare with.

Each way gets the records as tables of a value a row, already in memory, and returns
what the page needs: the projects of each district, and of each option of each filter
under the other filters. No filter on places is set, so that the counts of districts
are their facet too.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import duckdb
import pandas as pd
import polars as pl

from spo_geo.bitsets import bit_positions
from spo_geo.dataset import Dataset
from spo_geo.filters import Filters
from spo_geo.index import PLAIN
from spo_geo.view import make_view

Counts = dict[str, dict[Any, int]]
Tables = Mapping[str, pd.DataFrame]

CHOOSING = ("years", *PLAIN)
COUNTED = (*CHOOSING, "districts")


class Way(Protocol):
    """One way to filter and count."""

    name: str

    def count(self, filters: Filters) -> Counts:
        """Return the counts by field of `Filters`, without empty ones."""


def tables(dataset: Dataset) -> Tables:
    """Return one table a field, of a project's position and a value a row."""
    index = dataset.index
    fields: dict[str, Mapping[Any, int]] = {**index.by, "years": index.by_year}
    return {
        name: pd.DataFrame(
            [
                (i, value)
                for value in fields[name]
                for i in bit_positions(fields[name][value])
            ],
            columns=["project", "value"],
        ).astype({"project": "int32"})
        for name in COUNTED
    }


def _chosen(filters: Filters, *, but: str) -> dict[str, list[Any]]:
    """Return the values of each filter that is set, one filter left out."""
    return {
        name: list(getattr(filters, name))
        for name in CHOOSING
        if name != but and getattr(filters, name)
    }


def _by_field(
    filters: Filters, count: Callable[[str, dict[str, list[Any]]], dict[Any, int]]
) -> Counts:
    return {name: count(name, _chosen(filters, but=name)) for name in COUNTED}


class BitSetWay:
    """What the program does."""

    name = "bit sets"

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def count(self, filters: Filters) -> Counts:
        """Read the counts of a view."""
        view = make_view(self.dataset, filters)
        counts: Counts = {"years": view.year_facet, **view.facets}
        del counts["provinces"]
        return {
            name: {value: n for value, n in found.items() if n}
            for name, found in counts.items()
        }


class PandasWay:
    """`groupby` over the rows whose project every filter lets through."""

    def __init__(self, given: Tables, *, categorical: bool) -> None:
        self.name = f"pandas, {'categorical' if categorical else 'object'}"
        kind = "category" if categorical else object
        self.tables = {
            name: table.astype({"value": kind}) for name, table in given.items()
        }

    def count(self, filters: Filters) -> Counts:
        """Count each field by `groupby` and `size`."""
        return _by_field(filters, self._count)

    def _count(self, name: str, chosen: dict[str, list[Any]]) -> dict[Any, int]:
        rows = self.tables[name]
        for other, values in chosen.items():
            table = self.tables[other]
            projects = table.loc[table["value"].isin(values), "project"]
            rows = rows[rows["project"].isin(projects)]
        sizes = rows.groupby("value", observed=True).size()
        return {value: int(n) for value, n in sizes.items()}


class DuckDbWay:
    """SQL over DuckDB's own tables in memory."""

    name = "DuckDB"

    def __init__(self, given: Tables) -> None:
        self.connection = duckdb.connect()
        for name, table in given.items():
            self.connection.register("given", table)
            self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")  # noqa: S608
            self.connection.unregister("given")

    def count(self, filters: Filters) -> Counts:
        """Count each field by one query."""
        return _by_field(filters, self._count)

    def _count(self, name: str, chosen: dict[str, list[Any]]) -> dict[Any, int]:
        # The names of tables are this module's own; values are bound.
        having = " AND ".join(
            f"project IN (SELECT project FROM {other} WHERE list_contains(?, value))"  # noqa: S608
            for other in chosen
        )
        where = f"WHERE {having}" if having else ""
        query = f"SELECT value, count(*) FROM {name} {where} GROUP BY value"  # noqa: S608
        return dict(self.connection.execute(query, list(chosen.values())).fetchall())


class PolarsWay:
    """Semi joins and `group_by`; words as categories."""

    name = "Polars"

    def __init__(self, given: Tables) -> None:
        self.tables = {
            name: pl.DataFrame(
                {"project": table["project"].to_numpy(), "value": list(table["value"])},
                schema={
                    "project": pl.Int32,
                    "value": pl.Int32 if name == "years" else pl.Categorical,
                },
            )
            for name, table in given.items()
        }

    def count(self, filters: Filters) -> Counts:
        """Count each field by one lazy query, all of them run together."""
        plans = [self._plan(name, _chosen(filters, but=name)) for name in COUNTED]
        found = pl.collect_all(plans)
        return {
            name: dict(frame.iter_rows())
            for name, frame in zip(COUNTED, found, strict=True)
        }

    def _plan(self, name: str, chosen: dict[str, list[Any]]) -> pl.LazyFrame:
        rows = self.tables[name].lazy()
        for other, values in chosen.items():
            kind = pl.Int32 if other == "years" else pl.String
            wanted = pl.Series(values, dtype=kind)
            if other != "years":
                wanted = wanted.cast(pl.Categorical)
            projects = (
                self.tables[other]
                .lazy()
                .filter(pl.col("value").is_in(wanted.implode()))
            )
            rows = rows.join(projects, on="project", how="semi")
        return rows.group_by("value").len()


def all_ways(dataset: Dataset) -> list[Way]:
    """Return every way, the program's own first."""
    given = tables(dataset)
    return [
        BitSetWay(dataset),
        PandasWay(given, categorical=False),
        PandasWay(given, categorical=True),
        DuckDbWay(given),
        PolarsWay(given),
    ]
