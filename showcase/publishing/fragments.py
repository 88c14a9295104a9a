"""What hand-written pages may ask for with `{{ fragment("home") }}`: name -> function of the site and the root."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from showcase.form.questions import form_page
from showcase.insight.site import Site
from showcase.look.rendering import render
from showcase.maps.page import map_page, map_preview
from showcase.opendata.exports import COLUMNS, REPLICATION_COLUMNS
from showcase.pages.comparison import comparison_rows
from showcase.pages.home_page import home_view
from showcase.pages.ledger_page import ledger_page
from showcase.replication.fit import fit_view
from showcase.replication.plan import plan_form
from showcase.search.page import search_view

Fragment = Callable[[Site, str], str]
"""Takes the site and the way from the page to the root of the site (`../`); gives HTML."""


def _home(site: Site, root: str) -> str:
    context = {"site": site, "root": root, "preview": Markup(map_preview(site, root))}
    return render("home.html", {**context, **home_view(site)})


def _legend(site: Site, root: str) -> str:
    return render("legend.html", {"root": root})


def _register(site: Site, root: str) -> str:
    return render("register.html", {"site": site, "root": root})


def _columns(site: Site, root: str) -> str:
    return render("columns.html", {"of": "bảng", "columns": COLUMNS})


def _replication_columns(site: Site, root: str) -> str:
    return render("columns.html", {"of": "sổ nhân rộng", "columns": REPLICATION_COLUMNS})


def _compare(site: Site, root: str) -> str:
    return render("compare.html", {"root": root, "rows": comparison_rows()})


def _offline(site: Site, root: str) -> str:
    return render("offline.html", {"root": root})


def _absent(site: Site, root: str) -> str:
    return render("absent.html", {"root": root})


def _fit(site: Site, root: str) -> str:
    return render("fit.html", {"root": root, **fit_view()})


def _plan(site: Site, root: str) -> str:
    return render("plan.html", {"root": root, "form": plan_form()})


def _search(site: Site, root: str) -> str:
    return render("search.html", {"root": root, **search_view(site)})


FRAGMENTS: Mapping[str, Fragment] = {
    "home": _home,
    "legend": _legend,
    "register": _register,
    "columns": _columns,
    "replication-columns": _replication_columns,
    "compare": _compare,
    "offline": _offline,
    "absent": _absent,
    "fit": _fit,
    "plan": _plan,
    "search": _search,
    "form": form_page,
    "ledger": ledger_page,
    "map": map_page,
    "map-preview": map_preview,
}
