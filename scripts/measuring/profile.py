"""Where a profiled build spends its time, by package and by function."""

import pstats
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

Function = tuple[str, int, str]
"""File, line, name, as Python's profiler has them; "~" is the file of what is written in C."""

Timing = tuple[int, int, float, float, dict[Function, tuple[int, int, float, float]]]
"""Calls but recursive ones, all calls, own seconds, seconds with all that is called, the same by caller."""

_SHOWN = 20
_HEADER = "  cả thảy    riêng   số lần  hàm"


def report(profile: Path, root: Path) -> list[str]:
    """Seconds by package, then the costliest functions of the project, then those costliest by themselves."""
    stats: dict[Function, Timing] = pstats.Stats(str(profile)).stats  # type: ignore[attr-defined]
    ours = [function for function in stats if _is_below(root, function[0])]
    ours.sort(key=lambda function: -stats[function][3])
    anyone = sorted(stats, key=lambda function: -stats[function][2])
    packages = sorted(by_package(stats, root).items(), key=lambda item: -item[1])
    return [
        f"Tổng {sum(timing[2] for timing in stats.values()):.2f} giây, chậm hơn khi không đo. Giây theo gói:",
        *(f"{seconds:8.2f}  {name}" for name, seconds in packages[:_SHOWN]),
        *("", "Hàm của dự án, tính cả những gì nó gọi:", _HEADER),
        *(_line(function, stats[function], root) for function in ours[: 2 * _SHOWN]),
        *("", "Hàm bất kỳ, chỉ tính riêng nó:", _HEADER),
        *(_line(function, stats[function], root) for function in anyone[:_SHOWN]),
    ]


def by_package(stats: Mapping[Function, Timing], root: Path) -> dict[str, float]:
    """Own seconds of each package; what it calls in C counts as its own."""
    found: defaultdict[str, float] = defaultdict(float)
    for function, timing in stats.items():
        if function[0] != "~":
            found[package_of(function[0], root)] += timing[2]
            continue
        for caller, by_caller in timing[4].items():
            found[package_of(caller[0], root)] += by_caller[2]
    return found


def package_of(file: str, root: Path) -> str:
    """`showcase.look.rendering` for the project's modules, `yaml` for a package, `python` for the standard library."""
    path = Path(file)
    if "site-packages" in path.parts:
        name = path.parts[path.parts.index("site-packages") + 1]
        return f"{name}: templates" if path.suffix == ".html" else name.removesuffix(".py")
    if not _is_below(root, file):
        return "python"
    within = path.relative_to(root)
    return f"{within.parts[0]}: templates" if path.suffix == ".html" else ".".join(within.with_suffix("").parts)


def _is_below(root: Path, file: str) -> bool:
    return Path(file).is_relative_to(root) and "site-packages" not in Path(file).parts


def _line(function: Function, timing: Timing, root: Path) -> str:
    _, calls, own, total, _ = timing
    file, line, name = function
    where = "" if file == "~" else f"{package_of(file, root)} {Path(file).name}:{line} "
    return f"{total:8.2f} {own:8.2f} {calls:8}  {where}{name}"
