"""Measure the map page in Chromium: its bytes, how fast it answers a filter, how it holds up on a slow phone.

    python scripts/bench_map.py                          the models of the repository, and 10.798 synthetic ones
    python scripts/bench_map.py --boundaries boundaries  the same with boundaries (scripts/fetch_boundaries.py)
    python scripts/bench_map.py --sizes 0,2000           0 stands for the models of the repository

Bytes: a first view with an empty cache, text compressed by gzip. A filter: from the change of a check box until the
frame with new counts, table and map has been painted. Phone: 360 px wide, touch, the processor slowed four times;
ready: from the call of the page until the live map answers; pause: the longest time without a frame while a finger
scrolls the page, from above the map. Task: the longest task of the main thread in each step, in processor time,
measured without the brake and taken four times, the least of three runs. Other programs on the same cores make all
but the bytes and the tasks worse.
Exit code 0: measured, limits kept; 1: a limit is missed or a build failed.
"""

from lib.commands import run_command
from lib.environment import ROOT, use_environment

import argparse
import random
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from measuring.asking import CHROMIUM, Host, at
from measuring.processes import BuildFailedError, run
from measuring.tasks import longest_task

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = (0, 10_798)
BYTES = {False: 250 * 1024, True: 450 * 1024}
"""The limit of a first view, without and with boundaries."""
GROWTH, MILLISECONDS = 4 / 3, 100.0
"""At most: times the bytes of the smallest site; milliseconds of the slowest filter."""
READY_WITHIN, FILTER_WITHIN, PAUSE, TASK = 4000.0, 200.0, 200.0, 200.0
"""What counts as usable on the slowed phone, in milliseconds: until ready, the middle filter, the longest pause, the
longest task."""
RUNS = 3
SLOWED = 4
SWIPES, FINGER = 8, (640, 160)
"""How often, and from which height to which, a finger moves over the phone."""
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
OPENED = "[data-map-ready]"

CLICK = "selector => document.querySelector(selector).click()"
STEPS = {
    "cả tỉnh": "[data-view=home]",
    "gần lại": ".leaflet-control-zoom-in",
    "gần nữa": ".leaflet-control-zoom-in",
    "xa ra": ".leaflet-control-zoom-out",
    "cả nước": "[data-view=country]",
    "lọc": "[data-part=filters] input",
    "đảo": "[data-island]",
    "xếp bảng": "[data-table] thead th:nth-child(3) button",
    "cả bảng": ".scroll + .map-table__more",
}
"""Name of a measured action, after the page is open and a commune is chosen -> the control that is pressed."""
CHOSEN = "30547"

ANSWER = """id => new Promise(done => {
  const box = document.getElementById(id);
  const started = performance.now();
  box.addEventListener("change", () => requestAnimationFrame(() => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => done(performance.now() - started);
    painted.port2.postMessage(0);
  }));
  box.click();
})"""
"""A message sent from a frame arrives when that frame has been painted."""

WATCH = """() => {
  window.frames_ = [];
  const note = time => { window.frames_.push(time); requestAnimationFrame(note); };
  requestAnimationFrame(note);
}"""


@dataclass(frozen=True)
class Measured:
    """One site in one browser."""

    name: str
    size: int
    bounded: bool
    bytes: int
    filters: list[float]
    """Milliseconds of each choice; `slow`: on the phone."""
    slow: list[float]
    ready: float
    pause: float
    tasks: dict[str, float]
    """Step -> milliseconds of its longest task on the slowed phone."""


def main() -> int:
    """Measure and print. Returns the exit code."""
    arguments = _arguments()
    use_environment(dev=True)
    from lib.browser import get_browser

    from playwright.sync_api import sync_playwright

    measured = []
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as name, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=get_browser(), args=[*CHROMIUM])
        for size in arguments.sizes:
            for boundaries in filter(None, (Path(name) / "none", arguments.boundaries)):
                try:
                    site = _build(size, Path(name), boundaries)
                except BuildFailedError as error:
                    print(f"Dựng không thành công:\n{error}", file=sys.stderr)
                    return 1
                bounded = boundaries == arguments.boundaries
                measured.append(_measure(chromium, site, size, bounded, arguments.choices))
        chromium.close()
    print("\n".join([*_table(measured), "", *(text for _, text in _verdicts(measured))]))
    return 0 if all(kept for kept, _ in _verdicts(measured)) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: tuple(map(int, text.split(","))), default=SIZES)
    parser.add_argument("--boundaries", type=Path, help="folder that scripts/fetch_boundaries.py has written")
    parser.add_argument("--choices", type=int, default=60, help="filters to choose, each measured")
    return parser.parse_args()


def _build(size: int, folder: Path, boundaries: Path) -> Path:
    """Build the models of the repository, or as many synthetic ones; the same synthetic models serve both builds."""
    site, models = folder / f"site-{size}-{boundaries.name}", folder / f"models-{size}"
    if size and not models.exists():
        run([sys.executable, str(ROOT / "scripts" / "make_corpus.py"), str(size), str(models)], {})
    environment = {"NO_MKDOCS_2_WARNING": "1", "SHOWCASE_BOUNDARIES": str(boundaries.resolve())}
    environment |= {"SHOWCASE_MODELS": str(models)} if size else {}
    print(f"· dựng {site.name}", file=sys.stderr, flush=True)
    run([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)], environment)
    return site


def _measure(chromium: "Browser", site: Path, size: int, bounded: bool, choices: int) -> Measured:
    host = Host(site)
    try:
        desk = chromium.new_context(**DESK).new_page()
        _open(desk, host)
        filters = _choose(desk, choices)
        desk.context.close()
        sent = _bytes(chromium, host)
        phone = chromium.new_context(**PHONE).new_page()
        phone.context.new_cdp_session(phone).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        ready = _open(phone, host)
        slow = _choose(phone, choices)
        pause = _scroll(phone)
        phone.context.close()
        runs = [_tasks(chromium, host) for _ in range(RUNS)]
    finally:
        host.close()
    tasks = {step: SLOWED * min(one[step] for one in runs) for step in runs[0]}
    return Measured(site.name, size, bounded, sent, filters, slow, ready, pause, tasks)


def _tasks(chromium: "Browser", host: Host) -> dict[str, float]:
    """Step -> milliseconds of its longest task, in a browser without CPU throttling."""
    page = chromium.new_context(**PHONE, reduced_motion="reduce").new_page()
    found = {"mở": longest_task(page, lambda: _open(page, host)), "chọn xã": longest_task(page, lambda: _pick(page))}
    for name, pressed in STEPS.items():
        found[name] = longest_task(page, lambda pressed=pressed: page.evaluate(CLICK, pressed))  # type: ignore[misc]
    page.context.close()
    return found


def _pick(page: "Page") -> None:
    page.select_option("[data-part=choose]", CHOSEN)
    page.wait_for_selector(f"[data-panel='{CHOSEN}']")


def _open(page: "Page", host: Host) -> float:
    """Open the map; gives milliseconds until it is ready."""
    page.goto(f"{host.address}/ban-do/index.html", wait_until="commit")
    page.wait_for_selector(OPENED, state="attached", timeout=120_000)
    return float(page.evaluate("performance.now()"))


def _bytes(chromium: "Browser", host: Host) -> int:
    page = chromium.new_context(**DESK).new_page()
    host.sent = 0
    _open(page, host)
    page.wait_for_load_state("networkidle")
    sent = host.sent
    page.context.close()
    return sent


def _choose(page: "Page", choices: int) -> list[float]:
    """Milliseconds of random choices, the boxes switched on and off again as they come; the same in every run."""
    chance = random.Random(5)
    found = []
    for _ in range(choices):
        boxes = page.eval_on_selector_all("[data-part=filters] input", "boxes => boxes.map(box => box.id)")
        found.append(float(page.evaluate(ANSWER, chance.choice(boxes))))
    return found


def _scroll(page: "Page") -> float:
    """The longest time between two frames, in milliseconds, while a finger moves down the page from above the map."""
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)
    page.evaluate(WATCH)
    session = page.context.new_cdp_session(page)
    for _ in range(SWIPES):
        _touch(session, "touchStart", FINGER[0])
        for y in range(*FINGER, -20):
            _touch(session, "touchMove", y)
        _touch(session, "touchEnd")
    times: list[float] = page.evaluate("window.frames_")
    if page.evaluate("scrollY") < SWIPES * (FINGER[0] - FINGER[1]) / 2:
        raise BuildFailedError("Trang bản đồ không cuộn được bằng ngón tay.")
    return max(later - sooner for sooner, later in pairwise(times))


def _touch(session: Any, kind: str, *y: int) -> None:
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": 180, "y": one} for one in y]})


def _table(measured: list[Measured]) -> list[str]:
    head = f"{'':<26}{'KB':>7}{'lọc p50':>9}{'p95':>7}{'max':>7}   chậm 4 lần: {'sẵn sàng':>8}{'lọc p50':>9}"
    lines = [f"{head}{'p95':>7}{'max':>7}{'khựng':>7}"]
    for one in measured:
        fast = f"{median(one.filters):>9.0f}{at(one.filters, 0.95):>7.0f}{max(one.filters):>7.0f}"
        slow = f"{median(one.slow):>9.0f}{at(one.slow, 0.95):>7.0f}{max(one.slow):>7.0f}"
        lines.append(f"{one.name:<26}{one.bytes / 1024:>7.1f}{fast}{one.ready:>23.0f}{slow}{one.pause:>7.0f}")
    for one in measured:
        tasks = ", ".join(f"{step} {milliseconds:.0f}" for step, milliseconds in one.tasks.items())
        lines.append(f"{one.name}: việc dài nhất, ms bộ xử lý trên điện thoại chậm: {tasks}")
    return lines


def _verdicts(measured: list[Measured]) -> list[tuple[bool, str]]:
    found = []
    for one in measured:
        first = next(other for other in measured if other.bounded == one.bounded)
        found += [
            _verdict(f"{one.name}: KB", one.bytes / 1024, BYTES[one.bounded] / 1024),
            _verdict(f"{one.name}: lần số byte của {first.name}", one.bytes / first.bytes, GROWTH),
            _verdict(f"{one.name}: ms một lần lọc, lần chậm nhất", max(one.filters), MILLISECONDS),
            _verdict(f"{one.name}: ms tới khi sẵn sàng trên điện thoại chậm", one.ready, READY_WITHIN),
            _verdict(f"{one.name}: ms một lần lọc trên điện thoại chậm, p50", median(one.slow), FILTER_WITHIN),
            _verdict(f"{one.name}: ms khựng khi cuộn trên điện thoại chậm", one.pause, PAUSE),
            _verdict(f"{one.name}: ms của việc dài nhất trên điện thoại chậm", max(one.tasks.values()), TASK),
        ]
    return found


def _verdict(what: str, value: float, limit: float) -> tuple[bool, str]:
    kept = value <= limit
    return kept, f"{'Đạt' if kept else 'KHÔNG ĐẠT'}: {what}: {value:.2f}, nhiều nhất {limit:.2f}"


if __name__ == "__main__":
    run_command(main, "Không đo được")
