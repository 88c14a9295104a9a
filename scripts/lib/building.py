"""Build the site in this process, with MkDocs or without, so that the build ends with the command."""

from lib import packages
from lib.environment import ROOT

import gc
import os
import sys
import time
from pathlib import Path

KIND = "trang"
"""The kind of folder in the mark of a built site."""


def build_site(folder: Path, models: Path, quiet: bool = False) -> bool:
    """Build strictly into an empty folder. Returns whether it succeeded; errors are on stderr. Raises OSError."""
    os.chdir(ROOT)
    # Hides Material's notice about MkDocs 2.0, which editors need not read: HACKING.md, "Known limits".
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "SHOWCASE_MODELS": str(models)}
    packages.speak_utf8()
    return run_mkdocs(["build", "--strict", *(["--quiet"] if quiet else []), "--site-dir", str(folder)]) == 0


def build_plain_site(folder: Path, models: Path) -> bool:
    """Build strictly into an empty folder without MkDocs and Material. Returns and raises as `build_site`."""
    from showcase.files.reports import as_text
    from showcase.language.packing import clock_fault
    from showcase.plain.config import FILE, read_config
    from showcase.plain.documents import DeadLinkError
    from showcase.plain.site import write_site
    from showcase.publishing.publication import load
    from showcase.schema.problems import ProblemError
    from showcase.schema.settings import read_settings, settings_file
    from showcase.targets.mark import write_mark

    packages.speak_utf8()
    if fault := clock_fault(time.localtime().tm_year):
        print(fault, file=sys.stderr)
        return False
    gc.disable()  # as macros.py does
    os.umask(os.umask(0) & 0o022)
    try:
        config = read_config(ROOT / FILE)
        publication = load(ROOT, models, read_settings(settings_file(), config.address, config.repository))
        if problems := publication.site.catalogue.problems:
            print(as_text(problems), file=sys.stderr)
            return False
        write_site(publication, config, ROOT, folder)
    except ProblemError as error:
        print(as_text([error.problem]), file=sys.stderr)
        return False
    except DeadLinkError as error:
        print(error, file=sys.stderr)
        return False
    if publication.notice:
        print(publication.notice, file=sys.stderr)
    write_mark(folder, KIND)
    return True


def run_mkdocs(options: list[str]) -> int:
    """Run a command of MkDocs. Returns its exit code."""
    from mkdocs.__main__ import cli

    try:
        cli(options)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0
