"""Provinces to federate: their sites built in full, the national site made of them, and what that took."""

from lib.environment import ROOT

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measuring.processes import Run, run

SYNTHETIC = ("01", "12")
"""Hà Nội, with the most communes, and Lai Châu, with the fewest models of its own."""
REAL = "real"

_LIST = """name: Cả nước thử
publisher: Ban Thử nghiệm
sites:
"""


@dataclass(frozen=True)
class Step:
    """One command and what it left behind."""

    name: str
    run: Run
    folder: Path

    def line(self) -> str:
        """One row of the table."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        megabytes = sum(path.stat().st_size for path in files) / 1e6
        work, peak = self.run.cpu_seconds or 0, self.run.peak_mb or 0
        figures = f"{self.run.seconds:>8.1f} s{work:>8.1f} s{peak:>8.0f} MB{len(files):>9,} files{megabytes:>8.1f} MB"
        return f"{self.name:<32}{figures}"


def build_provinces(folder: Path, models: int) -> Iterator[Step]:
    """The sites of two synthetic provinces and of the real one below `folder`. Raises BuildFailedError."""
    for code in SYNTHETIC:
        copy, corpus, site = folder / f"repository-{code}", models_of(folder, code), site_of(folder, code)
        _command(ROOT / "scripts/new_site.py", "--province", code, str(copy))
        _command(copy / "scripts/make_corpus.py", str(models), str(corpus))
        built = _command(copy / "scripts/build.py", "--site-dir", str(site), models=corpus)
        yield Step(f"province {code}, {models:,} models", built, site)
    site = site_of(folder, REAL)
    yield Step("the real province", _command(ROOT / "scripts/build.py", "--site-dir", str(site)), site)


def federate(folder: Path) -> Iterator[Step]:
    """The national site below `folder`, made twice: all new, and with nothing changed. Raises BuildFailedError."""
    codes = {code: code for code in SYNTHETIC} | {REAL: _province(folder)}
    rows = [
        f'  - {{province: "{code}", from: "{site_of(folder, name)}", home: "https://tinh{code}.example/"}}\n'
        for name, code in codes.items()
    ]
    (folder / "sites.yml").write_text(_LIST + "".join(rows), encoding="utf-8")
    for name in ("federated, all new", "federated again, nothing new"):
        done = _command(ROOT / "scripts/federate.py", str(folder / "sites.yml"), "--site-dir", str(national_of(folder)))
        yield Step(name, done, national_of(folder))


def site_of(folder: Path, name: str) -> Path:
    """Where the site of a province is built."""
    return folder / f"site-{name}"


def models_of(folder: Path, code: str) -> Path:
    """Where the models of a synthetic province are."""
    return folder / f"models-{code}"


def national_of(folder: Path) -> Path:
    """Where the national site is made."""
    return folder / "national"


def read_models(folder: Path) -> Any:
    """The catalogue of a folder of models, by the settings of this process."""
    from showcase.files.catalogue import ModelFiles

    return ModelFiles(folder).load()


def _province(folder: Path) -> str:
    """The code of the real province, from what its site publishes."""
    manifest = site_of(folder, REAL) / "du-lieu" / "lien-ket.json"
    return str(json.loads(manifest.read_text(encoding="utf-8"))["province"])


def _command(script: Path, *arguments: str, models: Path | None = None) -> Run:
    return run([sys.executable, str(script), *arguments], {"SHOWCASE_MODELS": str(models)} if models else {})
