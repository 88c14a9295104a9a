"""A program that starts builds and kills them: `killed_builds.py SITE BEFORE AFTER OTHER KILLS`.

SITE is built from the models BEFORE; then builds from AFTER are started and killed at random times. OTHER receives a
whole site from AFTER, to compare with. Prints the state of SITE after each kill: `before`, `after` or `mixed`.
"""

import contextlib
import hashlib
import os
import random
import signal
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import build  # noqa: E402


def built(site: str, models: str) -> int:
    """Run `scripts/build.py` within this process: fast, because everything is already imported."""
    sys.argv = ["build.py", "--site-dir", site]
    os.environ["SHOWCASE_MODELS"] = models
    with contextlib.redirect_stdout(sys.stderr):
        return build.main()


def digest(folder: str) -> str:
    """Digest of all names and bytes."""
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
    parts = [f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def killed(site: str, models: str, after: float) -> None:
    """Start a build and kill it after some seconds, unless it has finished."""
    child = os.fork()
    if child == 0:
        os._exit(built(site, models))
    time.sleep(after)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(site: str, before: str, after: str, other: str, kills: int) -> None:
    assert built(site, before) == 0
    start = time.monotonic()
    assert built(other, after) == 0
    longest = time.monotonic() - start
    states = {digest(site): "before", digest(other): "after"}
    assert len(states) == 2
    for _ in range(kills):
        killed(site, after, random.uniform(0, longest))
        print(states.get(digest(site), "mixed"), flush=True)
    assert built(site, after) == 0
    assert states[digest(site)] == "after"


if __name__ == "__main__":
    main(*sys.argv[1:5], int(sys.argv[5]))
