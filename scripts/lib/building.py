"""Building the site with MkDocs in this very process: whoever ends the command ends the build."""

from lib import packages
from lib.environment import ROOT

import os
from pathlib import Path

KIND = "trang"
"""What the mark of a built site says it is."""


def build_site(folder: Path, models: Path, quiet: bool = False) -> bool:
    """Build strictly into an empty folder. Returns whether it went well; stderr tells what did not. Raises OSError."""
    os.chdir(ROOT)
    # Material's notice about MkDocs 2.0 is for those who choose the theme: HACKING.md, "Known limits".
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "SHOWCASE_MODELS": str(models)}
    packages.speak_utf8()
    return run_mkdocs(["build", "--strict", *(["--quiet"] if quiet else []), "--site-dir", str(folder)]) == 0


def run_mkdocs(options: list[str]) -> int:
    """Run a command of MkDocs. Returns its exit code."""
    from mkdocs.__main__ import cli

    try:
        cli(options)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0
