"""Measure this project's search, Pagefind, MiniSearch and Material's own over the same pages in the same run.

    python scripts/bench_search.py                       at 90 models and at 10.798
    python scripts/bench_search.py 90 --only ours        quick
    python scripts/bench_search.py --pagefind pagefind   the command that starts Pagefind (PyPI: pagefind[bin])
    python scripts/bench_search.py --minisearch PATH     dist/umd/index.js of the npm package minisearch

Queries: tests/search/queries.yml, or another file beside it (--queries). Which synthetic models are right as well is
told in measuring/judging.py, for every engine alike. success@3: a right model is among the first three; worst: that of
the worst kind of query; none: questions without an answer that are told as such; doubt: questions with an answer told
as having none; wrong: queries without a slip that are "corrected". Bytes: as sent, text compressed by gzip, the first
query with all that an engine loads. Milliseconds: a query asked again, so without the network.
Exit code 0: measured; 1: ours misses a limit of its own; 2: not measured.
"""

from lib.commands import run_command
from lib.environment import use_environment

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measuring.asking import HEAD, Measured, ask, at, mean
from measuring.engines import ENGINES, write_pages
from measuring.judging import judged

ROOT = Path(__file__).resolve().parent.parent
SIZES = (90, 10_798)
COSTLY = {"material", "minisearch"}
"""Opened once only: it takes minutes at the large size."""

FIRST_BYTES, LATER_BYTES, MILLISECONDS = 200_000, 50_000, 20


def main() -> int:
    """Measure and print a table for each size. Returns the exit code."""
    arguments = _arguments()
    use_environment(dev=True)
    kept = True
    for size in arguments.sizes or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            kept &= _measure(size, Path(folder), arguments)
    return 0 if kept else 1


def _measure(size: int, folder: Path, arguments: argparse.Namespace) -> bool:
    catalogue, real = _catalogue(size, folder / "models")
    site = folder / "site"
    started = time.monotonic()
    write_pages(catalogue, site)
    print(f"\n{len(catalogue.models):,} models, pages written in {time.monotonic() - started:.0f} s")
    queries = judged(catalogue, real, arguments.queries)
    print(HEAD)
    kept = True
    for name, prepare in ENGINES.items():
        if arguments.only and name not in arguments.only:
            continue
        started = time.monotonic()
        problem, script, argument = prepare(
            catalogue, site, {"pagefind": arguments.pagefind, "minisearch": arguments.minisearch}
        )
        if problem:
            print(f"{name:<10} not measured: {problem}")
            continue
        indexed = time.monotonic() - started
        found = ask(site, script, argument, queries, name in COSTLY)
        print(found.line(name), f"  indexed in {indexed:.1f} s", flush=True)
        if name == "ours":
            kept = _within(found, 0.97 if size <= SIZES[0] else 0.93)
            print("  " + ", ".join(f"{kind} {mean(values):.2f}" for kind, values in found.kinds.items()))
    return kept


def _within(found: Measured, least: float) -> bool:
    limits = [
        mean(found.success) >= least,
        max(found.first) <= FIRST_BYTES,
        max(found.later) <= LATER_BYTES,
        at(found.times, 0.95) <= MILLISECONDS,
        mean(found.none) >= 0.85,
        mean(found.doubted) <= 0.05,
        mean(found.corrected) <= 0.01,
    ]
    return all(limits)


def _catalogue(size: int, folder: Path) -> tuple[Any, set[str]]:
    """The real models and synthetic ones up to `size`; and the slugs of the real ones."""
    from showcase.files.catalogue import Catalogue, ModelFiles

    real = ModelFiles(ROOT / "models").load()
    models = list(real.models)
    if size > len(models):
        command = [sys.executable, str(ROOT / "scripts" / "make_corpus.py"), str(size - len(models)), str(folder)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        models += [model for model in ModelFiles(folder).load().models if model.slug not in real.by_slug]
    return Catalogue(models, [], real.register), set(real.by_slug)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, metavar="MODELS", help="numbers of models")
    parser.add_argument("--only", action="append", choices=tuple(ENGINES), help="leave the others out")
    parser.add_argument("--queries", default="queries.yml", help="file below tests/search")
    parser.add_argument("--pagefind", default="pagefind", help="command that starts Pagefind")
    parser.add_argument("--minisearch", default="minisearch.js", help="path of its script")
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không đo được")
