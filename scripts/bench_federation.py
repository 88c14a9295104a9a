"""Measure a national site: two synthetic provinces and the real one, built in full, federated, searched in Chromium.

    python scripts/bench_federation.py                       10.798 models in each synthetic province
    python scripts/bench_federation.py 1000                  quicker
    python scripts/bench_federation.py --folder FOLDER       keeps what it builds, and builds only once
    python scripts/bench_federation.py --every 4             asks every fourth query

Each step is a process of its own: seconds, seconds of work, memory, files and bytes that it left. Then the queries of
tests/search/queries.yml are asked (what is right and how bytes are counted: bench_search.py), at
  real      the site of the real province
  chosen    the national site, all three provinces chosen
  default   the national site, nothing chosen, where that does not ask all three anyway
Exit code 0: measured, and within the limits; 1: a limit is missed, or a build failed; 2: not measured.
"""

from lib.commands import run_command
from lib.environment import ROOT, use_environment

import argparse
import html
import json
import os
import re
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from measuring.asking import HEAD, Measured, ask, at, mean
from measuring.engines import EMPTY, NATIONAL, OURS
from measuring.judging import judged
from measuring.processes import BuildFailedError
from measuring.provinces import (
    REAL,
    SYNTHETIC,
    build_provinces,
    federate,
    models_of,
    national_of,
    read_models,
    site_of,
)

MODELS = 10_798
FIRST_BYTES, LATER_BYTES, WORSE = 250_000, 60_000, 0.02
OPENED = 2
"""Every second query is a first one too."""


def main() -> int:
    """Measure and print. Returns the exit code."""
    arguments = _arguments()
    use_environment(dev=True)
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as name:
        folder = (arguments.folder or Path(name)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
            steps = [] if site_of(folder, REAL).exists() else build_provinces(folder, arguments.models)
            for step in [*steps, *federate(folder)]:
                print(step.line(), flush=True)
        except BuildFailedError as error:
            print(f"Dựng không thành công:\n{error}", file=sys.stderr)
            return 1
        return 0 if _ask_all(folder, arguments.every) else 1


def _ask_all(folder: Path, every: int) -> bool:
    """Run the queries on all sites. Returns whether all limits are kept."""
    real, *synthetic = _catalogues(folder)
    whole = _joined([*synthetic, real])
    own, national = (judged(one, set(real.by_slug))[::every] for one in (real, whole))
    print(f"{len(whole.models):,} models, {len(own)} queries\n{HEAD}")
    single = _asked("real", site_of(folder, REAL), OURS, "", own)
    chosen = _asked("chosen", national_of(folder), NATIONAL, _sources(folder, chosen=True), national)
    asked = [chosen]
    if not _all_asked(folder):
        asked.append(_asked("default", national_of(folder), NATIONAL, _sources(folder, chosen=False), national))
    light = all(max(found.first) <= FIRST_BYTES and max(found.later) <= LATER_BYTES for found in asked)
    return light and mean(chosen.success) >= mean(single.success) - WORSE


def _asked(name: str, site: Path, script: str, argument: str, queries: list[Any]) -> Measured:
    (site / "empty.html").write_text(EMPTY, "utf-8")
    found = ask(site, script, argument, queries, costly=False, opened=OPENED)
    print(found.line(name), flush=True)
    print(f"  first: median {at(found.first, 0.5):,.0f}, 95 % below {at(found.first, 0.95):,.0f}", flush=True)
    return found


def _sources(folder: Path, chosen: bool) -> str:
    """What the search page of the national site hands to its worker, and the provinces that are chosen, as JSON."""
    sources = _listed(folder)
    return json.dumps({"sources": sources, "chosen": [one["code"] for one in sources] if chosen else []})


def _all_asked(folder: Path) -> bool:
    """Whether all provinces are searched before a reader chooses some."""
    return all(one["first"] for one in _listed(folder))


def _listed(folder: Path) -> list[dict[str, Any]]:
    page = (national_of(folder) / "tra-cuu" / "index.html").read_text("utf-8")
    found = re.search(r'data-sources="([^"]*)"', page)
    assert found
    return list(json.loads(html.unescape(found[1])))


def _catalogues(folder: Path) -> list[Any]:
    """The real province first; each synthetic one is read in a process with its own settings."""
    from showcase.files.catalogue import ModelFiles

    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        synthetic = []
        for code in SYNTHETIC:
            os.environ["SHOWCASE_SETTINGS"] = str(folder / f"repository-{code}" / "showcase.yml")
            synthetic.append(pool.submit(read_models, models_of(folder, code)).result())
    del os.environ["SHOWCASE_SETTINGS"]
    return [ModelFiles(ROOT / "models").load(), *synthetic]


def _joined(catalogues: list[Any]) -> Any:
    """All models, each slug once; the sources are those of the last."""
    from showcase.files.catalogue import Catalogue

    models = {model.slug: model for one in catalogues for model in one.models}
    return Catalogue(list(models.values()), [], catalogues[-1].register)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="?", type=int, default=MODELS, help="of each synthetic province")
    parser.add_argument("--folder", type=Path, help="a new folder, or one of an earlier measuring")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask every N-th query")
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không đo được")
