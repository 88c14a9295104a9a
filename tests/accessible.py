"""The rules of axe on an open page."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {
    "runOnly": {"type": "tag", "values": _TAGS},
    # All rules run; nodes that pass are not described, because that takes as long as the rules.
    "resultTypes": ["violations"],
}
_CONTRAST = "color-contrast"
_COLOURS = {"runOnly": {"type": "rule", "values": [_CONTRAST, "link-in-text-block"]}}
_MANY = 40
"""Rows from which a second pass costs less than the contrast of each."""
_MARK = "data-looks-alike"
_MARK_ROWS = """(mark) => {
  const looks = new Map();
  const looked = (one) => {
    const style = getComputedStyle(one);
    const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight } = style;
    const { textShadow, filter, display, visibility, position } = style;
    return [color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight,
      textShadow, filter, display, visibility, position].join();
  };
  const look = (one) => looks.get(one) ?? looks.set(one, looked(one)).get(one);
  const seen = new Map();
  for (const row of document.querySelectorAll("tbody > tr")) {
    const table = row.closest("table");
    const known = seen.get(table) ?? seen.set(table, new Set()).get(table);
    const keys = [row, ...row.querySelectorAll("*")].map((one) => {
      const chain = [];
      for (let at = one; at !== table; at = at.parentElement) chain.push(look(at));
      return chain.join("/");
    });
    row.toggleAttribute(mark, row.checkVisibility() && keys.every((key) => known.has(key)));
    for (const key of keys) known.add(key);
  }
  return document.querySelectorAll(`[${mark}]`).length;
}"""
"""Marks each row on show in which every element has the colours, size and background of one in a row above."""


def violations(page: Page, **options: object) -> str:
    """Violations that axe finds on the page as it is now, as text for a failed test; empty if there are none.

    Contrast takes as long as all other rules together: of rows that look the same, only one is measured.
    """
    if page.evaluate(_MARK_ROWS, _MARK) < _MANY:
        return _found(page, {**_OPTIONS, **options})
    contrast = {"runOnly": {"type": "rule", "values": [_CONTRAST]}}
    others = {"rules": {_CONTRAST: {"enabled": False}}}
    return _found(page, {**_OPTIONS, **options, **others}) + _found(page, {**_OPTIONS, **options, **contrast}, _MARK)


def turn(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Switch an open page to the other colours, and wait until the transition has ended."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function("document.getAnimations().every(({ playState }) => playState !== 'running')")


def violations_in_both_schemes(page: Page) -> str:
    """Violations that axe finds in light colours, and with the rules about colours also in dark ones.

    The page must be opened in light colours; it ends in dark ones.
    """
    light = violations(page)
    turn(page, "dark")
    return light + colour_violations(page)


def colour_violations(page: Page) -> str:
    """Violations of the rules about colours: the only ones that can change with the colour scheme."""
    page.evaluate(_MARK_ROWS, _MARK)
    return _found(page, {**_OPTIONS, **_COLOURS}, _MARK)


def _found(page: Page, options: dict[str, object], without: str = "") -> str:
    """Violations outside elements that have the attribute `without`."""
    found = Axe().run(page, {"exclude": [[f"[{without}]"]]} if without else None, options)
    return found.generate_report() if found.violations_count else ""
