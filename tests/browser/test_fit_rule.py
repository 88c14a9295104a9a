"""The rule of fit in Chromium: a recount from the files gives the same models, reasons and order."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
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
TOPICS = sorted(topic for group in ASKED["topics"]["groups"] for topic in group["topics"])
LIMITS = RULE["limits"]
TRAITS = ["bien-gioi", "ven-bien", "hai-dao", "dan-toc-thieu-so", "ton-giao", "do-thi", "kho-khan"]
CRITERIA = ["novelty", "effectiveness", "sustainability", "spread", "participation", "trust"]
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
NOTHING: dict[str, Any] = {"commune": "", "topics": [], "owners": [], "money": 0, "days": 0, "traits": {}}
Models = dict[str, dict[str, Any]]
Files = dict[str, bytes]

ASK = """async ([root, facts, slugs, profiles]) => {
  const { Rule } = await import(root + "assets/fit/rule.js");
  const rule = new Rule(facts);
  return profiles.map((profile) => rule.fitting(profile).map((one) => ({ ...one, slug: slugs[one.model] })));
}"""


@dataclass(frozen=True)
class Found:
    """Result of the site's script for some files."""

    order: list[str]
    """Slugs as the cards list them."""
    answers: list[list[dict[str, Any]]]
    """For each profile what fits, best first."""


def asked(watched: Watched, address: str, files: Files, profiles: list[dict[str, Any]]) -> Found:
    facts = json.loads(files[f"{FOLDER}facts.json"])
    chunks = range(-(-len(facts["owners"]) // facts["chunk"]))
    slugs = [card[0] for number in chunks for card in json.loads(files[f"{FOLDER}cards/{number}.json"])]
    watched.page.goto(f"{address}phu-hop/")
    return Found(slugs, watched.page.evaluate(ASK, [address, facts, slugs, profiles]))


def laid_out(folder: Path, models: Models) -> Files:
    """The facts and cards of models, which are first written as files."""
    for slug, model in models.items():
        path = folder / HOMES[model["places"][0]["commune"]] / f"{slug}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(model, ensure_ascii=False, indent=1), encoding="utf-8")
    loaded = ModelFiles(folder).load()
    assert [problem.rule for problem in loaded.problems] == []
    return fit_files(Site(loaded))


def cost_reason(lines: list[dict[str, Any]], money: int) -> list[str]:
    """A cost counts only if it is the single line, is called a total, and is not for one household, person or thing."""
    if not money or len(lines) != 1:
        return []
    words = f"{lines[0]['item']} {lines[0].get('note', '')}".lower().replace(",", " ").replace(";", " ").split()
    said = lines[0].get("qualifier")
    if not lines[0]["item"].lower().startswith(("toàn bộ", "tổng chi phí", "tổng kinh phí")):
        return []
    if said == "binh-quan" or {"mỗi", "một", "từng", "chưa", "mức"} & set(words):
        return []
    if lines[0]["amount"] <= money:
        return [] if said in ("tren", "it-nhat") else ["money"]
    return [] if said == "duoi" else ["money-above"]


def level(model: dict[str, Any]) -> int:
    """0: steps with cost, people or other needs; 1: results; 2: only the name."""
    plan = model.get("replication", {})
    steps = model.get("approach", {}).get("steps") or plan.get("steps")
    if steps and any(plan.get(key) for key in ("cost", "resources", "people", "days", "preconditions")):
        return 0
    story = ("approach", "results", "highlights", "two_tier_impact")
    parts = [model[key] for key in (*CRITERIA, "results") if key in model]
    figures = any(model.get(key, {}).get("figures") for key in story)
    return 1 if figures or any(part.get("text") or part.get("figures") for part in parts) else 2


def at(model: dict[str, Any], planned: bool) -> set[str]:
    return {one["commune"] for one in model["places"] if "commune" in one and (planned or not one.get("planned"))}


def true_reasons(models: Models, slug: str, profile: dict[str, Any], kinds: dict[str, str]) -> list[tuple[str, str]]:
    """The reasons for a model, each with its code, computed only from its file and the text of fit.yml."""
    model = models[slug]
    made = [("topic", code) for code in profile["topics"] if code in model.get("topics", ())]
    made += [("owner", model["owner"]["kind"])] if model["owner"]["kind"] in profile["owners"] else []
    islands = ["hai-dao"] if "Đặc khu" in {kinds[code] for code in at(model, planned=False)} else []
    traits = {*model.get("area_traits", ()), *islands}
    made += [("trait", code) for code, is_so in profile["traits"].items() if is_so and code in traits]
    made += [("trait-other", code) for code, is_so in profile["traits"].items() if not is_so and code in traits]
    plan = model.get("replication", {})
    made += [(key, "") for key in cost_reason(plan.get("cost", []), profile["money"])]
    if profile["days"] and plan.get("days"):
        made += [("days" if plan["days"] <= profile["days"] else "days-above", "")]
    copies = [one for one in models.values() if one.get("replicates", {}).get("model") == slug]
    going_on = [one for one in copies if "da-dung" not in (one["replicates"].get("outcome"), one.get("status"))]
    made += [("copied", "")] if going_on else []
    made += [("stopped", "")] if model.get("status") == "da-dung" else []
    return made


def true_answer(
    models: Models, order: list[str], profile: dict[str, Any], kinds: dict[str, str]
) -> list[tuple[str, int, list[str]]]:
    """Slug, points and reasons of fitting models, by the rule written on the page; `order` decides between equals."""
    able = [
        slug
        for slug in order
        if set(models[slug].get("topics", ())) & set(profile["topics"])
        and profile["commune"] not in at(models[slug], planned=True)
    ]
    given = {slug: true_reasons(models, slug, profile, kinds) for slug in able}
    counted = Counter(reason for reasons in given.values() for reason in reasons)
    many = len(able) >= LIMITS["shared"]["among"]
    shared = {one for one, count in counted.items() if many and count * 100 >= len(able) * LIMITS["shared"]["percent"]}
    shared = {one for one in shared if one[0] != "topic" and POINTS[one[0]] > 0}
    kept = {slug: [key for key, about in reasons if (key, about) not in shared] for slug, reasons in given.items()}
    points = {slug: sum(POINTS[key] for key in kept[slug]) for slug in able}
    queues = []
    for topic in profile["topics"]:
        those = [slug for slug in able if topic in models[slug]["topics"]]
        queues.append(sorted(those, key=lambda slug: (level(models[slug]), -points[slug]))[: LIMITS["models"]])
    taken: list[str] = []
    for one_level in (0, 1):
        waiting = [[slug for slug in queue if level(models[slug]) == one_level] for queue in queues]
        while any(waiting):
            for queue in waiting:
                queue[:] = [slug for slug in queue if slug not in taken]
                taken += [queue.pop(0)] if queue else []
    return [(slug, points[slug], sorted(kept[slug])) for slug in taken]


def random_profile(chance: random.Random, communes: list[str]) -> dict[str, Any]:
    return {
        "commune": chance.choice(["", *communes]),
        "topics": chance.sample(TOPICS, chance.randint(0, 3)),
        "owners": chance.sample(OWNERS, chance.randint(0, 3)),
        "money": chance.choice([0, *ASKED["money"]["limits"]]),
        "days": chance.choice([0, *ASKED["days"]["limits"]]),
        "traits": {code: chance.random() < 0.5 for code in TRAITS if chance.random() < 0.4},
    }


def random_cost(chance: random.Random) -> dict[str, Any]:
    line = {
        "item": chance.choice(["Toàn bộ", "Tổng kinh phí", "Chi"]),
        "amount": chance.choice([200_000, 5_000_000, 19_500_000, 99_000_000, 500_000_000]),
    }
    qualifier = chance.choice(["", "", "khoang", "gan", "tren", "duoi", "it-nhat", "binh-quan"])
    each = {"note": "mỗi hộ"} if chance.random() < 0.2 else {}
    return {**line, **each, "qualifier": qualifier} if qualifier else {**line, **each}


def random_model(chance: random.Random, slugs: list[str]) -> dict[str, Any]:
    """A model with a random part of the values that the rule uses."""
    plan: dict[str, Any] = {"source": {"id": "bao-cao-xa-2025"}}
    plan |= {"days": chance.choice([15, 30, 31, 90, 200])} if chance.random() < 0.5 else {}
    plan |= {"cost": [random_cost(chance) for _ in range(chance.choice([1, 1, 1, 2]))]} if chance.random() < 0.7 else {}
    model = MINIMAL | {"owner": {"kind": chance.choice(OWNERS)}, "places": [{"commune": chance.choice(sorted(KINDS))}]}
    model |= {"topics": chance.sample(TOPICS, chance.randint(1, 3))}
    model |= (
        {"approach": {"steps": ["Bàn.", "Làm."], "source": {"id": "bao-cao-xa-2025"}}} if chance.random() < 0.6 else {}
    )
    model |= {"results": {"text": "Có kết quả.", "source": {"id": "bao-cao-xa-2025"}}} if chance.random() < 0.6 else {}
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


def assert_true(models: Models, profiles: list[dict[str, Any]], found: Found, kinds: dict[str, str]) -> set[str]:
    """The page and the recount give the same models in the same order; returns the reasons seen."""
    seen: set[str] = set()
    assert {slug for slug, model in models.items() if level(model) < 2} == set(found.order)
    for profile, answer in zip(profiles, found.answers, strict=True):
        given = [
            (one["slug"], one["points"], sorted(reason["key"] for reason in one["for"] + one["against"]))
            for one in answer
        ]
        assert given == true_answer(models, found.order, profile, kinds), profile
        assert len(given) <= LIMITS["models"] * max(len(profile["topics"]), 1) <= 30
        seen.update(key for _, _, keys in given for key in keys)
    return seen


def kinds_of_communes(site: Path) -> Iterator[tuple[str, str]]:
    """Code and kind of every commune of the country."""
    for file in ("communes-home.json", "communes.json"):
        provinces = json.loads((site / "assets/form" / file).read_text(encoding="utf-8"))
        for code, name, *_ in (commune for communes in provinces.values() for commune in communes):
            yield code, next(kind for kind in ("Xã", "Phường", "Đặc khu") if name.startswith(kind))


def test_every_answer_is_true_of_the_real_models(watched: Watched, address: str, site: Path) -> None:
    models = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "models").glob("*/*.yml")}
    files = {str(path.relative_to(site)): path.read_bytes() for path in (site / FOLDER).rglob("*.json")}
    chance = random.Random(20261123)
    homes = sorted(code for model in models.values() for code in at(model, planned=True))
    profiles = [random_profile(chance, homes) for _ in range(300)]
    found = asked(watched, address, files, profiles)
    seen = assert_true(models, profiles, found, dict(kinds_of_communes(site)))
    assert seen >= {"topic", "owner", "trait", "trait-other", "money", "money-above"}
    asked_whom = json.loads(files[f"{FOLDER}facts.json"])["ask"]
    for topic, rows in asked_whom.items():
        for slug, title, *_ in rows:
            assert level(models[slug]) == 2
            assert topic in models[slug]["topics"]
            assert models[slug]["title"] == title


def test_every_answer_is_true_of_invented_models(watched: Watched, address: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    models: Models = {}
    for number in range(160):
        models[f"m{number:03}"] = random_model(chance, list(models))
    profiles = [random_profile(chance, sorted(KINDS)) for _ in range(300)]
    seen = assert_true(models, profiles, asked(watched, address, laid_out(tmp_path, models), profiles), KINDS)
    assert seen == set(POINTS)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return laid_out(tmp_path_factory.mktemp("fit"), {slug: MINIMAL | one for slug, one in INVENTED["models"].items()})


@pytest.mark.parametrize("case", INVENTED["cases"], ids=lambda case: case["name"])
def test_the_words_say_what_was_counted(watched: Watched, address: str, invented: Files, case: dict[str, Any]) -> None:
    [found] = asked(watched, address, invented, [NOTHING | case["asks"]]).answers
    given = [
        [INVENTED["models"][one["slug"]]["title"], one["points"]]
        + [reason["words"] for reason in one["for"] + one["against"]]
        + one["silent"]
        for one in found
    ]
    assert given == case["answers"]


def test_few_fit_however_many_there_are(watched: Watched, address: str) -> None:
    """10,798 models that all fit every work: the page shows only as many as it promises."""
    count = 10_798
    columns = {key: [0] * count for key in ("traits", "costs", "sure", "said", "days", "copies")}
    owners = [number % 5 for number in range(count)]
    [answer] = watched_answer(watched, address, {**columns, "owners": owners, "followable": count // 2}, count)
    assert len({one["model"] for one in answer}) == len(answer) == 30
    assert all(one["followable"] for one in answer)
    assert [one["points"] for one in answer] == sorted((one["points"] for one in answer), reverse=True)


def watched_answer(watched: Watched, address: str, columns: dict[str, Any], count: int) -> list[list[dict[str, Any]]]:
    """The answer to a profile with three needs; one third of these models meets each."""
    facts = json.loads(watched.page.request.get(f"{address}{FOLDER}facts.json").body())
    facts |= columns | {"stopped": [], "places": [[]] * count, "topics": [[number % 3] for number in range(count)]}
    needs = facts["codes"]["topics"][:3]
    profile = NOTHING | {"topics": needs, "owners": [facts["codes"]["owner_kinds"][4]]}
    watched.page.goto(f"{address}phu-hop/")
    answer: list[list[dict[str, Any]]] = watched.page.evaluate(ASK, [address, facts, [""] * count, [profile]])
    return answer
