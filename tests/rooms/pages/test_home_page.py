"""The context of the front page."""

from showcase.files.catalogue import Catalogue
from showcase.insight.listing import numbers, showpieces
from showcase.insight.site import Site
from showcase.model.model import Figure, Model, Owner, Part, Place, Replication, Source
from showcase.pages.home_page import home_page

BA_CHUC, BINH_LU = "30547", "03390"
COUNTED = Part(text="Có đèn.", figures=(Figure("Hộ", 5, "hộ"),))
FOLLOWED = {"effectiveness": COUNTED, "replication": Replication(steps=("Họp dân.", "Góp tiền."), days=5)}


def model(slug: str, commune: str = BA_CHUC, **told: object) -> Model:
    source = Source("nguon", title="Báo cáo", issuer="Ban Dân vận")
    file, places = f"models/x/{slug}.yml", (Place(commune=commune),)
    return Model(slug, file, slug, "Tóm tắt.", Owner("khac"), places, (source,), **told)  # type: ignore[arg-type]


def site(*models: Model) -> Site:
    return Site(Catalogue(list(models), []))


def test_it_begins_with_a_model_that_can_be_followed_and_has_a_figure() -> None:
    uncounted = model("a", replication=FOLLOWED["replication"])
    found = showpieces(site(uncounted, model("b", results=COUNTED), model("c", **FOLLOWED), model("d")), 3)
    assert [one.slug for one in found] == ["c"]


def test_home_first_then_the_best_told_then_by_name() -> None:
    more = {**FOLLOWED, "context": Part(text="Trước đây tối.")}
    models = [model("a", BINH_LU, **more), model("c", **FOLLOWED), model("b", **FOLLOWED), model("d", **more)]
    assert [one.slug for one in showpieces(site(*models), 3)] == ["d", "b", "c"]


def test_an_empty_catalogue_has_a_front_page_too() -> None:
    page = home_page(site(), "./")
    assert (page.first, page.followable, page.numbers.total) == (None, [], 0)


def test_numbers_are_counted_once() -> None:
    counted = numbers(site(model("a", **FOLLOWED), model("b", BINH_LU, results=COUNTED), model("c")))
    assert (counted.total, counted.told, counted.followable, counted.results, counted.name) == (3, 2, 1, 1, 1)
    assert (counted.communes, counted.covered, counted.elsewhere) == (102, 1, 1)
