"""What several commands share. Whoever imports it has a Python that is new enough, and finds the package `showcase`."""

from lib.oldest_python import require_python

import sys
from pathlib import Path

require_python()
if str(Path(__file__).resolve().parents[2]) not in sys.path:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
