"""The rule of what fits, in Chromium: every reason given is true, none is missing, and its words say no more."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from built_site import ROOT, Watched

from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.replication.fit import FOLDER, fit_files

RULE = yaml.safe_load((ROOT / "showcase/replication/fit.yml").read_text(encoding="utf-8"))
POINTS = {key: one["points"] for key, one in RULE["points"].items()}
ASKED = {one["key"]: one for one in RULE["questions"]}
GROUPS = {one["code"]: set(one["topics"]) for one in ASKED["topics"]["groups"]}
TRAITS = ["bien-gioi", "ven-bien", "hai-dao", "dan-toc-thieu-so", "ton-giao", "do-thi", "kho-khan"]
OWNERS = ["phu-nu", "thanh-nien", "mat-tran", "cong-an", "bien-phong", "truong-hoc", "nong-dan"]
KINDS = {"30547": "Xã", "31078": "Đặc khu", "30316": "Phường", "03390": "Xã"}
HOMES = {"30547": "ba-chuc", "31078": "phu-quoc", "30316": "chau-doc", "03390": "binh-lu-lai-chau"}
INVENTED = yaml.safe_load((Path(__file__).parent / "fit_cases.yml").read_text(encoding="utf-8"))
MINIMAL = {
    "title": "Tổ phụ nữ góp vốn",
    "summary": "Phụ nữ trong ấp góp tiền hằng tháng.",
    "owner": {"kind": "phu-nu"},
    "places": [{"commune": "30547"}],
    "sources": [{"id": "bao-cao-xa-2025", "title": "Báo cáo năm 2025", "issuer": "Đảng ủy xã Ba Chúc"}],
}
NOTHING: dict[str, Any] = {"groups": [], "owners": [], "money": 0, "days": 0, "kind": "", "traits": {}}
Models = dict[str, dict[str, Any]]
Files = dict[str, bytes]

ASK = """async ([root, facts, slugs, profiles]) => {
  const { Rule } = await import(root + "assets/fit/rule.js");
  const rule = new Rule(facts);
  return profiles.map((profile) => rule.fitting(profile).map((one) => ({ ...one, slug: slugs[one.model] })));
}"""


def asked(watched: Watched, address: str, files: Files, profiles: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """For each profile what the script of the site finds in these files, best first."""
    facts = json.loads(files[f"{FOLDER}facts.json"])
    chunks = range(-(-len(facts["owners"]) // facts["chunk"]))
    slugs = [card[0] for at in chunks for card in json.loads(files[f"{FOLDER}cards/{at}.json"])]
    watched.page.goto(f"{address}phu-hop/")
    found: list[list[dict[str, Any]]] = watched.page.evaluate(ASK, [address, facts, slugs, profiles])
    return found


def laid_out(folder: Path, models: Models) -> Files:
    """The facts and cards of models that are written as files first."""
    for slug, model in models.items():
        path = folder / HOMES[model["places"][0]["commune"]] / f"{slug}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(model, ensure_ascii=False, indent=1), encoding="utf-8")
    loaded = ModelFiles(folder).load()
    assert [problem.rule for problem in loaded.problems] == []
    return fit_files(Site(loaded))


def cost_reason(lines: list[dict[str, Any]], money: int) -> list[str]:
    total = sum(line["amount"] for line in lines)
    said = {line["qualifier"] for line in lines if "qualifier" in line}
    if not money or not lines or len(said) > 1 or "binh-quan" in said:
        return []
    if total <= money:
        return [] if said & {"tren", "it-nhat"} else ["money"]
    return [] if "duoi" in said else ["money-above"]


def true_reasons(models: Models, slug: str, profile: dict[str, Any], kinds: dict[str, str]) -> list[str]:
    """What the rule gives for a model, from the words of fit.yml and the file alone."""
    model = models[slug]
    made = ["topic" for code in profile["groups"] if GROUPS[code] & set(model.get("topics", ()))]
    made += ["owner"] if model["owner"]["kind"] in profile["owners"] else []
    places = [kinds[one["commune"]] for one in model["places"] if "commune" in one and not one.get("planned")]
    traits = {*model.get("area_traits", ()), *(["hai-dao"] if "Đặc khu" in places else [])}
    made += ["trait" for code, is_so in profile["traits"].items() if is_so and code in traits]
    made += ["trait-other" for code, is_so in profile["traits"].items() if not is_so and code in traits]
    made += ["kind"] if profile["kind"] in places else []
    plan = model.get("replication", {})
    made += cost_reason(plan.get("cost", []), profile["money"])
    if profile["days"] and plan.get("days"):
        made += ["days" if plan["days"] <= profile["days"] else "days-above"]
    copies = [one for one in models.values() if one.get("replicates", {}).get("model") == slug]
    going_on = [one for one in copies if "da-dung" not in (one["replicates"].get("outcome"), one.get("status"))]
    made += ["copied"] if going_on else []
    made += ["stopped"] if model.get("status") == "da-dung" else []
    return sorted(made)


def random_profile(chance: random.Random) -> dict[str, Any]:
    return {
        "groups": chance.sample(sorted(GROUPS), chance.randint(0, 3)),
        "owners": chance.sample(OWNERS, chance.randint(0, 3)),
        "money": chance.choice([0, *ASKED["money"]["limits"]]),
        "days": chance.choice([0, *ASKED["days"]["limits"]]),
        "kind": chance.choice(["", "Xã", "Phường", "Đặc khu"]),
        "traits": {code: chance.random() < 0.5 for code in TRAITS if chance.random() < 0.4},
    }


def random_cost(chance: random.Random) -> dict[str, Any]:
    line = {"item": "Chi", "amount": chance.choice([200_000, 5_000_000, 19_500_000, 99_000_000, 500_000_000])}
    qualifier = chance.choice(["", "", "khoang", "gan", "tren", "duoi", "it-nhat", "binh-quan"])
    return {**line, "qualifier": qualifier} if qualifier else line


def random_model(chance: random.Random, slugs: list[str]) -> dict[str, Any]:
    """With everything that the rule looks at, each part there or not."""
    plan: dict[str, Any] = {"source": {"id": "bao-cao-xa-2025"}}
    plan |= {"days": chance.choice([15, 30, 31, 90, 200])} if chance.random() < 0.5 else {}
    plan |= {"cost": [random_cost(chance) for _ in range(chance.randint(1, 3))]} if chance.random() < 0.7 else {}
    model = MINIMAL | {"owner": {"kind": chance.choice(OWNERS)}, "places": [{"commune": chance.choice(sorted(KINDS))}]}
    model |= {"topics": chance.sample(sorted(set().union(*GROUPS.values())), chance.randint(1, 3))}
    model |= {"area_traits": chance.sample(TRAITS, chance.randint(1, 3))} if chance.random() < 0.4 else {}
    model |= {"replication": plan} if len(plan) > 1 else {}
    model |= {"status": "da-dung"} if chance.random() < 0.2 else {}
    if slugs and chance.random() < 0.3:
        told = (
            {"outcome": chance.choice(["dang-lam", "da-dung"])}
            if "status" not in model and chance.random() < 0.6
            else {}
        )
        model |= {"replicates": {"model": chance.choice(slugs), **told, "source": {"id": "bao-cao-xa-2025"}}}
    return model


def assert_true(models: Models, profiles: list[dict[str, Any]], answers: Any, kinds: dict[str, str]) -> set[str]:
    """Nothing but what fits, each with its true reasons and their sum, best first; gives the reasons seen."""
    seen: set[str] = set()
    for profile, found in zip(profiles, answers, strict=True):
        true = {slug: true_reasons(models, slug, profile, kinds) for slug in models}
        fitting = {slug for slug, reasons in true.items() if any(POINTS[key] > 0 for key in reasons)}
        assert {one["slug"] for one in found} == fitting
        for one in found:
            given = sorted(reason["key"] for reason in one["for"] + one["against"])
            assert given == true[one["slug"]], (profile, one)
            assert one["points"] == sum(POINTS[key] for key in given)
            seen.update(given)
        assert [one["points"] for one in found] == sorted((one["points"] for one in found), reverse=True)
    return seen


def kinds_of_communes(site: Path) -> Iterator[tuple[str, str]]:
    """Code and kind of every commune of the country, since models come from any of them."""
    for file in ("communes-home.json", "communes.json"):
        provinces = json.loads((site / "assets/form" / file).read_text(encoding="utf-8"))
        for code, name, *_ in (commune for communes in provinces.values() for commune in communes):
            yield code, next(kind for kind in ("Xã", "Phường", "Đặc khu") if name.startswith(kind))


def test_every_reason_is_true_of_the_real_models(watched: Watched, address: str, site: Path) -> None:
    models = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "models").glob("*/*.yml")}
    kinds = dict(kinds_of_communes(site))
    files = {str(path.relative_to(site)): path.read_bytes() for path in (site / FOLDER).rglob("*.json")}
    chance = random.Random(20261123)
    profiles = [random_profile(chance) for _ in range(300)]
    seen = assert_true(models, profiles, asked(watched, address, files, profiles), kinds)
    assert seen >= {"topic", "owner", "trait", "trait-other", "kind", "money", "money-above"}


def test_every_reason_is_true_of_invented_models(watched: Watched, address: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    models: Models = {}
    for at in range(80):
        models[f"m{at:02}"] = random_model(chance, list(models))
    profiles = [random_profile(chance) for _ in range(300)]
    seen = assert_true(models, profiles, asked(watched, address, laid_out(tmp_path, models), profiles), KINDS)
    assert seen == set(POINTS)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return laid_out(tmp_path_factory.mktemp("fit"), {slug: MINIMAL | one for slug, one in INVENTED["models"].items()})


@pytest.mark.parametrize("case", INVENTED["cases"], ids=lambda case: case["name"])
def test_the_words_say_what_was_counted(watched: Watched, address: str, invented: Files, case: dict[str, Any]) -> None:
    [found] = asked(watched, address, invented, [NOTHING | case["asks"]])
    given = [
        [INVENTED["models"][one["slug"]]["title"], one["points"]]
        + [reason["words"] for reason in one["for"] + one["against"]]
        + one["silent"]
        for one in found
    ]
    assert given == case["answers"]
