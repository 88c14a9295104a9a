"""The figures of the benchmark: what was measured, how it grows, how it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log

HUGO_LIMIT, GROWTH_LIMIT, MEMORY_LIMIT, PAGE_LIMIT = 12.0, 1.1, 2000.0, 12.0
"""At most: times hugo's time; exponent of growth; megabytes of memory; kilobytes of a compressed model page."""


@dataclass(frozen=True)
class Weight:
    """Kilobytes of the model pages of one build."""

    median: float
    p95: float
    median_gzip: float
    p95_gzip: float


@dataclass(frozen=True)
class Measured:
    """One size."""

    models: int
    seconds: float
    cpu_seconds: float | None
    peak_mb: float | None
    pages: int
    site_mb: float
    weight: Weight
    hugo_seconds: float | None = None
    hugo_pages: int | None = None

    @property
    def ratio(self) -> float | None:
        """Our time over hugo's."""
        return self.seconds / self.hugo_seconds if self.hugo_seconds else None


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` per cent of the values do not exceed."""
    return sorted(values)[ceil(len(values) * share / 100) - 1]


def growth(size_before: float, size_after: float, time_before: float, time_after: float) -> float:
    """The exponent e of time ~ size**e between two measurements: 1 when time grows as fast as size."""
    return log(time_after / time_before) / log(size_after / size_before)


def table(measured: Sequence[Measured]) -> list[str]:
    """The figures as lines of text."""
    lines = [
        _row("Mô hình", "giây", "CPU", "ms/trang", "MB nhớ", "trang", "MB web", "KB/mô hình (p95)", "nén (p95)", "hugo")
    ]
    for one in measured:
        weight = one.weight
        raw, packed = (f"{weight.median:.1f} ({weight.p95:.1f})", f"{weight.median_gzip:.1f} ({weight.p95_gzip:.1f})")
        hugo = f"{one.hugo_seconds:.2f} s, {one.hugo_pages} trang, x{one.ratio:.1f}" if one.hugo_seconds else "không có"
        each = f"{one.seconds / one.pages * 1000:.2f}"
        peak = f"{one.peak_mb:.0f}" if one.peak_mb else "?"
        cpu = f"{one.cpu_seconds:.2f}" if one.cpu_seconds else "?"
        cells = (str(one.models), f"{one.seconds:.2f}", cpu, each, peak, str(one.pages), f"{one.site_mb:.1f}")
        lines.append(_row(*cells, raw, packed, hugo))
    return [*lines, "", *_growth_lines(measured), *_verdicts(measured)]


def _row(*cells: str) -> str:
    widths = (8, 8, 8, 9, 7, 7, 8, 17, 12, 26)
    return "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))


def _growth_lines(measured: Sequence[Measured]) -> list[str]:
    lines = []
    for before, after in pairwise(measured):
        by_pages = growth(before.pages, after.pages, before.seconds, after.seconds)
        more = [f"theo số trang {by_pages:.2f}"]
        if before.cpu_seconds and after.cpu_seconds:
            by_cpu = growth(before.models, after.models, before.cpu_seconds, after.cpu_seconds)
            more.append(f"thời gian CPU {by_cpu:.2f}")
        span = f"Từ {before.models} đến {after.models} mô hình"
        lines.append(f"{span}: thời gian tăng theo số mũ {_exponent(before, after):.2f} ({', '.join(more)})")
    return lines


def _exponent(before: Measured, after: Measured) -> float:
    return growth(before.models, after.models, before.seconds, after.seconds)


def _verdicts(measured: Sequence[Measured]) -> list[str]:
    """The largest size held against its limits."""
    last = measured[-1]
    found: list[tuple[str, float | None, float]] = [
        ("lần thời gian của hugo", last.ratio, HUGO_LIMIT),
        ("MB bộ nhớ", last.peak_mb, MEMORY_LIMIT),
        ("KB một trang mô hình đã nén (p95)", last.weight.p95_gzip, PAGE_LIMIT),
    ]
    if len(measured) > 1:
        found.append(("số mũ theo số mô hình", _exponent(measured[-2], last), GROWTH_LIMIT))
    return [
        f"{'Đạt' if value <= limit else 'KHÔNG ĐẠT'}: {value:.2f} {what}, nhiều nhất {limit:g}"
        for what, value, limit in found
        if value is not None
    ]
