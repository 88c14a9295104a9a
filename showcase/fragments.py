"""What hand-written pages may ask for with `{{ fragment("home") }}`: name -> function of the site and the root."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from showcase import views
from showcase.exports import COLUMNS
from showcase.maps_page import map_page, map_preview
from showcase.rendering import render
from showcase.search_page import search_view

Fragment = Callable[[views.Site, str], str]
"""Takes the site and the way from the page to the root of the site (`../`); gives HTML."""


def _home(site: views.Site, root: str) -> str:
    context = {"site": site, "root": root, "preview": Markup(map_preview(site, root))}
    return render("home.html", {**context, **views.home_view(site)})


def _legend(site: views.Site, root: str) -> str:
    return render("legend.html", {"root": root})


def _register(site: views.Site, root: str) -> str:
    return render("register.html", {"site": site, "root": root})


def _columns(site: views.Site, root: str) -> str:
    return render("columns.html", {"columns": COLUMNS})


def _compare(site: views.Site, root: str) -> str:
    return render("compare.html", {"root": root, "rows": views.comparison_rows()})


def _search(site: views.Site, root: str) -> str:
    return render("search.html", {"root": root, **search_view(site)})


FRAGMENTS: Mapping[str, Fragment] = {
    "home": _home,
    "legend": _legend,
    "register": _register,
    "columns": _columns,
    "compare": _compare,
    "search": _search,
    "map": map_page,
    "map-preview": map_preview,
}
