"""The oldest Python that the commands run on, and the sentence for all before it.

This module and the first file of every command are written so that Python 3.6 can read them: no newer syntax, and
`lib` is imported before anything that came later (`dataclasses`, `pairwise`).
"""

import shutil
import sys

OLDEST = (3, 11)


def require_python():
    # type: () -> None
    """Exit with 2 on an older Python, after saying which one is needed and how to go on."""
    if sys.version_info[:2] >= OLDEST:
        return
    have, need = ".".join(map(str, sys.version_info[:3])), ".".join(map(str, OLDEST))
    newer = next((name for name in ("python3.%d" % minor for minor in range(20, 10, -1)) if shutil.which(name)), None)
    remedy = "Máy đã có %s." % newer if newer else "Cài bản mới từ https://www.python.org/downloads/"
    command = " ".join([newer or "python3.13"] + sys.argv)
    text = "Dừng lại: Cần Python %s trở lên, lệnh này đang chạy bằng Python %s. %s Rồi chạy: %s\n"
    _write(text % (need, have, remedy, command))
    raise SystemExit(2)


def _write(text):
    # type: (str) -> None
    """Print in UTF-8, whatever the console's encoding is; `reconfigure` exists since Python 3.7."""
    buffer = getattr(sys.stderr, "buffer", None)
    if buffer is None:
        sys.stderr.write(text)
    else:
        buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stderr.flush()
