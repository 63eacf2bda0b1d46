"""Check the pinned libraries: ``python -m tests.supply``.

Two questions: is each under a licence that may be used here, and is a vulnerability of
a pinned version known. The first needs what is installed and nothing else; the second
asks the advisory service that pip-audit asks. Where that cannot be reached, or knows
nothing, the check says so and goes on: no network is no fault of the pins.

``python -m tests.supply --write`` writes ``THIRD_PARTY.md`` anew.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
LISTS = (ROOT / "requirements.txt", ROOT / "requirements-sso.txt")
TABLE = ROOT / "THIRD_PARTY.md"

# Licences that let this project be passed on under its own: they ask for a notice, or
# to keep open the licensed files themselves (MPL-2.0). SPDX's names; "BSD" where a
# package does not say with how many clauses.
ALLOWED = frozenset(
    [
        "0BSD",
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
    ]
)
# What packages write that do not write SPDX's names.
WRITTEN = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# What two packages say elsewhere than in their metadata.
STATED = {
    "streamlit-folium": "MIT",  # LICENSE of its repository
    "XStatic-Leaflet": "BSD-2-Clause",  # "same as Leaflet": LICENSE of that
}

# Vulnerabilities of this version have been published since 2024: a service that names
# none of them does not know, whatever it answers.
KNOWN = "jinja2==3.1.2"
PATIENCE_SECONDS = 10
LONG_PATIENCE_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Pin:
    """One line of a list: a package and its version."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"


def main(arguments: Sequence[str]) -> int:
    """Write the table, or check; 1 when there is something to do about a pin."""
    found = pins(*LISTS)
    if "--write" in arguments:
        TABLE.write_text(table(found), "utf-8")
        return 0
    return max(check_licences(found), check_advisories(found))


def pins(*lists: Path) -> tuple[Pin, ...]:
    """Return what the lists pin, each package once, in the order of its name."""
    lines = [line for path in lists for line in path.read_text("utf-8").splitlines()]
    pairs = (line.split("==") for line in lines if re.match(r"[A-Za-z0-9]", line))
    return tuple(sorted({Pin(*pair) for pair in pairs}, key=lambda p: p.name.lower()))


# -- licences ------------------------------------------------------------------------


def check_licences(found: Iterable[Pin]) -> int:
    """Print each licence that is not on the list of those that may be used."""
    licences = {pin: licence(pin.name) for pin in found}
    wrong = {pin: text for pin, text in licences.items() if not is_allowed(text)}
    for pin, text in wrong.items():
        print(f"licences: {pin}: {text} is not among {', '.join(sorted(ALLOWED))}")
    if not wrong:
        print(f"licences: {len(licences)} pinned packages, each on the list")
    return int(bool(wrong))


def licence(name: str) -> str:
    """Return a package's licence in SPDX's terms, as its metadata say it."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return "not installed"
    words = [said.get("License-Expression", ""), STATED.get(name, "")]
    words += [said.get("License", "")]
    classifiers = [c.split(" :: ") for c in said.get_all("Classifier") or ()]
    words += [c[-1] for c in classifiers if c[0] == "License"]
    words = [WRITTEN.get(text, text) for text in words if text and "\n" not in text]
    return next(filter(is_allowed, words), next(iter(words), "not stated"))


def is_allowed(expression: str) -> bool:
    """Tell whether all parts of an expression, or one of a choice, may be used.

    Examples
    --------
    >>> is_allowed("MIT AND Zlib"), is_allowed("GPL-3.0-only OR MIT")
    (True, True)
    >>> is_allowed("MIT AND GPL-3.0-only")
    False
    """
    parts = expression.split(" AND ")
    return all(set(part.split(" OR ")) & ALLOWED for part in parts)


def table(found: Iterable[Pin]) -> str:
    """Return the text of ``THIRD_PARTY.md``."""
    rows = [f"| {pin.name} | {pin.version} | {licence(pin.name)} |" for pin in found]
    return "\n".join((_HEAD.strip(), "", *_COLUMNS, *rows, ""))


_HEAD = """
# Libraries of others

What the program runs on, as `requirements.txt` and `requirements-sso.txt` pin it, and
the licence that each package states of itself. None of their code is in this
repository. Written by `python -m tests.supply --write`; `make check` compares each
licence with the list of those that may be used (`tests/supply.py`) and asks for known
vulnerabilities.

Two reach the reader's browser: Leaflet, from XStatic-Leaflet (also inside each map
saved as HTML), and Streamlit's own page with the frame of streamlit-folium.
"""
_COLUMNS = ("| package | version | licence |", "|---|---|---|")


# -- advisories ----------------------------------------------------------------------


def check_advisories(found: Iterable[Pin], *options: str) -> int:
    """Print each known vulnerability of a pinned version.

    Parameters
    ----------
    found : iterable of Pin
        What to ask about.
    *options : str
        For pip-audit, such as another service.
    """
    found = tuple(found)
    first = ask([KNOWN], PATIENCE_SECONDS, *options)
    if not first or not vulnerabilities(first):
        print("advisories: not checked: the advisory service does not answer here")
        return 0
    answer = ask(map(str, found), LONG_PATIENCE_SECONDS, *options)
    if not answer:
        print("advisories: not checked: the advisory service stopped answering")
        return 0
    for package in answer:
        if "skip_reason" in package:
            print(f"advisories: {package['name']}: not checked: not known there")
    known = vulnerabilities(answer)
    for line in known:
        print(f"advisories: {line}")
    if not known:
        print(f"advisories: none known for {len(found)} pinned packages")
    return int(bool(known))


def ask(lines: Iterable[str], patience: float, *options: str) -> list[dict]:
    """Return pip-audit's answer for pinned lines; nothing when there is none."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", "/dev/stdin"]
    command += ["--no-deps", "--disable-pip", "--progress-spinner", "off"]
    command += ["--format", "json", "--desc", "off", "--timeout", "5", *options]
    try:
        asked = subprocess.run(
            command,
            input="\n".join(lines),
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
        return json.loads(asked.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []


def vulnerabilities(answer: Iterable[dict]) -> list[str]:
    """Return one line for each vulnerability: package, name, where it is mended."""
    return [
        f"{package['name']} {package['version']}: {known['id']}, "
        f"mended in {', '.join(known['fix_versions']) or 'no version yet'}"
        for package in answer
        for known in package.get("vulns", ())
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
