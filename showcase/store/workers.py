"""Spread work over several processes, where there are enough cores and enough work."""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

FEW = 400
"""Below this many things, starting processes costs more than it spares."""

_CHUNK = 100
"""So many things go to a process at once, unless each is much work."""

_state: dict[str, Any] = {}
"""What the work of this process is done with; a forked process has that of its parent."""


def cores() -> int:
    """Number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def spread(
    work: Callable[[Any, list[Thing]], list[Result]],
    things: Sequence[Thing],
    state: Any,
    again: tuple[Callable[..., Any], tuple[Any, ...]],
    method: str = "",
    chunk: int = _CHUNK,
    least: int = FEW,
) -> Iterator[Result]:
    """The results of `work(state, some of the things)` over all things, in their order.

    `chunk`: so many things go to a process at once; below `least` things all is done in this process.

    `again` is a function with its arguments that makes the same state in a process that could not be forked; the
    function, its arguments, `work` and things then go through pickle, from one of our processes to another.
    """
    if len(things) < least or cores() < 2:
        yield from work(state, list(things))
    else:
        _state["made"] = state
        chunks = [(work, list(things[at : at + chunk])) for at in range(0, len(things), chunk)]
        yield from _in_processes(chunks, again, method or ("fork" if sys.platform == "linux" else "spawn"))


def _in_processes(chunks: list[Any], again: tuple[Callable[..., Any], tuple[Any, ...]], method: str) -> Iterator[Any]:
    """The results of all chunks, in order; the garbage collector of a fork skips objects made before it."""
    gc.freeze()
    try:
        with ProcessPoolExecutor(cores(), multiprocessing.get_context(method), _begin, (again,)) as pool:
            for results in pool.map(_work, chunks):
                yield from results
    finally:
        _state.clear()
        gc.unfreeze()


def _begin(again: tuple[Callable[..., Any], tuple[Any, ...]]) -> None:
    if "made" not in _state:
        function, arguments = again
        _state["made"] = function(*arguments)


def _work(chunk: tuple[Callable[[Any, list[Any]], list[Any]], list[Any]]) -> list[Any]:
    work, things = chunk
    return work(_state["made"], things)
