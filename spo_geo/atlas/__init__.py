"""The atlas: a cover with the national map, then a page for each district.

`make_atlas` is the door. Behind it, in the order of the work:

- `content`, `overview`: what stands on the pages, in words and numbers.
- `rows`, `flow`: words as rows of type, and rows shared over pages.
- `locator`, `closeup`, `figures`: the maps and figures of a page.
- `page`, `cover`: a whole page; `document`: the file; `book`: the door.
"""

from spo_geo.atlas.book import Atlas, PageFailure, make_atlas
from spo_geo.atlas.progress import terminal_progress

__all__ = ["Atlas", "PageFailure", "make_atlas", "terminal_progress"]
