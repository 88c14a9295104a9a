"""Every page that the catalogue makes: its address, its title, and how its content is rendered.

Addresses are relative to the root of the site and end in a slash (`mo-hinh/bep-an/`). A page renders itself on
demand, so that ten thousand of them need no more memory than one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

from showcase.gazetteer.communes import HOME_PROVINCE, Commune
from showcase.insight.ledger import Ledger, outcome_labels
from showcase.insight.listing import best_told_first, by_owner_kind, commune_counts, communes_shown, counts
from showcase.insight.site import SECTIONS, Section, Site, commune_address, model_address, root_of
from showcase.insight.statistics import statistics_view
from showcase.language.words import excerpt, number
from showcase.look.rendering import render
from showcase.model.model import Model
from showcase.pages.commune_page import commune_view
from showcase.pages.coverage_page import coverage
from showcase.pages.model_page import model_view
from showcase.schema.vocabulary import vocabulary

PAGE_SIZE = 48
"""Models on one page of a list: some 10 KB compressed."""


@dataclass(frozen=True)
class Page:
    """One page of the site."""

    address: str
    title: str
    description: str
    html: Callable[[], str]
    source: str | None = None
    """The file an editor would change, from the project's root."""


def pages(site: Site) -> Iterator[Page]:
    """All pages made from the catalogue; the hand-written ones under `docs/` are not among them."""
    for model in site.catalogue.models:
        yield _model_page(site, model)
    yield from _list_pages(site, "mo-hinh/", "Tất cả mô hình", site.catalogue.models)
    for section in SECTIONS:
        yield _overview_page(site, section)
        for code, name in vocabulary(section.vocabulary).items():
            models = section.models(site.catalogue).get(code, [])
            yield from _list_pages(site, f"{section.address}{code}/", name, models, section)
    yield _communes_page(site)
    for commune in communes_shown(site):
        yield _commune_page(site, commune)
    yield from _coverage_pages(site)
    yield from _ledger_pages(site)
    yield from _family_pages(site)
    yield _statistics_page(site)
    if site.catalogue.problems:
        yield _problems_page(site)


def _page(site: Site, template: str, address: str, title: str, description: str, **context: object) -> Page:
    def html() -> str:
        return render(template, {"site": site, "root": root_of(address), "title": title, **context})

    return Page(address, title, description, html)


def _model_page(site: Site, model: Model) -> Page:
    address = model_address(model)

    def html() -> str:
        return render("model.html", {"site": site, "root": root_of(address), **model_view(site, model)})

    return Page(address, model.title, excerpt(model.summary, 160), html, source=model.file)


def _list_pages(
    site: Site, address: str, title: str, models: list[Model], section: Section | None = None
) -> Iterator[Page]:
    description = f"{title}: {number(len(models))} mô hình."
    for shown in _paged(address, best_told_first(models)):
        context = {"section": section, "models": shown.models, "total": len(models), **shown.context}
        yield _page(site, "list.html", shown.address, shown.named(title), description, **context)


@dataclass(frozen=True)
class _Slice:
    """One page of a list that goes over several."""

    first_address: str
    number: int
    last: int
    models: list[Model]

    @property
    def address(self) -> str:
        return self.first_address if self.number == 1 else f"{self.first_address}trang-{self.number}/"

    @property
    def context(self) -> dict[str, object]:
        return {"number": self.number, "last": self.last, "first_address": self.first_address}

    def named(self, title: str) -> str:
        return title if self.number == 1 else f"{title} (trang {self.number})"


def _paged(address: str, models: list[Model]) -> Iterator[_Slice]:
    last = max(1, ceil(len(models) / PAGE_SIZE))
    for position in range(last):
        yield _Slice(address, position + 1, last, models[position * PAGE_SIZE : (position + 1) * PAGE_SIZE])


def _overview_page(site: Site, section: Section) -> Page:
    description = f"Các mô hình “Dân vận khéo” xếp theo {section.label.lower()}."
    entries = counts(site, section)
    return _page(site, "overview.html", section.address, section.label, description, section=section, counts=entries)


def _communes_page(site: Site) -> Page:
    shown = communes_shown(site)
    home = [commune for commune in shown if commune.province_code == HOME_PROVINCE]
    context = {"home": home, "others": shown[len(home) :], "counts": commune_counts(site, home)}
    title = "Địa bàn"
    return _page(
        site, "communes.html", "dia-ban/", title, "102 xã, phường, đặc khu của An Giang và số mô hình.", **context
    )


def _commune_page(site: Site, commune: Commune) -> Page:
    address = commune_address(commune)
    description = f"Các mô hình “Dân vận khéo” ở {commune.full_name}; các đơn vị trước 01/7/2025."
    return _page(site, "commune.html", address, commune.name, description, **commune_view(site, commune))


def _coverage_pages(site: Site) -> Iterator[Page]:
    description = "Mỗi mô hình đã kể được bao nhiêu, còn thiếu những gì."
    title, address = "Những điều còn thiếu", "dong-gop/con-thieu/"
    for shown in _paged(address, by_owner_kind(site.catalogue.models)):
        context = {"rows": coverage(shown.models), **shown.context}
        yield _page(site, "coverage.html", shown.address, shown.named(title), description, **context)


def _ledger_pages(site: Site) -> Iterator[Page]:
    """All rows of the ledger, and those of each outcome; its first page is written by hand."""
    ledger, labels = Ledger(site), outcome_labels()
    lists = {"tat-ca": ledger.entries} if ledger.entries else {}
    for code, entries in {**lists, **ledger.by_outcome}.items():
        title = f"Sổ nhân rộng: {labels.get(code, 'Tất cả').lower()}"
        for shown in _paged(f"nhan-rong/{code}/", [entry.copy for entry in entries]):
            rows = [ledger.by_copy[model.slug] for model in shown.models]
            context = {"entries": rows, "outcomes": labels, "total": len(entries), **shown.context}
            description = f"{title}, {number(len(entries))} lần làm lại."
            yield _page(site, "ledger_list.html", shown.address, shown.named(title), description, **context)


def _family_pages(site: Site) -> Iterator[Page]:
    """The families that are too large to stand on the page of each of their models."""
    families = site.families
    for root in families.roots:
        if not families.small(root):
            title, members = f"Họ mô hình: {root.title}", [model for _, model in families.members(root)]
            for shown in _paged(f"nhan-rong/ho/{root.slug}/", members):
                context = {"families": families, "models": shown.models, "total": len(members), **shown.context}
                description = f"{title}, {number(len(members))} mô hình."
                yield _page(site, "ledger_family.html", shown.address, shown.named(title), description, **context)


def _statistics_page(site: Site) -> Page:
    description = "Các mô hình trong kho đếm theo lĩnh vực, chủ thể, địa bàn và mức kể."
    return _page(site, "statistics.html", "thong-ke/", "Thống kê", description, **statistics_view(site))


def _problems_page(site: Site) -> Page:
    problems = site.catalogue.problems
    description = "Lỗi trong các tệp mô hình."
    return _page(site, "problems.html", "loi/", "Lỗi trong dữ liệu", description, problems=problems)
