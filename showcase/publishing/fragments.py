"""Fragments that hand-written pages include with `{{ fragment("home") }}`: name -> function that renders it."""

from collections.abc import Callable, Mapping

from showcase.contributions.receiver_pages import without_receiver
from showcase.form.questions import form_page
from showcase.insight.site import Site
from showcase.look.rendering import Context, render
from showcase.maps.page import map_page, map_preview
from showcase.opendata.exports import COLUMNS, PROMISE_COLUMNS, REPLICATION_COLUMNS
from showcase.opendata.tables import COMMUNE_COLUMNS, FIGURE_COLUMNS
from showcase.pages.collections_page import MOST, OwnCollectionPage
from showcase.pages.comparison import ComparisonPage, comparison_rows
from showcase.pages.home_page import home_page
from showcase.pages.ledger_page import ledger_page
from showcase.pages.overviews import AbsentPage, Columns, Legend, Levels, OfflinePage, Reach, SourceRegister
from showcase.replication.fit import fit_page
from showcase.replication.plan import PlanPage, plan_form
from showcase.schema.vocabulary import vocabulary
from showcase.search.page import search_page

Fragment = Callable[[Site, str], str]
"""Gets the site and the relative path from the page to the root of the site (`../`); returns HTML."""


def _of(context: Callable[[Site, str], Context]) -> Fragment:
    return lambda site, root: render(context(site, root))


FRAGMENTS: Mapping[str, Fragment] = {
    "home": _of(home_page),
    "legend": _of(lambda site, root: Legend()),
    "levels": _of(lambda site, root: Levels(levels=vocabulary("details"))),
    "removal": _of(lambda site, root: Reach(settings=site.settings, subject="Xin gỡ một mô hình")),
    "register": _of(lambda site, root: SourceRegister(site=site)),
    "columns": _of(lambda site, root: Columns(of="bảng", columns=COLUMNS)),
    "figure-columns": _of(lambda site, root: Columns(of="bảng con số", columns=FIGURE_COLUMNS)),
    "commune-columns": _of(lambda site, root: Columns(of="bảng xã", columns=COMMUNE_COLUMNS)),
    "replication-columns": _of(lambda site, root: Columns(of="sổ nhân rộng", columns=REPLICATION_COLUMNS)),
    "promise-columns": _of(lambda site, root: Columns(of="lời hứa làm theo", columns=PROMISE_COLUMNS)),
    "compare": _of(lambda site, root: ComparisonPage(root=root, rows=comparison_rows())),
    "own-collection": _of(lambda site, root: OwnCollectionPage(root=root, most=MOST)),
    "offline": _of(lambda site, root: OfflinePage(root=root)),
    "absent": _of(lambda site, root: AbsentPage(root=root)),
    "fit": _of(lambda site, root: fit_page(root)),
    "plan": _of(lambda site, root: PlanPage(root=root, form=plan_form())),
    "search": _of(search_page),
    "form": form_page,
    "handed-in": lambda site, root: without_receiver(root, "Đã gửi"),
    "idea-card": lambda site, root: without_receiver(root, "Phiếu ý tưởng"),
    "ledger": ledger_page,
    "map": map_page,
    "map-preview": map_preview,
}
