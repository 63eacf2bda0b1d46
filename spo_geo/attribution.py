"""Who made the boundaries and the records, as every map and file must say it.

The wording of the source, of the licence and of the disclaimer is the one that the
publisher of the boundaries asks for (OCHA, "Pakistan - Subnational Administrative
Boundaries", https://data.humdata.org/dataset/cod-ab-pak). A layer that was built
from another release carries its own paragraph: `boundaries.read_attribution`.
"""

LICENCE = "CC BY 3.0 IGO"
DISCLAIMER = (
    "The boundaries and names shown do not imply official endorsement or acceptance "
    "by the United Nations."
)
BOUNDARIES = (
    "Administrative boundaries: OCHA/WFP Common Operational Dataset COD-AB Pakistan, "
    f"valid 9 September 2022, {LICENCE}; generalised by this project. {DISCLAIMER}"
)
SHORT = f"Boundaries: OCHA/WFP COD-AB Pakistan, 9 September 2022, {LICENCE}"


def records_line(date: str, sheet: str = "") -> str:
    """Say where the project records come from.

    Parameters
    ----------
    date : str
        Day on which the records were compiled (ISO 8601); empty when they state none.
    sheet : str
        Name of the file, where the projects are those of a visitor's own sheet.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> records_line("2020-01-31")
    'Projects: the records of SPO (Strengthening Participatory Organization), \
compiled on 2020-01-31.'
    """
    if sheet:
        return f"Projects: the sheet “{sheet}” of a visitor, not the records of SPO."
    compiled = f"compiled on {date}" if date else "date not stated"
    return (
        "Projects: the records of SPO (Strengthening Participatory Organization), "
        f"{compiled}."
    )
