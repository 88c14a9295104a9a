"""Work in several processes: forked, or started new on systems without fork."""

import multiprocessing
import os

import pytest

from showcase.schema.problems import ProblemError, describe
from showcase.store import workers
from showcase.store.workers import FEW, spread

METHODS = [method for method in ("fork", "spawn") if method in multiprocessing.get_all_start_methods()]


def times(state: int, numbers: list[int]) -> list[tuple[int, int]]:
    return [(os.getpid(), state * number) for number in numbers]


def fails(state: int, numbers: list[int]) -> list[int]:
    raise ProblemError(describe("unreadable", "models/a/b.yml", 1, "", "", "ổ đĩa hỏng"))


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 2)
    return


@pytest.mark.parametrize("method", METHODS)
def test_results_come_in_order_from_other_processes(method: str) -> None:
    found = list(spread(times, range(FEW), 3, (int, ("3",)), method))
    assert [result for _, result in found] == [3 * number for number in range(FEW)]
    assert os.getpid() not in {process for process, _ in found}


def test_little_work_is_done_here() -> None:
    assert list(spread(times, [1, 2], 3, (int, ("3",)))) == [(os.getpid(), 3), (os.getpid(), 6)]


def test_a_problem_comes_whole_from_another_process() -> None:
    with pytest.raises(ProblemError) as caught:
        list(spread(fails, range(FEW), 3, (int, ("3",))))
    assert caught.value.problem.file == "models/a/b.yml"
