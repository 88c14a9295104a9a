"""Progress on the terminal for work that may take longer than two seconds."""

import sys
from collections.abc import Callable


def on_terminal(what: str, every: int = 500) -> Callable[[int, int], None]:
    """A reporter that rewrites one line on a terminal and stays silent anywhere else."""

    def report(done: int, total: int) -> None:
        if sys.stderr.isatty() and total > every and (done % every == 0 or done == total):
            end = "\n" if done == total else ""
            print(f"\r{what}: {done:,}/{total:,}".replace(",", "."), end=end, file=sys.stderr, flush=True)

    return report
