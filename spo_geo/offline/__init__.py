"""The selection as one HTML file that works without a network.

`page` builds the file; `records` says what it knows of the projects, `policy` what it
may run, `words` what it says of itself. The part in the browser is
``assets/offline``; it draws with the scripts of the map on the page.
"""

from spo_geo.offline.page import offline_map

__all__ = ["offline_map"]
