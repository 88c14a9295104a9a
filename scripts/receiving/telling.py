"""Notify the editor, by a program of the office's own: a mail, a message, a lamp."""

from __future__ import annotations

import logging
import subprocess
from dataclasses import dataclass

LOG = logging.getLogger("noi-nhan")

_PATIENCE = 30


@dataclass(frozen=True)
class EditorNotice:
    """The program in the settings that sends messages; without one they are only in the log and on the review page."""

    program: str

    def __call__(self, sentence: str) -> None:
        """Give a sentence to the program, in UTF-8 on its input; the result is written to the log."""
        LOG.warning("%s", sentence)
        if not self.program:
            return
        try:
            subprocess.run([self.program], input=f"{sentence}\n".encode(), timeout=_PATIENCE, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            LOG.warning("chưa báo được cho người phụ trách: %s", type(error).__name__)
