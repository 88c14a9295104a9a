"""All pages made from the catalogue: address, title, and rendering of the content.

Addresses are relative to the root of the site and end in a slash (`mo-hinh/bep-an/`). A page is rendered when
`html` is called, so that ten thousand pages need no more memory than one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from showcase.files.collections import Collection
from showcase.gazetteer.communes import Commune
from showcase.gazetteer.home import home
from showcase.insight.families import Families
from showcase.insight.ledger import Entry, Ledger, outcome_labels
from showcase.insight.lessons import ADDRESS as LESSONS
from showcase.insight.lessons import about
from showcase.insight.listing import by_owner_kind, commune_counts, communes_shown, counts, fullest_first
from showcase.insight.promises import ADDRESS as PROMISES
from showcase.insight.promises import Pledge
from showcase.insight.site import SECTIONS, Section, Site, commune_address, model_address, root_of
from showcase.language.words import excerpt, number, uncapitalised
from showcase.look.rendering import Context, render
from showcase.model.model import Model
from showcase.pages.collections_page import ADDRESS as COLLECTIONS
from showcase.pages.collections_page import CollectionPage, CollectionsPage, slugs_of
from showcase.pages.commune_page import commune_page
from showcase.pages.commune_shelves import commune_lists
from showcase.pages.lessons_page import kinds_page, lessons_page
from showcase.pages.lists import (
    CARD,
    GAPS,
    PAGE_SIZE,
    CopiesPage,
    CoveragePage,
    FamilyPage,
    ModelList,
    PromisesPage,
    Slice,
    Way,
    by_letters,
    coverage,
    letter,
    models_page,
    paged,
)
from showcase.pages.model_page import model_page
from showcase.pages.name_page import name_page
from showcase.pages.overviews import CommunesPage, OverviewPage, ProblemsPage
from showcase.pages.panorama_page import ADDRESS as PANORAMA
from showcase.pages.panorama_page import panorama_page
from showcase.pages.statistics_page import statistics_page
from showcase.schema.vocabulary import label, vocabulary


@dataclass(frozen=True)
class Page:
    """One page of the site."""

    address: str
    title: str
    description: str
    context: Callable[[], Context]
    """Makes the context of the page's template."""
    source: str | None = None
    """Path of the file for editors, from the project's root: `models/ba-chuc/bep-an.yml`."""

    def html(self) -> str:
        """The content of the page, without the frame of the site."""
        return render(self.context())


def pages(site: Site) -> Iterator[Page]:
    """All pages made from the catalogue, without the hand-written pages in `docs/`."""
    for model in site.catalogue.models:
        yield _model_page(site, model)
    yield from _list_pages(site, ModelList("mo-hinh/", "Tất cả mô hình", site.catalogue.models, []))
    for section in SECTIONS:
        yield _overview_page(site, section)
        for code, name in vocabulary(section.vocabulary).items():
            models = section.models(site.catalogue).get(code, [])
            trail = [(section.address, section.label)]
            yield from _list_pages(site, ModelList(f"{section.address}{code}/", name, models, trail))
    yield _communes_page(site)
    for commune in communes_shown(site):
        yield _commune_page(site, commune)
        for listed in commune_lists(site.catalogue, commune):
            yield from _list_pages(site, listed)
    yield from _coverage_pages(site)
    yield from _ledger_pages(site)
    yield from _promise_pages(site)
    yield from _family_pages(site)
    yield from _lesson_pages(site)
    yield from _collection_pages(site)
    yield _panorama_page(site)
    yield _statistics_page(site)
    if site.catalogue.problems:
        yield _problems_page(site)


def _page(address: str, title: str, description: str, shown: Callable[[str], Context]) -> Page:
    """A page whose context is made when it is rendered. `shown` gets the relative path to the root (`../../`)."""
    return Page(address, title, description, lambda: shown(root_of(address)))


def model_context(site: Site, model: Model) -> Context:
    """The context of the page of one model."""
    return name_page(site, model) if model.detail == "name" else model_page(site, model)


def model_html(site: Site, model: Model) -> str:
    """The content of the page of one model, which lies two folders below the root."""
    return render(model_context(site, model))


def _model_page(site: Site, model: Model) -> Page:
    summary = excerpt(model.summary, 160)
    return Page(model_address(model), model.title, summary, lambda: model_context(site, model), source=model.file)


def _list_pages(site: Site, listed: ModelList) -> Iterator[Page]:
    parts = paged(listed.address, fullest_first(listed.models), CARD)
    way = cache(lambda: Way(parts, by_letters))  # made at the first page of the list that is rendered
    description = f"{listed.title}: {number(len(listed.models))} mô hình, {number(listed.told)} đã kể."
    for part in parts:

        def shown(root: str, part: Slice = part) -> Context:
            return models_page(site, root, listed, part, way())

        yield _page(part.address, part.named(listed.title), description, shown)


def _overview_page(site: Site, section: Section) -> Page:
    description = f"Các mô hình “Dân vận khéo” xếp theo {section.label.lower()}."

    def shown(root: str) -> Context:
        entries = counts(site, section)
        return OverviewPage(site=site, root=root, title=section.label, section=section, counts=entries)

    return _page(section.address, section.label, description, shown)


def _communes_page(site: Site) -> Page:
    title = "Địa bàn"

    def shown(root: str) -> Context:
        communes = communes_shown(site)
        own, others = communes[: len(home().communes)], communes[len(home().communes) :]
        have = commune_counts(site, own)
        letters = {first: list(some) for first, some in groupby(own, lambda commune: letter(commune.short_name))}
        return CommunesPage(site=site, root=root, title=title, home=own, letters=letters, others=others, counts=have)

    description = f"{len(home().communes)} {home().units} của {home().name} và số mô hình."
    return _page("dia-ban/", title, description, shown)


def _commune_page(site: Site, commune: Commune) -> Page:
    description = f"Các mô hình “Dân vận khéo” ở {uncapitalised(commune.full_name)}; các đơn vị trước 01/7/2025."
    return _page(commune_address(commune), commune.name, description, lambda root: commune_page(site, commune))


def _coverage_pages(site: Site) -> Iterator[Page]:
    description = "Mỗi mô hình đã kể được bao nhiêu, còn thiếu những gì."
    parts = paged("dong-gop/con-thieu/", by_owner_kind(site.catalogue.models), size=GAPS)
    way = Way(parts, lambda model: ("Chủ thể", label("owner_kinds", model.owner.kind)))
    for part in parts:
        name = part.named("Những điều còn thiếu")

        def shown(root: str, part: Slice = part, name: str = name) -> Context:
            return CoveragePage(root=root, title=name, rows=coverage(site, part.models), way=way, **part.place)

        yield _page(part.address, name, description, shown)


def _ledger_pages(site: Site) -> Iterator[Page]:
    """The lists of the ledger: all copies, and the copies of each outcome. Its first page is hand-written."""
    ledger, labels = Ledger(site), outcome_labels()
    lists = {"tat-ca": ledger.entries} if ledger.entries else {}
    for code, entries in {**lists, **ledger.by_outcome}.items():
        title = f"Sổ nhân rộng: {labels.get(code, 'Tất cả').lower()}"
        description, total = f"{title}, {number(len(entries))} lần làm lại.", len(entries)
        for part in paged(f"nhan-rong/{code}/", [entry.copy for entry in entries]):
            name, rows = part.named(title), [ledger.by_copy[model.slug] for model in part.models]

            def shown(
                root: str, name: str = name, rows: list[Entry] = rows, part: Slice = part, total: int = total
            ) -> Context:
                return CopiesPage(root=root, title=name, entries=rows, outcomes=labels, total=total, **part.place)

            yield _page(part.address, name, description, shown)


def _promise_pages(site: Site) -> Iterator[Page]:
    """The list of promises, latest first; no page without promises."""
    pledges, title = site.promises.all, "Nơi hứa sẽ làm theo"
    counts, total, today = site.promises.counts, len(pledges), site.confirmations.today
    for part in paged(PROMISES, [pledge.original for pledge in pledges]) if pledges else ():
        name, begin = part.named(title), (part.number - 1) * PAGE_SIZE
        rows = pledges[begin : begin + PAGE_SIZE]

        def shown(root: str, name: str = name, rows: list[Pledge] = rows, part: Slice = part) -> Context:
            return PromisesPage(
                root=root, title=name, pledges=rows, counts=counts, total=total, today=today, **part.place
            )

        yield _page(part.address, name, f"{title}, {number(total)} lời hứa.", shown)


def _family_pages(site: Site) -> Iterator[Page]:
    """Pages of families that are too large for the pages of their models."""
    families = site.families
    for root in families.roots:
        if not families.small(root):
            yield from _pages_of_family(families, root)


def _pages_of_family(families: Families, original: Model) -> Iterator[Page]:
    title, members = f"Họ mô hình: {original.title}", [model for _, model in families.members(original)]
    description, total = f"{title}, {number(len(members))} mô hình.", len(members)
    for part in paged(f"nhan-rong/ho/{original.slug}/", members):
        name = part.named(title)

        def shown(root: str, part: Slice = part, name: str = name) -> Context:
            return FamilyPage(root=root, title=name, families=families, models=part.models, total=total, **part.place)

        yield _page(part.address, name, description, shown)


def _lesson_pages(site: Site) -> Iterator[Page]:
    """The lists of kinds of deeds, all and by topic, and the lessons of each kind with enough models."""
    title = "Cách làm theo từng việc"
    yield _page(LESSONS, title, "Các nơi đã làm từng việc thế nào.", lambda root: kinds_page(site, root, title))
    for topic in about(site.kinds):
        yield _kinds_of_topic(site, topic)
    for kind, models in site.kinds.items():
        yield _lessons_of_kind(site, kind, models)


def _kinds_of_topic(site: Site, topic: str) -> Page:
    title = f"Cách làm theo từng việc: {uncapitalised(vocabulary('topics')[topic])}"
    description = f"{title}. Mỗi việc một trang."
    return _page(f"{LESSONS}{topic}/", title, description, lambda root: kinds_page(site, root, title, topic))


def _lessons_of_kind(site: Site, kind: str, models: list[Model]) -> Page:
    title = f"Cách làm: {uncapitalised(vocabulary('kinds')[kind])}"
    description = f"{title}. Chép từ {number(len(models))} mô hình làm theo được."
    return _page(f"{LESSONS}{kind}/", title, description, lambda root: lessons_page(site, root, kind, models))


def _collection_pages(site: Site) -> Iterator[Page]:
    """The list of collections, and a page for each. The page of a reader's own collection is hand-written."""
    title, collections = "Bộ sưu tập", site.catalogue.collections
    description = "Các bộ mô hình chọn sẵn cho một việc, một nơi, kèm lý do."
    yield _page(COLLECTIONS, title, description, lambda root: CollectionsPage(root=root, collections=collections))
    for collection in collections:
        yield _collection_page(site, collection)


def _collection_page(site: Site, collection: Collection) -> Page:
    address = f"{COLLECTIONS}{collection.slug}/"

    def context() -> Context:
        return CollectionPage(
            root=root_of(address),
            address=site.address and site.address + address,
            collection=collection,
            slugs=slugs_of(collection),
            edit_address=site.edit_address(collection.file),
        )

    return Page(address, collection.title, excerpt(collection.intro, 160), context, source=collection.file)


def _panorama_page(site: Site) -> Page:
    title = "Toàn cảnh"
    description = "Cho người lãnh đạo: nơi nào còn trống, chủ đề nào chứng cứ yếu, tin nào đã cũ, cần hỏi ai."
    return _page(PANORAMA, title, description, lambda root: panorama_page(site, root, title))


def _statistics_page(site: Site) -> Page:
    title = "Thống kê"
    description = "Các mô hình trong kho đếm theo lĩnh vực, chủ thể, địa bàn và mức kể."
    return _page("thong-ke/", title, description, lambda root: statistics_page(site, root, title))


def _problems_page(site: Site) -> Page:
    title, problems = "Lỗi trong dữ liệu", site.catalogue.problems
    description = "Lỗi trong các tệp mô hình."
    return _page("loi/", title, description, lambda root: ProblemsPage(title=title, problems=problems))
