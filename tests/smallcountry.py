"""A release of boundaries of a small country: two provinces, six districts, an island."""

import math

import geopandas as gpd
from shapely import LineString, MultiPolygon, Polygon, box

XS, YS = (70.0, 70.5, 71.0, 71.12), (30.0, 30.5, 31.0)
ISLAND = box(70.2, 29.7, 70.3, 29.8)

# As COD-AB named its columns in 2022, and as HDX serves them today.
OLD = {
    "adm2_name": "ADM2_EN",
    "adm2_pcode": "ADM2_PCODE",
    "adm1_name": "ADM1_EN",
    "adm1_pcode": "ADM1_PCODE",
    "adm0_name": "ADM0_EN",
    "adm0_pcode": "ADM0_PCODE",
    "valid_on": "VALID_ON",
}


def wavy(a, b, n=60):
    """A wavy line between two corners, the same from either end."""
    if a > b:
        return wavy(b, a, n)[::-1]
    (ax, ay), (bx, by) = a, b
    line = [a]
    for i in range(1, n):
        t = i / n
        side = 0.02 * math.sin(math.pi * t) * math.sin(40 * t + 3 * ax + 7 * by)
        x = ax + (bx - ax) * t - (by - ay) * side
        y = ay + (by - ay) * t + (bx - ax) * side
        line.append((round(x, 6), round(y, 6)))
    return [*line, b]


def district(i, j):
    """Return the shape in a column and a row, counted from the south-west."""
    corners = [(XS[i], YS[j]), (XS[i + 1], YS[j])]
    corners += [(XS[i + 1], YS[j + 1]), (XS[i], YS[j + 1])]
    ring = []
    for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
        ring += wavy(a, b)[:-1]
    return Polygon(ring)


def small_release():
    """Return the six districts as a release holds them."""
    rows = []
    for i in range(3):
        for j in range(2):
            province = ("PK6", "Punjab") if i < 2 else ("PK7", "Sindh")
            code = f"{province[0]}{i + 1}{j + 1}"
            shape = district(i, j)
            if (i, j) == (0, 0):
                shape = MultiPolygon([shape, ISLAND])
            rows.append(
                {
                    "adm2_name": f"Ḍistrict {code}",
                    "adm2_pcode": code,
                    "adm1_name": province[1],
                    "adm1_pcode": province[0],
                    "adm0_name": "Pakistan",
                    "adm0_pcode": "PK",
                    "valid_on": "2024-05-01",
                    "geometry": shape,
                }
            )
    return gpd.GeoDataFrame(rows, crs=4326)


def write_release(table, path):
    """Write a release as it came in 2022; return its path."""
    table.rename(columns=OLD).to_file(path, layer="adm2", engine="pyogrio")
    return path


def write_lines(path, *lines):
    """Write lines of control; return the path."""
    gpd.GeoSeries([LineString(line) for line in lines], crs=4326).to_file(path)
    return path


def write_northern_edge(path):
    """Write the northern edge of Punjab as a line of control in two pieces."""
    return write_lines(
        path, *(wavy((XS[i], YS[2]), (XS[i + 1], YS[2])) for i in (1, 0))
    )
