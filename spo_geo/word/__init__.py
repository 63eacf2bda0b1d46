"""Word documents in the user's own styles, written by python-docx.

`WordFile` is the door; behind it are `styles`, `text`, `table` and `properties`.
"""

from spo_geo.word.file import WordFile
from spo_geo.word.properties import read_stamp

__all__ = ["WordFile", "read_stamp"]
