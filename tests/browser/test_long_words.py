"""A word of 34 letters and a long address in every text: no page grows wider than the screen."""

from collections.abc import Iterator

import pytest
from built_site import build_site, served, settle
from playwright.sync_api import Browser

WORD = "Nghiêngnghiêngnghiêngnghiêngnghiên"
ADDRESS = (
    "https://www.facebook.com/permalink.php?story_fbid=pfbid0AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKl&id=1"
)
TEXT = f"Bà con xem ở {ADDRESS} rồi {WORD}."
MODEL = f"""\
title: Tổ {WORD}
summary: Xem {ADDRESS}
fields: [kinh-te]
group: chuyen-doi-so
owner:
  name: Hội {WORD}
  kind: nong-dan
places:
  - commune: "30547"
    hamlet: Ấp {WORD}
    as_written: Ấp {WORD}
context:
  text: {TEXT}
  source: {{id: bao-cao}}
approach:
  text: {TEXT}
  steps:
    - {TEXT}
  source: {{id: bao-cao}}
novelty:
  text: {TEXT}
  evidence: claimed
  source: {{id: bao-cao, where: "{WORD}"}}
effectiveness:
  text: {TEXT}
  figures:
    - {{label: "{WORD}", value: 3, unit: "{WORD}"}}
  evidence: claimed
  source: {{id: bao-cao}}
replication:
  steps:
    - {TEXT}
  cost:
    - {{item: "{WORD}", amount: 1000000, note: "{TEXT}"}}
  people: {TEXT}
  preconditions:
    - {TEXT}
  risks:
    - {TEXT}
  contact: Văn phòng {WORD}
  source: {{id: bao-cao}}
sources:
  - id: bao-cao
    title: Báo cáo {WORD}
    issuer: Đảng ủy {WORD}
"""
PAGES = (
    "", "mo-hinh/", "mo-hinh/dai/", "mo-hinh/dai/to-a4/", "linh-vuc/kinh-te/", "chu-the/nong-dan/",
    "dia-ban/ba-chuc/", "tra-cuu/", "ban-do/", "phu-hop/?xa=30547", "so-sanh/?m=dai,dai-2", "nhan-rong/", "thong-ke/",
    "dong-gop/con-thieu/", "ke-hoach/?m=dai", "dong-gop/nhap/",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("dài")
    models = folder / "models/ba-chuc"
    models.mkdir(parents=True)
    (models / "dai.yml").write_text(MODEL, encoding="utf-8")
    (models / "dai-2.yml").write_text(MODEL.replace("title: Tổ", "title: Nhóm"), encoding="utf-8")
    done = build_site(folder / "site", SHOWCASE_MODELS=str(folder / "models"))
    assert done.returncode == 0, done.stdout + done.stderr
    with served(folder / "site") as where:
        yield where


def test_no_page_is_wider_than_the_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 740}, locale="vi-VN")
    page = context.new_page()
    wide = {}
    for path in PAGES:
        page.goto(address + path)
        settle(page)
        widest = page.evaluate("document.documentElement.scrollWidth")
        if widest > 320:
            wide[path] = widest
    context.close()
    assert wide == {}
