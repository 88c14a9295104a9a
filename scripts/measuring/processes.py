"""One process run and measured: seconds, seconds of work, peak memory."""

from lib.environment import ROOT

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass


class BuildFailedError(Exception):
    """A build ended with an error; holds what it wrote."""


@dataclass(frozen=True)
class Run:
    """One finished process."""

    seconds: float
    cpu_seconds: float | None
    """Seconds of work on all cores, which other programs disturb less; None where the system does not tell."""
    peak_mb: float | None
    """Most memory held at once, in megabytes; None where the system does not tell."""


def run(command: list[str], environment: dict[str, str]) -> Run:
    """Run a process from the project's root and measure it. Raises BuildFailedError with its output."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            code, cpu, peak = _wait(process)
        finally:
            if process.returncode is None:
                process.kill()
        seconds = time.perf_counter() - start
        if code:
            output.seek(0)
            raise BuildFailedError(output.read().decode("utf-8", errors="replace"))
    return Run(seconds, cpu, peak)


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, float | None, float | None]:
    """Exit code, seconds of work and peak memory in megabytes of this very process."""
    if sys.platform == "win32":
        return process.wait(), None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6
