"""What fits, in Chromium: a border cadre finds a model by keyboard, and every reason given is true."""

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from built_site import ROOT, Watched
from playwright.sync_api import Browser, Page, expect

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULE = yaml.safe_load((ROOT / "showcase/data/fit.yml").read_text(encoding="utf-8"))
GROUPS = {one["code"]: set(one["topics"]) for one in RULE["questions"][0]["groups"]}
TRAITS = RULE["questions"][4]["traits"]
OWNERS = ["phu-nu", "thanh-nien", "mat-tran", "cong-an", "bien-phong", "truong-hoc", "nong-dan"]


def opened(watched: Watched, address: str, query: str = "") -> Page:
    page = watched.page
    page.goto(f"{address}phu-hop/{query}")
    page.locator("[data-fit-ready]").wait_for(state="attached")
    return page


def slugs(page: Page) -> list[str]:
    return page.locator("[data-part=results] > li").evaluate_all("(all) => all.map((one) => one.dataset.slug)")


def test_a_border_cadre_finds_a_model_by_keyboard(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    page.get_by_label("Xã, phường, đặc khu của tôi").focus()
    page.keyboard.type("tan khanh hoa")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Xã, phường, đặc khu của tôi")).to_have_value("Xã Giang Thành, tỉnh An Giang")
    page.get_by_label("Đường sá, đèn đường, môi trường").press("Space")
    page.get_by_label("Đoàn Thanh niên").press("Space")
    page.locator("[data-part=results] > li").first.wait_for()
    best = page.locator("[data-part=results] > li").first
    expect(best).to_contain_text("Khéo vận động điện chiếu sáng đường nông thôn")
    expect(best.locator(".why--for").first).to_contain_text("Cùng việc: chiếu sáng đường")
    assert "xa=30796" in page.url
    assert "viec=duong-sa" in page.url
    best.get_by_role("link", name="Lập kế hoạch").press("Enter")
    page.locator("[data-plan-ready]").wait_for()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Kiên Lương", "Xã Kiên Lương"),
        ("xa kien binh", "Xã Hòa Điền"),
        ("BINH LU", "Xã Bình Lư"),
        ("phu quoc", "Đặc khu Phú Quốc"),
    ],
)
def test_names_of_today_and_before_find_the_commune(watched: Watched, address: str, typed: str, shown: str) -> None:
    page = opened(watched, address)
    box = page.get_by_label("Xã, phường, đặc khu của tôi")
    box.fill(typed)
    page.locator("[role=option]", has_text=shown).first.click()
    assert box.input_value().startswith(shown)


def test_answers_live_in_the_address_alone(watched: Watched, address: str) -> None:
    page = opened(watched, address, "?xa=31078&viec=an-sinh&tien=20000000&khong=do-thi")
    assert page.get_by_label("Giúp người khó khăn").is_checked()
    expect(page.get_by_label("Hải đảo")).to_have_value("co")
    before = slugs(page)
    page.get_by_label("Giúp người khó khăn").uncheck()
    page.wait_for_function("!location.search.includes('viec')")
    page.go_back()
    page.wait_for_function("location.search.includes('viec')")
    expect(page.get_by_label("Giúp người khó khăn")).to_be_checked()
    page.reload()
    page.locator("[data-fit-ready]").wait_for(state="attached")
    assert slugs(page) == before
    assert (
        page.evaluate(
            "Object.keys(localStorage).concat(Object.keys(sessionStorage)).filter((key) => key !== 'so-sanh')"
        )
        == []
    )


def test_hostile_addresses_are_harmless(watched: Watched, address: str) -> None:
    page = opened(watched, address, "?xa=<b>&viec=__proto__,x&ai=constructor&tien=-1e9&co=toString&ngay=abc")
    assert slugs(page) == []
    assert page.locator("[data-part=empty]").is_visible()


def read_models() -> dict[str, dict[str, Any]]:
    """The files themselves, read without the code of the project."""
    found = {}
    for path in sorted((ROOT / "models").glob("*/*.yml")):
        found[path.stem] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def true_reasons(
    model: dict[str, Any], slug: str, profile: dict[str, Any], models: dict[str, Any], kinds: dict[str, str]
) -> set[tuple[str, int]]:
    """What the rule gives for a model, from the words of fit.yml and the file alone: (key, how often)."""
    made: list[str] = ["topic" for code in profile["groups"] if GROUPS[code] & set(model.get("topics", ()))]
    made += ["owner"] if model["owner"]["kind"] in profile["owners"] else []
    places = [kinds[place["commune"]] for place in model["places"] if "commune" in place]
    traits = {*model.get("area_traits", ()), *(["hai-dao"] if "Đặc khu" in places else [])}
    made += ["trait" for code, is_so in profile["traits"].items() if is_so and code in traits]
    made += ["trait-other" for code, is_so in profile["traits"].items() if not is_so and code in traits]
    made += ["kind"] if profile["kind"] in places else []
    plan = model.get("replication", {})
    lines = plan.get("cost", ())
    total, words = sum(line["amount"] for line in lines), {line.get("qualifier") for line in lines}
    lower, upper = bool(words & {"tren", "it-nhat"}), "duoi" in words
    if profile["money"] and lines and not (lower and upper):
        if total <= profile["money"]:
            made += [] if lower else ["money"]
        elif not upper:
            made += ["money-above"]
    if profile["days"] and plan.get("days"):
        made += ["days" if plan["days"] <= profile["days"] else "days-above"]
    made += ["copied"] if any(one.get("replicates", {}).get("model") == slug for one in models.values()) else []
    made += ["stopped"] if model.get("status") == "da-dung" else []
    return {(key, made.count(key)) for key in made}


def random_profile(chance: random.Random) -> dict[str, Any]:
    return {
        "groups": chance.sample(sorted(GROUPS), chance.randint(0, 3)),
        "owners": chance.sample(OWNERS, chance.randint(0, 3)),
        "money": chance.choice([0, *RULE["questions"][2]["limits"]]),
        "days": chance.choice([0, *RULE["questions"][3]["limits"]]),
        "kind": chance.choice(["", "Xã", "Phường", "Đặc khu"]),
        "traits": {code: chance.random() < 0.5 for code in TRAITS if chance.random() < 0.4},
    }


ASK = """async ([root, profiles]) => {
  const { Rule } = await import(root + "assets/fit/rule.js");
  const facts = await (await fetch(root + "assets/fit/facts.json")).json();
  const chunks = [];
  for (let at = 0; at * facts.chunk < facts.owners.length; at += 1) {
    chunks.push(...(await (await fetch(`${root}assets/fit/cards/${at}.json`)).json()));
  }
  const rule = new Rule(facts);
  return profiles.map((profile) => rule.fitting(profile).map((one) => ({ ...one, slug: chunks[one.model][0] })));
}"""


def test_every_reason_is_true_and_none_is_missing(watched: Watched, address: str, site: Path) -> None:
    models = read_models()
    rows = json.loads((site / "assets/form/communes-home.json").read_text(encoding="utf-8"))["91"]
    kinds = {
        code: next(kind for kind in ("Xã", "Phường", "Đặc khu") if name.startswith(kind)) for code, name, *_ in rows
    }
    kinds["03390"] = "Xã"  # Bình Lư, Lai Châu
    chance = random.Random(20261123)
    profiles = [random_profile(chance) for _ in range(300)]
    page = opened(watched, address)
    answers = page.evaluate(ASK, [address, profiles])
    points = {key: one["points"] for key, one in RULE["points"].items()}
    seen: set[str] = set()
    for profile, found in zip(profiles, answers, strict=True):
        true = {slug: true_reasons(model, slug, profile, models, kinds) for slug, model in models.items()}
        fitting = {slug for slug, reasons in true.items() if any(points[key] > 0 for key, _ in reasons)}
        assert {one["slug"] for one in found} == fitting
        for one in found:
            given = [reason["key"] for reason in one["for"] + one["against"]]
            assert {(key, given.count(key)) for key in given} == true[one["slug"]], (profile, one)
            assert one["points"] == sum(points[key] * times for key, times in true[one["slug"]])
            seen |= set(given)
        assert [one["points"] for one in found] == sorted((one["points"] for one in found), reverse=True)
    assert seen >= {"topic", "owner", "trait", "trait-other", "kind"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_accessibility_violation_and_no_overflow(watched: Watched, address: str, width: int, scheme: str) -> None:
    watched.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    watched.page.set_viewport_size({"width": width, "height": 800})
    page = opened(watched, address, "?xa=31078&viec=an-sinh,duong-sa&tien=20000000&ngay=90&khong=hai-dao")
    page.locator("[data-part=results] > li").first.wait_for()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_view_is_light(browser: Browser, address: str) -> None:
    page = browser.new_page()
    bodies: list[bytes] = []
    page.on("response", lambda answer: bodies.append(answer.body()) if "communes.json" not in answer.url else None)
    page.goto(f"{address}phu-hop/?viec=an-sinh")
    page.locator("[data-part=results] > li").first.wait_for()
    page.close()
    weight = sum(len(body) if body[:4] == b"wOF2" else len(gzip.compress(body)) for body in bodies)
    assert weight < 150 * 1024
