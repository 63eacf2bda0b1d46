"""How things are counted, where the boundaries come from, what is not claimed."""

import streamlit as st

from spo_geo import __version__, attribution
from spo_geo.dataset import Dataset
from spo_geo.ui.markup import definition_list, join, tag

COUNTING = """
## How things are counted
- **A place** is what a record says, as written. **A district** is a unit of the
  boundary layer (ADM2). A place resolves to one district by P-code, exact name or
  listed alias, or it is **held**: shown as written, counted apart, never shaded.
- **No district is shaded or counted unless a record names it.** Projects that are
  national, name only provinces, state only a number of districts, or work with
  institutions stand beside the map in their own words.
- A project counts once everywhere; a district counts a project once. A project with
  several funders counts under each, and once in the total.
- **Year:** a project matches when it was active at any time in the year, to the
  month as stated. Projects without dates are left out when a year filter is set,
  and the page says how many.
- **Focus area:** as stated by a source, else as inferred with the reason; the page
  marks which.
- **Funder:** a funder includes its programmes. Where a source says only "in
  collaboration with", the page says that funding is not stated.
- **Province:** selects projects that name the province or a place in it; the map
  then counts only the places inside it.
- The list of districts in SPO's own encyclopaedia article has no dates and no
  projects: it is a layer of its own, off at first, and never counted.
"""

SOURCES = """
## Where a value comes from
Each record names its sources. A web address is SPO's own card or page. `000:20-22` is
document 000, lines 20 to 22, counted from the first line of the file:

- **000** SPO's project write-ups
- **001**, **002**, **003** three of SPO's project cards
- **004** an encyclopaedia article about SPO, with its coverage list and offices
"""

BOUNDARY_NOTES = """
- The layer stops at the **Line of Control**, which is dashed. The colours and lines
  take no side in any dispute.
- It shows the districts of **September 2022**. Districts made since (Hub, Usta
  Muhammad, Murree, Talagang, Taunsa, Kot Addu, Wazirabad, Upper and Lower South
  Waziristan, Central Dir, Allai, Upper Swat and others) are read as the district
  that they came from, with a note. Keamari (2020) is not drawn; Lehri (abolished in
  2018) still is.
- Maps that are **published in Pakistan** may need vetting by the Survey of Pakistan
  under the Surveying and Mapping (Amendment) Act 2020. That decision is SPO's.
"""


def draw_about_tab(dataset: Dataset) -> None:
    """Draw the rules of counting, the boundaries, the disclaimer and the dates."""
    st.markdown(COUNTING)
    st.markdown(SOURCES)
    st.markdown("## Boundaries")
    st.html(
        join(
            tag("p", attribution.BOUNDARIES),
            tag("p", "Changes and licence: geo/SOURCE.md in the program's folder."),
        )
    )
    st.markdown(BOUNDARY_NOTES)
    st.markdown("## This copy")
    st.html(
        definition_list(
            ("Records compiled on", dataset.records.date),
            ("Projects", str(len(dataset.projects))),
            ("Program", f"spo_geo {__version__}"),
            ("Hash of data/ and geo/", dataset.version),
        )
    )
