"""The reduced style sheet and Material's whole one: on every kind of page, every element looks the same."""

import pytest
from built_site import Watched

from showcase.look.style_sheet import whole_sheet

MODEL = "to-hop-tac-dan-co-bang-ba-chuc"
STARTED = "html[data-started]"
PAGES = {
    "": "main",
    "khong-co-mang/": "main",
    "hoi-dap/": "main",
    "dong-gop/truong/": "main",
    "dong-gop/luu-tru/": "main",
    "dong-gop/nhap/": STARTED,
    "tra-cuu/?q=bep+an": "[data-search-ready][data-shown]",
    "ban-do/": "[data-map-ready]",
    "phu-hop/?xa=30547": STARTED,
    f"so-sanh/?m={MODEL},bep-an-tinh-thuong-vinh-trach": STARTED,
    f"ke-hoach/?m={MODEL}": STARTED,
    "ngoai-tuyen/": STARTED,
    "thong-ke/": "main",
    "toan-canh/": "main",
    "nhan-rong/": "main",
    "mo-hinh/": "main",
    f"mo-hinh/{MODEL}/": "main",
    "mo-hinh/gop-von-mua-bao-hiem-y-te-ha-tien/": "main",
    "dia-ban/ba-chuc/": "main",
}
"""Page of each kind -> what it holds when its scripts have done their part."""
MODES = ((1280, "light", "screen"), (360, "dark", "screen"), (360, "light", "print"))

OPENED = """() => {
  for (const one of document.querySelectorAll("details, dialog")) one.open = true;
  for (const one of document.querySelectorAll("[hidden]")) one.hidden = false;
}"""
"""Whatever a page holds closed or hidden: menus, lists of choices, dialogs, notices."""

WITH_BOTH = """async (whole) => {
  const [own] = document.querySelectorAll('link[href$="assets/common/material.css"]');
  const other = document.createElement("link");
  other.rel = "stylesheet";
  other.href = URL.createObjectURL(new Blob([whole], { type: "text/css" }));
  const there = new Promise((resolve) => other.addEventListener("load", resolve));
  own.after(other);
  await there;
  other.sheet.disabled = true;
  globalThis.sheets = [own.sheet, other.sheet];
}"""

UNLIKE = """() => {
  const seen = new Set();
  const named = (one) => one && `${one.tagName}.${one.getAttribute("class")}`;
  const chosen = [...document.querySelectorAll("*")].filter((one) => {
    const at = [one.previousElementSibling, one.nextElementSibling].map((beside) => beside?.tagName);
    const key = [named(one), named(one.parentElement), named(one.parentElement?.parentElement), at].join();
    return !seen.has(key) && seen.add(key);
  });
  const looks = () => chosen.flatMap((one) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part || undefined);
    if (part && ["none", "normal"].includes(style.content)) return "";
    const names = Array.from(style).filter((name) => !name.startsWith("--"));
    return names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("\\n");
  }));
  const [own, other] = globalThis.sheets;
  const reduced = looks();
  [own.disabled, other.disabled] = [true, false];
  const whole = looks();
  [own.disabled, other.disabled] = [false, true];
  return reduced.flatMap((text, at) => {
    if (text === whole[at]) return [];
    const before = whole[at].split("\\n");
    return [`${named(chosen[Math.floor(at / 3)])} ${text.split("\\n").filter((line, row) => line !== before[row])}`];
  });
}"""
"""Elements whose computed style is another with the whole sheet; of those alike in name and place one is looked at."""

LEFT_OUT = r"""() => {
  const isOnlyVariables = (rule) => [...rule.style].every((name) => name.startsWith("--"));
  const selectors = (rules) => [...rules].flatMap((rule) =>
    rule.selectorText && isOnlyVariables(rule) ? []
      : rule.selectorText ? rule.selectorText.split(/,(?![^(]*\))/).map((one) => one.trim())
      : rule.cssRules && !(rule instanceof CSSKeyframesRule) ? selectors(rule.cssRules) : []);
  const [own, other] = globalThis.sheets.map((sheet) => new Set(selectors(sheet.cssRules)));
  const gone = [...other].filter((one) => !own.has(one));
  const states = /::[\w-]+|:(?:before|after|hover|focus(?:-\w+)?|active|checked|target|disabled)(?![\w-])/g;
  const matching = gone.filter((one) => {
    try {
      return document.querySelector(one.replace(states, ":not(never)"));
    } catch {
      return false; // of another browser
    }
  });
  return [own.size, gone.length, matching];
}"""
"""How many selectors are left, how many are not, and which of those match an element in one of its states. Rules that
only give values to variables are told by the computed styles."""


@pytest.mark.parametrize("path", PAGES)
def test_every_element_looks_as_with_the_whole_sheet(watched: Watched, address: str, path: str) -> None:
    page = watched.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + path)
    page.wait_for_selector(PAGES[path], state="attached")
    page.evaluate(OPENED)
    page.evaluate(WITH_BOTH, whole_sheet())
    left, gone, matching = page.evaluate(LEFT_OUT)
    assert (left > 100, gone > 1000, matching) == (True, True, [])
    for width, scheme, medium in MODES:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, media=medium)  # type: ignore[arg-type]
        assert page.evaluate(UNLIKE) == [], (width, scheme, medium)
