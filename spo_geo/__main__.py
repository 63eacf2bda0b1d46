"""``python -m spo_geo``."""

import sys

from spo_geo.cli import main

sys.exit(main())
