import dataclasses
from typing import Any

import pytest

from showcase.files.reading import read_bytes
from showcase.model import model as models
from showcase.model.from_values import build
from showcase.model.model import Citation, Cost, Figure, Model, Owner, Part, Picture, Place, Recognition, Replicates
from showcase.schema.fields import MODEL, Field, Kind
from showcase.schema.vocabulary import CRITERIA, STORY

GROUPS = {
    "": Model,
    "owner": Owner,
    "places": Place,
    "recognition": Recognition,
    "replication": models.Replication,
    "replication.cost": Cost,
    "replicates": Replicates,
    "pictures": Picture,
    "sources": models.Source,
    "novelty.figures": Figure,
    "novelty.source": Citation,
}
PARTS = (*STORY, *CRITERIA)


def keys(path: str) -> list[str]:
    row = MODEL
    for key in path.split(".") if path else ():
        row = row.by_key[key]
    return list(row.by_key)


def attributes(kind: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(kind)]


@pytest.mark.parametrize(("path", "kind"), GROUPS.items())
def test_attributes_follow_the_table(path: str, kind: Any) -> None:
    extra = {"slug", "file", "source_day", "source_years"} if kind is Model else set()
    assert set(attributes(kind)) == set(keys(path)) | extra


@pytest.mark.parametrize("part", PARTS)
def test_a_part_has_no_key_that_the_class_lacks(part: str) -> None:
    assert set(keys(part)) <= set(attributes(Part))
    assert keys(f"{part}.figures") == keys("novelty.figures")
    assert keys(f"{part}.source") == keys("novelty.source")


def test_every_attribute_of_a_part_is_used_somewhere() -> None:
    assert {key for part in PARTS for key in keys(part)} == set(attributes(Part))


def test_required_keys_have_no_default() -> None:
    for path, kind in GROUPS.items():
        row = MODEL
        for key in path.split(".") if path else ():
            row = row.by_key[key]
        required = {child.key for child in row.fields if child.required}
        given = {field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING}
        assert required <= given <= required | {"slug", "file"}


def test_all_classes_are_frozen() -> None:
    for kind in (*GROUPS.values(), Part):
        with pytest.raises(dataclasses.FrozenInstanceError):
            kind.__setattr__(object.__new__(kind), attributes(kind)[0], 1)


def made(text: str) -> Model:
    reading = read_bytes(text.encode(), "models/ba-chuc/x.yml")
    assert reading.problems == []
    return build("x", "models/ba-chuc/x.yml", reading.values)


def test_build_of_the_least(minimal: str) -> None:
    model = made(minimal)
    assert (model.slug, model.file) == ("x", "models/ba-chuc/x.yml")
    assert model.owner == Owner("phu-nu")
    assert model.places == (Place("30547"),)
    assert model.communes[0].name == "Xã Ba Chúc"
    assert (model.detail, model.states) == ("name", ("empty",) * 6)
    assert (model.fields, model.figures, model.replicates) == ((), (), None)
    assert hash(model) == hash(made(minimal))


def test_build_of_groups_within_groups(minimal: str) -> None:
    model = made(
        minimal
        + """
replication:
  days: 45
  cost:
    - {item: Sổ, amount: 500000, qualifier: khoang}
  risks: [Một, Hai]
  source: {id: bao-cao-xa-2025, where: trang 2}
replicates:
  model: goc
  source: {id: bao-cao-xa-2025}
recognition:
  - {level: tinh, year: 2020}
pictures:
  - {file: a.jpg, alt: Họp}
novelty:
  text: Mới
  figures:
    - {label: Hộ, value: 446, out_of: 446, unit: hộ}
  evidence: claimed
  source: {id: bao-cao-xa-2025}
"""
    )
    citation = Citation("bao-cao-xa-2025", "trang 2")
    cost = (Cost("Sổ", 500000, "khoang"),)
    assert model.replication == models.Replication(days=45, cost=cost, risks=("Một", "Hai"), source=citation)
    assert model.replicates == Replicates("goc", source=Citation("bao-cao-xa-2025"))
    assert model.recognition == (Recognition("tinh", 2020),)
    assert model.pictures == (Picture("a.jpg", "Họp"),)
    figure = Figure("Hộ", 446, "hộ", out_of=446)
    assert model.novelty == Part("Mới", figures=(figure,), evidence="claimed", source=Citation("bao-cao-xa-2025"))
    assert model.figures == (figure,)


@pytest.mark.parametrize(
    ("part", "state"),
    [
        (Part(), "empty"),
        (Part(evidence="claimed"), "empty"),
        (Part(text="Kể"), "text"),
        (Part(steps=("Họp",)), "text"),
        (Part(text="Kể", figures=(Figure("Hộ", 1, "hộ"),)), "figures"),
        (Part(figures=(Figure("Hộ", 1, "hộ"),)), "figures"),
    ],
)
def test_state_of_a_part(part: Part, state: str) -> None:
    assert part.state == state


TOLD, STEPS, COUNTED = Part(text="Kể"), Part(steps=("Họp",)), Part(figures=(Figure("Hộ", 1, "hộ"),))


@pytest.mark.parametrize(
    ("told", "detail"),
    [
        ({}, "name"),
        *(({key: TOLD}, "results") for key in (*CRITERIA, "results")),
        *(({key: TOLD}, "name") for key in STORY if key != "results"),
        *(({key: COUNTED}, "results") for key in PARTS if key != "context"),
        ({"context": COUNTED}, "name"),
        ({"approach": STEPS}, "name"),
        ({"approach": STEPS, "trust": TOLD}, "results"),
        (dict.fromkeys(PARTS, TOLD), "results"),
    ],
)
def test_detail_without_what_it_takes(minimal: str, told: dict[str, Any], detail: str) -> None:
    assert dataclasses.replace(made(minimal), **told).detail == detail


@pytest.mark.parametrize(
    "needs",
    [
        {"cost": (Cost("Sổ", 500_000),)},
        {"resources": (models.Resource("ngay-cong", "Công đắp lề đường"),)},
        {"people": "Năm người"},
        {"days": 45},
        {"preconditions": ("Có nhà văn hóa",)},
    ],
)
def test_steps_and_one_thing_that_they_take_can_be_followed(minimal: str, needs: dict[str, Any]) -> None:
    model = made(minimal)
    needed, whole = models.Replication(**needs), models.Replication(**needs, steps=("Họp",))
    assert dataclasses.replace(model, replication=whole).detail == "followable"
    assert dataclasses.replace(model, replication=needed, approach=STEPS).detail == "followable"
    assert dataclasses.replace(model, replication=needed, approach=TOLD).detail == "name"


@pytest.mark.parametrize("other", [{"contact": "Văn phòng Đảng ủy xã"}, {"risks": ("Mưa",)}])
def test_an_office_and_a_risk_are_nothing_that_it_takes(minimal: str, other: dict[str, Any]) -> None:
    steps = models.Replication(steps=("Họp",), **other)
    assert dataclasses.replace(made(minimal), replication=steps).detail == "name"


def test_what_was_intended_is_neither_a_step_nor_a_result(minimal: str) -> None:
    plan = models.Plan(steps=("Họp",), aims=("Sáng đường",), budget="10 triệu đồng")
    assert dataclasses.replace(made(minimal), plan=plan).detail == "name"


def test_petals_follow_the_order_of_the_criteria(minimal: str) -> None:
    model = dataclasses.replace(
        made(minimal), effectiveness=Part(figures=(Figure("Hộ", 1, "hộ"),)), trust=Part(text="Tin")
    )
    assert model.states == ("empty", "figures", "empty", "empty", "empty", "text")
    assert [key for key, _ in model.parts()] == [*STORY, *CRITERIA]


def test_only_groups_have_fields() -> None:
    def check(row: Field) -> None:
        assert (row.kind is Kind.GROUP) == bool(row.fields)
        for child in row.fields:
            check(child)

    check(MODEL)
