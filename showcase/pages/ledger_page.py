"""Context of the page of copies, `/nhan-rong/`."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.insight.ledger import FASTEST, INVITED, KINDS, ROWS, Entry, Kind, Ledger, Spread, outcome_labels
from showcase.insight.promises import Pledge
from showcase.insight.site import Site
from showcase.look.rendering import Context, render
from showcase.model.model import Model


@dataclass(frozen=True, kw_only=True)
class LedgerPage(Context):
    """The page of copies."""

    template: ClassVar[str] = "ledger.html"

    root: str
    ledger: Ledger
    rows: list[Entry]
    fastest: list[Spread]
    stopped: list[Entry]
    kinds: list[Kind]
    invited: list[Model]
    bars: list[tuple[str, int, float]]
    """(year, copies, copies in per cent of the year with most copies)."""
    outcomes: dict[str, str]
    promises: list[Pledge]
    """The latest `ROWS` promises."""
    promised: int
    today: str


def ledger_page(site: Site, root: str) -> str:
    """The fragment `ledger`: the content of the page `/nhan-rong/`."""
    ledger = Ledger(site)
    return render(
        LedgerPage(
            root=root,
            ledger=ledger,
            rows=ledger.entries[:ROWS],
            fastest=ledger.spread[:FASTEST],
            stopped=ledger.stopped[:FASTEST],
            kinds=ledger.kinds[:KINDS],
            invited=ledger.uncopied[:INVITED],
            bars=_bars(ledger.years),
            outcomes=outcome_labels(),
            promises=site.promises.all[:ROWS],
            promised=len(site.promises.all),
            today=site.confirmations.today,
        )
    )


def _bars(years: list[tuple[str, int]]) -> list[tuple[str, int, float]]:
    """(year, copies, copies in per cent of the year with most copies)."""
    most = max((count for _, count in years), default=1)
    return [(year, count, 100 * count / most) for year, count in years]
