"""What the page of copies `/nhan-rong/` shows."""

from showcase.insight.ledger import FASTEST, INVITED, KINDS, ROWS, Ledger, outcome_labels
from showcase.insight.site import Site
from showcase.look.rendering import render


def ledger_page(site: Site, root: str) -> str:
    """The fragment `ledger`: the whole page `/nhan-rong/` without its shell."""
    ledger = Ledger(site)
    context = {
        "root": root,
        "ledger": ledger,
        "rows": ledger.entries[:ROWS],
        "fastest": ledger.spread[:FASTEST],
        "stopped": ledger.stopped[:FASTEST],
        "kinds": ledger.kinds[:KINDS],
        "invited": ledger.uncopied[:INVITED],
        "bars": _bars(ledger.years),
        "outcomes": outcome_labels(),
    }
    return render("ledger.html", context)


def _bars(years: list[tuple[str, int]]) -> list[tuple[str, int, float]]:
    """Year, copies, and the share of the fullest year in per cent."""
    most = max((count for _, count in years), default=1)
    return [(year, count, 100 * count / most) for year, count in years]
