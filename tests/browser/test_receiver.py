"""The form and the idea card in Chromium with the real receiver: from an empty form to a page of the site."""

import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from accessible import violations
from built_site import ROOT, Watched, build_site
from measuring.receiver import made_repository
from PIL import Image
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect
from receiver_host import Receiver, git, receiver
from receiver_walk import SLUG, answer, opened, phone_before, photograph, picture_asked, reaches, send


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Iterator[Receiver]:
    with receiver(tmp_path_factory.mktemp("receiver"), site, work_bits=12) as running:
        yield running


@pytest.fixture
def phone(browser: Browser, one: Receiver) -> Iterator[Page]:
    with phone_before(browser, one) as page:
        yield page


def test_from_an_empty_form_to_a_merged_branch_and_its_page(phone: Page, one: Receiver, tmp_path: Path) -> None:
    opened(phone, one)
    answer(phone)
    pictures = picture_asked(phone)
    pictures.locator("input[type=file]").set_input_files(photograph(tmp_path))
    expect(pictures.locator("canvas")).to_be_visible()
    expect(pictures.locator('[data-key="file"]')).to_have_value(f"{SLUG}-1.jpg")
    pictures.locator('[data-key="alt"]').fill("Đèn sáng dọc đường làng")
    phone.get_by_role("button", name="Kiểm tra", exact=True).click()
    phone.locator("#gui-lien-he").fill("0912 345 678")
    phone.locator("[data-hand-in]").click()
    code = phone.locator("[data-receipt]").get_attribute("data-receipt") or ""
    phone.get_by_role("link", name="Mở phiếu").click()
    reaches(phone, "review")
    expect(phone.locator(".receipt__letters")).to_have_text(code)
    drawn = Image.open(io.BytesIO(phone.locator(".receipt__code").screenshot()))
    assert [found.text for found in zxingcpp.read_barcodes(drawn)] == [phone.url]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(phone) == ""

    told = git(one.repository, "for-each-ref", "--format=%(refname:short)", "refs/heads/dong-gop/").splitlines()
    [branch] = [
        name
        for name in told
        if f"models/ba-chuc/{SLUG}.yml" in git(one.repository, "ls-tree", "-r", "--name-only", name)
    ]
    git(one.repository, "branch", "-f", "main", branch)  # a fast-forward merge
    reaches(phone, "published")
    expect(phone.get_by_role("link", name="Mở trang của mô hình")).to_have_attribute("href", f"../../mo-hinh/{SLUG}/")

    models = tmp_path / "checkout" / "models"
    git(one.repository, "worktree", "add", "-q", str(models.parent), "main")
    built = build_site(tmp_path / "site", SHOWCASE_MODELS=str(models))
    assert built.returncode == 0, built.stderr
    folder = tmp_path / "site" / "mo-hinh" / SLUG
    assert "Đèn sáng dọc đường làng" in (folder / "index.html").read_text(encoding="utf-8")
    [picture] = folder.glob("*.jpg")
    with Image.open(io.BytesIO(picture.read_bytes())) as shown:
        assert shown.height > shown.width  # upright, as it was taken


def test_one_command_builds_the_site_and_takes_a_promise(browser: Browser, tmp_path: Path) -> None:
    open_door = {"per_hour": 0, "work_bits": 0, "follow_seconds": 0.3}
    one = Receiver(tmp_path, open_door, tmp_path / "site")
    made_repository(one.repository)
    shutil.copytree(ROOT / "tests" / "golden" / "models", one.repository / "models", dirs_exist_ok=True)
    git(one.repository, "add", "models")
    git(one.repository, "commit", "-q", "-m", "Thêm mô hình thử")
    git(one.repository, "branch", "-f", "main", "HEAD")
    one.start()
    try:
        with phone_before(browser, one) as page:
            page.goto(f"{one.address}mo-hinh/day-du/")
            page.get_by_role("link", name="Xã tôi sẽ làm theo").click()
            page.wait_for_selector("[data-form-ready]")
            promises = page.locator("#o-promises")
            promises.locator("[data-add]").click()
            asked = promises.locator("[data-item]").last
            asked.locator('[data-key="commune"]').press_sequentially("tinh bien")
            page.get_by_role("option", name=re.compile("Tịnh Biên")).first.click()
            asked.locator('[data-key="office"]').fill("Mặt trận phường Tịnh Biên")
            asked.locator('[data-key="registered"]').fill("20/11/2026")
            send(page)
            page.get_by_role("link", name="Mở phiếu").click()
            reaches(page, "review")
        [branch] = git(one.repository, "for-each-ref", "--format=%(refname)", "refs/heads/dong-gop/").splitlines()
        changed = git(one.repository, "diff", "main", branch, "--", "models/ba-chuc/day-du.yml").splitlines()
        lines = [line for line in changed if line[0] in "+-" and line[:3] not in ("+++", "---")]
        assert all(line[0] == "+" for line in lines)
        assert "Mặt trận phường Tịnh Biên" in "".join(lines)
        assert '"20/11/2026"' in "".join(lines)
    finally:
        assert one.stop() == 0, one.log


def test_the_draft_goes_once_the_entry_is_there(phone: Page, one: Receiver) -> None:
    opened(phone, one)
    answer(phone)
    phone.locator("#o-summary").fill("Một bản khác.")
    first = send(phone)
    phone.reload()
    phone.wait_for_selector("[data-form-ready]")
    assert phone.locator("#o-title").input_value() == ""
    answer(phone)
    phone.locator("#o-summary").fill("Một bản khác.")
    assert send(phone) == first
    expect(phone.locator("[data-way=receiver]")).to_contain_text("vẫn là một phần gửi")


KEPT_PICTURES = """() => new Promise((resolve) => {
  const asked = indexedDB.open("dan-van-kheo:anh", 1);
  asked.onsuccess = () => {
    const rows = asked.result.transaction("anh").objectStore("anh").getAllKeys();
    rows.onsuccess = () => resolve(rows.result.length);
  };
})"""


def choose(page: Page, folder: Path) -> Locator:
    """Choose a picture that is slow to send, and write its description."""
    file = folder / "IMG_0002.JPG"
    Image.effect_noise((1600, 1200), 90).save(file, "JPEG", quality=85)
    pictures = picture_asked(page)
    pictures.locator("input[type=file]").set_input_files(file)
    expect(pictures.locator("canvas")).to_be_visible()
    pictures.locator('[data-key="alt"]').fill("Hẻm nhỏ sáng đèn")
    return pictures


def lose_the_answer(line: CDPSession) -> None:
    """The request arrives; the answer is lost."""
    line.on("Fetch.requestPaused", lambda event: line.send("Fetch.failRequest", failed(event)))
    line.send("Fetch.enable", {"patterns": [{"urlPattern": "*/gui/mo-hinh", "requestStage": "Response"}]})


def failed(event: dict[str, Any]) -> dict[str, Any]:
    return {"requestId": event["requestId"], "errorReason": "ConnectionReset"}


def conditions(line: CDPSession, offline: bool, upload: float = -1) -> None:
    """The line of the phone, in bytes per second."""
    given = {"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": upload}
    line.send("Network.emulateNetworkConditions", given)


def test_a_slow_line_that_is_cut_loses_and_doubles_nothing(browser: Browser, one: Receiver, tmp_path: Path) -> None:
    with phone_before(browser, one, noted="net::ERR_") as page:
        opened(page, one)
        answer(page)
        page.locator("#o-title").fill("Thắp sáng hẻm bằng đèn dây")
        expect(choose(page, tmp_path)).to_contain_text("tải lại trang vẫn còn")

        page.reload()
        page.wait_for_selector("[data-form-ready]")
        expect(page.locator("#o-pictures canvas")).to_be_attached()
        assert page.locator('#o-pictures [data-key="alt"]').input_value() == "Hẻm nhỏ sáng đèn"
        page.get_by_role("button", name="Kiểm tra", exact=True).click()
        button, said = page.locator("[data-hand-in]"), page.locator(".receiver-state")
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        conditions(line, offline=False, upload=50_000)
        button.click()
        expect(said.locator("progress")).to_have_attribute("value", re.compile(r"^0\.\d+$"))
        conditions(line, offline=True)
        expect(said).to_contain_text("gửi hai lần vẫn chỉ là một")
        conditions(line, offline=False)
        one.kill()
        button.click()
        expect(said).to_contain_text("Chưa tới được nơi nhận")
        one.start()
        assert page.locator("#o-title").input_value() == "Thắp sáng hẻm bằng đèn dây"
        assert page.evaluate(KEPT_PICTURES) == 1

        lose_the_answer(line)
        button.click()
        expect(said).to_contain_text("Đường truyền bị ngắt")
        line.send("Fetch.disable")
        button.click()
        expect(page.locator("[data-way=receiver]")).to_contain_text("vẫn là một phần gửi")
        expect(page.locator("[data-form] [data-part=saved]")).to_contain_text("đã được xóa")
        assert page.evaluate(KEPT_PICTURES) == 0
        page.goto(f"{one.address}dong-gop/da-gui/")
        expect(page.locator(".receiver__rows")).to_contain_text("Thắp sáng hẻm bằng đèn dây")
        assert page.content().count("Thắp sáng hẻm bằng đèn dây") == 1


def test_where_the_browser_keeps_nothing_it_is_told(phone: Page, one: Receiver, tmp_path: Path) -> None:
    phone.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };")
    opened(phone, one)
    expect(choose(phone, tmp_path)).to_contain_text("tải lại trang thì phải chọn lại ảnh")
    phone.reload()
    phone.wait_for_selector("#o-pictures[data-chosen-here]", state="attached")
    expect(phone.locator(".ask__picture")).to_contain_text("Xin chọn ảnh")


def test_what_only_the_receiver_sees_is_told_in_the_form(phone: Page, one: Receiver) -> None:
    opened(phone, one)
    answer(phone)
    pictures = picture_asked(phone)
    pictures.locator('[data-key="file"]').fill("vang-mat.jpg")
    pictures.locator('[data-key="alt"]').fill("Không có ảnh")
    phone.get_by_role("button", name="Kiểm tra", exact=True).click()
    phone.locator("[data-hand-in]").click()
    expect(phone.locator(".receiver-state")).to_contain_text("vang-mat.jpg")
    expect(phone.locator("[data-hand-in]")).to_be_enabled()


def test_the_card_works_without_scripts(browser: Browser, one: Receiver) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{one.address}dong-gop/y-tuong/")
    page.get_by_label("Làm gì?").fill("Góp gạo nấu cháo cho người bệnh")
    page.get_by_label("Ai làm?").fill("Chi hội Phụ nữ ấp Thử")
    page.get_by_label("Ở đâu?").select_option("30547")
    page.get_by_label("Liên hệ").fill("0912 345 678")
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator("[data-receipt]")).to_contain_text("Góp gạo nấu cháo cho người bệnh")
    page.get_by_role("link", name="Mọi phần đã gửi").click()
    expect(page.locator(".receiver__rows")).to_contain_text("Góp gạo nấu cháo cho người bệnh")
    context.close()


def test_card_and_list_are_plain_to_every_reader(phone: Page, one: Receiver) -> None:
    for path in ("dong-gop/y-tuong/", "dong-gop/da-gui/"):
        phone.goto(one.address + path)
        assert violations(phone) == ""
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_a_receiver_the_form_offers_what_it_did(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}dong-gop/nhap/")
    watched.page.wait_for_selector("[data-form-ready]")
    answer(watched.page)
    with watched.page.expect_response("**/noi-nhan.json"):
        watched.page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(watched.page.get_by_role("button", name="Tải tệp về máy")).to_be_visible()
    expect(watched.page.locator("[data-way=receiver]")).to_be_hidden()
    assert watched.page.locator("#o-pictures input[type=file]").count() == 0


def test_the_work_is_the_digest_that_the_receiver_reckons(watched: Watched, address: str) -> None:
    texts = ["", "a", "a" * 55, "a" * 56, "a" * 64, "1764350000.5f3a:12", "b" * 200]
    watched.page.goto(address)
    found = watched.page.evaluate(
        """async ([script, texts]) => {
          const { digest } = await import(script);
          const hex = (word) => (word >>> 0).toString(16).padStart(8, "0");
          return texts.map((text) => [...digest(text)].map(hex).join(""));
        }""",
        [f"{address}assets/form/receiver/work.js", texts],
    )
    assert found == [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    assert json.loads((Path(__file__).parents[2] / "docs/dong-gop/noi-nhan.json").read_text()) == {"receives": False}
