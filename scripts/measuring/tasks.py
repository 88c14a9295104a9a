"""The longest task of the main thread of a page, from a trace of Chromium.

In processor time: what a task takes by the clock says more about the other programs on the same cores.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

TRACED = ["toplevel", "disabled-by-default-devtools.timeline"]
SETTLED = 400
"""Milliseconds after a step in which what it has set off still counts."""


def longest_task(page: "Page", step: Callable[[], object]) -> float:
    """Milliseconds of processor time of the longest task during one step."""
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    ended: list[object] = []
    session.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    session.on("Tracing.tracingComplete", lambda end: ended.append(end))
    session.send("Tracing.start", {"traceConfig": {"includedCategories": TRACED}})
    step()
    page.wait_for_timeout(SETTLED)
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(20)
    session.detach()
    return max(_tasks(events), default=0.0)


def _tasks(events: list[dict[str, Any]]) -> list[float]:
    """Microseconds become milliseconds; a browser under test has one page, so all main threads count."""
    named = [one for one in events if one.get("name") == "thread_name"]
    main = {(one["pid"], one["tid"]) for one in named if one["args"]["name"] == "CrRendererMain"}
    whole = [one for one in events if one.get("ph") == "X" and one["name"].endswith("RunTask")]
    return [one.get("tdur", 0) / 1000 for one in whole if (one["pid"], one["tid"]) in main]
