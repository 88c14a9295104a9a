"""Sites used by many tests: each is built once in a run, by the first process that needs it."""

import os
import time
from pathlib import Path

import pytest
from built_site import build_site

from showcase.targets.locking import Busy, locked

PUBLIC = "https://kho-mo-hinh-dan-van-kheo.ban-dan-van.angiang.example/thu-vien/cac-mo-hinh-hay/dan-van-kheo/"
"""As long an address as an office may have, under a sub-path: it stands on the sheets and in their codes."""


def shared_site(factory: pytest.TempPathFactory, name: str, **environment: str) -> Path:
    """The folder of a site built with these variables; the output of the build is in `<name>.txt` beside it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    said = shared / f"{name}.txt"
    while not said.exists():
        try:
            with locked(shared / f"{name}.lock", "another process of this run builds it"):
                if not said.exists():
                    _build(shared / name, said, environment)
        except Busy:
            time.sleep(0.1)
    assert (shared / name).is_dir(), said.read_text(encoding="utf-8")
    return shared / name


def _build(folder: Path, said: Path, environment: dict[str, str]) -> None:
    """Build, and write the output also after a failure, because the other processes wait for it."""
    fresh = folder.with_suffix(".new")
    done = build_site(fresh, **environment)
    if done.returncode == 0:
        fresh.rename(folder)
    beside = said.with_suffix(".new.txt")
    beside.write_text(done.stdout + done.stderr, encoding="utf-8")
    beside.rename(said)
