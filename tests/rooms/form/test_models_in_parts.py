"""A long list of models is stored in parts: the form finds the same as in the whole list, and fetches little."""

from lib import browser_tools

import gzip
import json
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from showcase.files.catalogue import ModelFiles
from showcase.files.likeness import alike
from showcase.files.new_file import entry_slug
from showcase.form import known
from showcase.form.known import known_files, text_files
from showcase.form.rules import FOLDER, form_files
from showcase.gazetteer.communes import gazetteer
from showcase.insight.site import Site
from showcase.model.model import Model
from showcase.model.places import folder_of
from showcase.schema.settings import home_province

ROOT = Path(__file__).resolve().parents[3]
ASKING = Path(__file__).with_name("asking.mjs")
MOST = 2
"""Models that the form shows beside a title."""


@pytest.fixture(scope="module")
def real() -> list[Model]:
    return sorted(ModelFiles(ROOT / "models").load().models, key=lambda model: model.slug)


def in_site(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A site with the rules of the form and these models."""
    (folder / "models").mkdir()
    rules = form_files(Site(ModelFiles(folder / "models").load(), {}))
    for name, content in {**rules, **{f"{FOLDER}{name}": content for name, content in files.items()}}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def asked(folder: Path, told: list[dict[str, str]], most: int = MOST, **more: Any) -> dict[str, Any]:
    sent = {"folder": str(folder), "told": told, "most": most, "texts": [], "values": [], "lost": "", **more}
    done = subprocess.run(
        [str(browser_tools.node()), str(ASKING)], input=json.dumps(sent), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def told_by(model: Model) -> dict[str, str]:
    return {"title": model.title, "owner": model.owner.name, "folder": folder_of(model)}


@pytest.fixture(scope="module")
def parted(real: list[Model], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real models in small parts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(known, "WHOLE_BYTES", 0)
        patch.setattr(known, "MODELS_EACH", 7)
        patch.setattr(known, "KEYS_BYTES", 400)
        texts = text_files(real, lambda model: (ROOT / model.file).read_text("utf-8"))
        return in_site(tmp_path_factory.mktemp("parted"), known_files(real) | texts)


def test_a_short_list_is_one_file(real: list[Model]) -> None:
    files = known_files(real)
    assert list(files) == ["models.json"]
    assert [one["slug"] for one in json.loads(files["models.json"])] == [model.slug for model in real]


def test_the_parts_hold_the_same_models(real: list[Model], parted: Path) -> None:
    listed = json.loads(known_files(real)["models.json"])
    whole = asked(parted, [])["whole"]
    assert [{"file": f"models/{one['folder']}/{one['slug']}.yml", **one} for one in listed] == whole


def test_a_model_file_is_found_in_its_part(real: list[Model], parted: Path) -> None:
    slugs = [model.slug for model in real]
    texts = asked(parted, [], texts=[*slugs, "a", f"{slugs[9]}x", "zzz"])["texts"]
    assert texts == [*((ROOT / model.file).read_text("utf-8") for model in real), None, None, None]


def test_the_form_finds_in_parts_what_the_command_line_finds_in_all(real: list[Model], parted: Path) -> None:
    told = [told_by(model) for model in real[::9]]
    told += [{**one, "owner": "", "folder": "chua-ro-xa"} for one in told[::3]]
    told += [{**one, "title": " ".join(one["title"].split()[:3])} for one in told[:33:3]]
    expected = [[model.slug for model in alike(**one, models=real)] for one in told]
    assert asked(parted, told, most=1_000)["alike"] == expected
    assert asked(parted, told)["alike"] == [slugs[:MOST] for slugs in expected]
    assert sum(len(slugs) > MOST for slugs in expected) > 3


def test_names_and_links_are_judged_by_few_models_as_by_all(real: list[Model], parted: Path) -> None:
    copy = next(model for model in real if model.replicates)
    assert copy.replicates
    values = [
        {"slug": "ten-moi", "title": copy.title},
        {"slug": "ten-moi", "title": copy.title, "replicates": {"model": copy.slug}, "family": real[0].slug},
        {"slug": real[5].slug, "title": real[5].title},  # the name of another file
        {"slug": "ten-moi", "title": "Tên mới", "replicates": {"model": "ten-moi"}},
        {"slug": "ten-moi", "title": "Tên mới", "replicates": {"model": real[3].slug[:-1]}},  # a new name, but similar
        {"slug": copy.replicates.model, "title": "Tên mới", "replicates": {"model": copy.slug}},  # a circle
    ]
    rest = {
        "summary": "Bếp nấu cơm cho người bệnh.",
        "owner": {"kind": "khac"},
        "places": [{"commune": "30547"}],
        "sources": [{"id": "bao", "title": "Báo", "issuer": "Báo An Giang"}],
    }
    found = asked(parted, [], values=[{**rest, **one} for one in values])["links"]
    assert [one["linked"] for one in found] == [one["all"] for one in found]
    assert [bool(one["all"]) for one in found] == [False, False, True, True, True, True]
    assert [one["asked"] < 5 for one in found] == [True, True, True, False, False, False]
    taken = [model.slug for model in real]
    assert [one["name"] for one in found] == [entry_slug(one["title"], "ba-chuc", taken) for one in values]


def test_after_a_part_was_lost_the_list_is_fetched_anew(real: list[Model], parted: Path) -> None:
    told = told_by(real[0])
    [fetched] = asked(parted, [told])["fetched"]
    lost = next(name for name in fetched if name.rpartition("/")[2].startswith("k"))
    found = asked(parted, [told], lost="")
    again = asked(parted, [told], lost=lost)
    assert (found["failed"], again["failed"]) == (0, 1)
    assert again["alike"] == found["alike"] == again["all"]
    assert again["fetched"][0].count(f"{FOLDER}models.json") == 2


def test_near_duplicates_among_ten_thousand_models_cost_little(real: list[Model], tmp_path: Path) -> None:
    communes = [commune.name for commune in gazetteer().of_province(home_province())][: 10_800 // len(real)]
    made = [
        replace(model, slug=f"{model.slug}-{number}", title=f"{model.title} ở {name}")
        for model, (number, name) in product(real, enumerate(communes))
    ]
    files = known_files(made)
    told = [told_by(model) for model in made[:: len(made) // 8]]
    told += [{**told_by(model), "owner": "Chi hội Phụ nữ ấp Vĩnh Hòa"} for model in real[::40]]
    found = asked(in_site(tmp_path, files), told)
    size = {f"{FOLDER}{name}": len(gzip.compress(content, 9)) for name, content in files.items()}
    costs = [sum(size[name] for name in fetched) for fetched in found["fetched"]]
    assert found["alike"] == found["all"]
    assert {len(slugs) for slugs in found["alike"][:8]} == {MOST}
    assert (len(made) > 10_000, len(files) < 0.04 * len(made)) == (True, True)
    assert max(costs) < 20_000
    assert median(costs) < 12_000
