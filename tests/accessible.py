"""The rules of axe on an open page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {
    "runOnly": {"type": "tag", "values": _TAGS},
    # The rules are all the same; what passes them is not described node by node, which costs as much as the rules.
    "resultTypes": ["violations"],
}


def violations(page: Page, **options: object) -> str:
    """What axe finds wrong on the page as it stands, as text for a failed test; empty when nothing is wrong."""
    found = Axe().run(page, options={**_OPTIONS, **options})
    return found.generate_report() if found.violations_count else ""


def colour_violations(page: Page) -> str:
    """The same by the rules that look at colours: all that another colour scheme of a page already seen can change."""
    return violations(page, runOnly={"type": "rule", "values": ["color-contrast", "link-in-text-block"]})
