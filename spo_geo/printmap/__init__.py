"""The selection as a map for print: PNG, SVG and PDF, drawn by Matplotlib.

`draw_map` is the door. Behind it, in the order of the work:

- `options`: what a user chooses; `shading`, `heldplaces`, `words`: what the view says.
- `projection`, `frame`, `shapes`, `ground`: where things lie.
- `boxes`, `lettering`, `sheet`, `blocks`: how things are drawn.
- `mapbody`, `labels`, `names`, `furniture`, `inset`, `mapwindow`, `panel`: the parts.
- `compose`: the page; `output` with `png` and `pdf`: the file; `drawing`: the door.
"""

from spo_geo.printmap.drawing import draw_map
from spo_geo.printmap.options import PrintOptions

__all__ = ["PrintOptions", "draw_map"]
