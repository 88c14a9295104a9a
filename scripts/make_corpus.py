"""Write synthetic models, as many as a whole registry has, to measure how the site builds and searches.

    python scripts/make_corpus.py 10798 FOLDER             the registry of An Giang in half of 2026
    python scripts/make_corpus.py 300 FOLDER --seed 2      other models

The same count and seed give the same bytes. Look at them: SHOWCASE_MODELS=FOLDER python3 scripts/serve.py
Exit code 0: written; 2: not written.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import sys
import time
from pathlib import Path


def main() -> int:
    """Write the corpus. Returns the exit code."""
    arguments = _arguments()
    use_environment()
    from measuring.corpus import write

    from showcase.language.words import number
    from showcase.targets.places import accepted_new

    start = time.monotonic()
    folder = accepted_new(arguments.folder, ROOT, [models_folder(ROOT)])
    write(arguments.count, folder, arguments.seed, _ProgressLine())
    seconds = number(round(time.monotonic() - start, 1))
    print(f"Đã viết {number(arguments.count)} mô hình thử trong {seconds} giây: {arguments.folder}")
    return 0


class _ProgressLine:
    """Progress, one line after each two seconds."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self.last > 2:
            self.last = time.monotonic()
            print(f"Viết mô hình thử: {done}/{total}", file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many models")
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không viết được mô hình thử")
