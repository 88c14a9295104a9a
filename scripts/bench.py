"""Measure how the build grows: corpora of several sizes through MkDocs and, where it is installed, through hugo.

    python scripts/bench.py                               100, 1.000 and 10.798 models, once each
    python scripts/bench.py --sizes 100,1000 --runs 3     medians of three builds
    python scripts/bench.py --profile 2000                where the time goes, by package
    python scripts/bench.py --json FILE                   the figures for tools too

Each build is a fresh process over synthetic models (measuring/corpus.py). Exit code 0: measured; 1: a build failed.
"""

from lib.commands import run_command
from lib.environment import ROOT, use_environment

import argparse
import gzip
import json
import os
import platform
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from measuring.figures import Measured, Weight, percentile, table
from measuring.processes import BuildFailedError, Run, run

from showcase.targets.places import accepted_file

SIZES = (100, 1000, 10798)
SAMPLE = 1000
"""So many model pages of a build are weighed, evenly chosen."""


def main() -> int:
    """Measure and print. Returns the exit code."""
    arguments = _arguments()
    use_environment()
    if arguments.json:
        accepted_file(arguments.json)
    # On SIGTERM the command still stops its running build and removes its folders.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        if arguments.profile:
            return _profile(arguments.profile, arguments.seed)
        _warn_if_busy()
        measured = [_measure(size, arguments.runs, arguments.seed) for size in arguments.sizes]
    except BuildFailedError as error:
        print(f"Dựng không thành công:\n{error}", file=sys.stderr)
        return 1
    print("\n".join(table(measured)))
    if arguments.json:
        with arguments.json.open("x", encoding="utf-8") as stream:
            stream.write(json.dumps(_report(measured), ensure_ascii=False, indent=2) + "\n")
    return 0


def _warn_if_busy() -> None:
    """Warn if other programs use the cores: they make the times longer and uneven."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    if load > 0.5:
        _say(f"Máy đang bận việc khác (tải {load:.1f} trên {os.cpu_count()} nhân): số giây đo được sẽ kém tin cậy")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="numbers of models, with commas")
    parser.add_argument("--runs", type=int, default=1, help="builds of each size; the median counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", type=int, metavar="N", help="profile one build of N models instead")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON into a new file")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(size) for size in text.split(",")))


def _measure(models: int, runs: int, seed: int) -> Measured:
    """Run our builds and hugo's alternately, so that both have the same load of the machine."""
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as name:
        folder = Path(name)
        _make("make_corpus.py", models, folder / "models", seed)
        has_hugo = shutil.which("hugo") is not None
        if has_hugo:
            _make("make_hugo.py", models, folder / "hugo", seed)
        ours: list[Run] = []
        theirs: list[Run] = []
        for number in range(1, runs + 1):
            _say(f"{models} mô hình, lần {number} trên {runs}")
            ours.append(_mkdocs(folder))
            _say(f"dựng xong sau {ours[-1].seconds:.1f} giây")
            theirs += [_hugo(folder)] if has_hugo else []
        return _summed_up(models, folder, ours, theirs)


def _summed_up(models: int, folder: Path, ours: list[Run], theirs: list[Run]) -> Measured:
    cpu = [run.cpu_seconds for run in ours if run.cpu_seconds is not None]
    return Measured(
        models=models,
        seconds=median(run.seconds for run in ours),
        cpu_seconds=median(cpu) if cpu else None,
        peak_mb=max((run.peak_mb for run in ours if run.peak_mb is not None), default=None),
        pages=_pages(folder / "site"),
        site_mb=_bytes(folder / "site") / 1e6,
        weight=weigh(_model_pages(folder)),
        hugo_seconds=median(run.seconds for run in theirs) if theirs else None,
        hugo_pages=_pages(folder / "hugo-site") if theirs else None,
    )


def _mkdocs(folder: Path, *python_options: str) -> Run:
    command = [sys.executable, *python_options, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "site")]
    environment = {"NO_MKDOCS_2_WARNING": "1", "SHOWCASE_MODELS": str(folder / "models")}
    return run(command, environment)


def _hugo(folder: Path) -> Run:
    command = ["hugo", "--quiet", "--source", str(folder / "hugo"), "--destination", str(folder / "hugo-site")]
    return run([*command, "--cacheDir", str(folder / "hugo-cache")], {})


def _make(script: str, models: int, folder: Path, seed: int) -> None:
    """Make the corpus in a new process, because the memory of this one would count for its children."""
    command = [sys.executable, str(ROOT / "scripts" / script), str(models), str(folder), "--seed", str(seed)]
    run(command, {})


def _model_pages(folder: Path) -> list[Path]:
    slugs = sorted(path.stem for path in folder.glob("models/*/*.yml"))
    return [folder / "site" / "mo-hinh" / slug / "index.html" for slug in slugs]


def _pages(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))


def _bytes(site: Path) -> int:
    return sum(path.stat().st_size for path in site.rglob("*") if path.is_file())


def weigh(pages: Sequence[Path]) -> Weight:
    """Measure the sizes of some pages, raw and compressed."""
    chosen = [pages[round(at * (len(pages) - 1) / (SAMPLE - 1))] for at in range(SAMPLE)]
    contents = [path.read_bytes() for path in (chosen if len(pages) > SAMPLE else pages)]
    raw = [len(content) / 1000 for content in contents]
    packed = [len(gzip.compress(content, 6)) / 1000 for content in contents]
    return Weight(median(raw), percentile(raw, 95), median(packed), percentile(packed, 95))


def _report(measured: Sequence[Measured]) -> dict[str, object]:
    from importlib.metadata import version

    versions = {
        name: version(name) for name in ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "jinja2", "pyyaml")
    }
    system = {"python": platform.python_version(), "cores": os.cpu_count(), **versions}
    return {"system": system, "sizes": [{**asdict(one), "ratio": one.ratio} for one in measured]}


def _profile(models: int, seed: int) -> int:
    """One build under Python's profiler, about twice as slow as without."""
    from measuring.profile import report

    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as name:
        folder = Path(name)
        _make("make_corpus.py", models, folder / "models", seed)
        _say(f"{models} mô hình: dựng dưới bộ đo từng hàm")
        _mkdocs(folder, "-m", "cProfile", "-o", str(folder / "profile"))
        print("\n".join(report(folder / "profile", ROOT)))
    return 0


def _say(text: str) -> None:
    print(f"· {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    run_command(main, "Không đo được")
