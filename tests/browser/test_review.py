"""A reviewer with a browser and a key: only the receiver's machine has git."""

import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import violations
from built_site import Watched
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from receiver_host import Receiver, Sender, git, number, reaches, receiver, titled
from small_trees import MINIMAL

SLUG = "to-phu-nu-nuoi-heo-dat-so-1"


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Iterator[Receiver]:
    with receiver(tmp_path_factory.mktemp("review"), site) as running:
        yield running


@pytest.fixture
def sender(one: Receiver) -> Sender:
    return Sender(one.address)


@pytest.fixture
def laptop(browser: Browser, one: Receiver) -> Iterator[Page]:
    """A page with the review desk open; no request to other hosts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    watched = Watched(context.new_page(), one.address)
    page = watched.page
    told = one.ran("--review-key").stdout
    page.goto(f"{one.address}dong-gop/duyet/")
    page.get_by_label("Khóa duyệt").fill(told.split("\n")[0].removeprefix("Khóa duyệt: "))
    page.get_by_role("button", name="Mở bàn duyệt").click()
    expect(page.get_by_role("heading", name="Bàn duyệt")).to_be_visible()
    yield page
    context.close()
    told = [text for text in watched.console if "status of" not in text]
    assert told == []
    assert watched.foreign == []


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (900, 600), "green").save(made, "JPEG")
    return made.getvalue()


def handed_in(sender: Sender, text: str, pictures: dict[str, bytes] | None = None, **more: str) -> str:
    """The code of a submitted entry that is ready for review."""
    code = str(sender.send(text, pictures, **more).json()["code"])
    reaches(sender, code, "review")
    return code


def test_a_reviewer_sees_all_of_it_and_accepts_a_mended_file(
    laptop: Page, one: Receiver, sender: Sender, tmp_path: Path
) -> None:
    source = "source: {id: bao-cao-xa-2025}"
    text = titled(1) + f"approach: {{text: Họp tổ hằng tháng., {source}}}\nresults: {{text: Vốn xoay đều., {source}}}\n"
    text += "pictures:\n  - {file: heo-dat-1.jpg, alt: Họp tổ}\n"
    code = handed_in(sender, text, {"heo-dat-1.jpg": picture()}, **{"lien-he": "0912 345 678"})
    laptop.reload()
    laptop.get_by_role("link", name="Tổ phụ nữ nuôi heo đất số 1").click()
    expect(laptop.locator("[data-entry]")).to_contain_text("0912 345 678")
    expect(laptop.get_by_role("img", name="Họp tổ")).to_be_visible()
    assert violations(laptop) == ""
    with laptop.expect_download() as download:
        laptop.get_by_role("link", name="Tải các tệp").click()
    with zipfile.ZipFile(download.value.path()) as packed:
        at = f"models/ba-chuc/{SLUG}.yml"
        assert packed.namelist() == ["ghi-chu-duyet.txt", at, "models/ba-chuc/heo-dat-1.jpg"]
        assert b"0912" not in b"".join(packed.read(name) for name in packed.namelist())
        mended = packed.read(at).decode().replace("hằng tháng", "mỗi quý")

    laptop.get_by_role("link", name="Xem trang như khi đã nhận").click()
    expect(laptop.get_by_role("heading", level=1, name="Tổ phụ nữ nuôi heo đất số 1")).to_be_visible()
    shown = laptop.get_by_role("img", name="Họp tổ")
    shown.scroll_into_view_if_needed()
    laptop.wait_for_function("(image) => image.complete && image.naturalWidth > 0", arg=shown.element_handle())

    laptop.go_back()
    (tmp_path / "sua.yml").write_text(mended.replace('"30547"', '"99999"'), encoding="utf-8")
    laptop.get_by_label("Tệp đã sửa").set_input_files(tmp_path / "sua.yml")
    laptop.get_by_role("button", name="Nhận vào kho").click()
    expect(laptop.get_by_role("alert")).to_contain_text("99999")
    (tmp_path / "sua.yml").write_text(mended, encoding="utf-8")
    laptop.get_by_label("Tệp đã sửa").set_input_files(tmp_path / "sua.yml")
    laptop.get_by_role("button", name="Nhận vào kho").click()
    expect(laptop.locator("[data-state=published]")).to_be_visible()
    assert sender.state(code) == "published"
    assert git(one.repository, "show", f"main:models/ba-chuc/{SLUG}.yml") + "\n" == mended
    assert "heo-dat-1.jpg" in git(one.repository, "ls-tree", "--name-only", "main:models/ba-chuc")
    assert git(one.repository, "status", "--porcelain") == "A  ghi-chu.txt"


def test_what_a_correction_changes_and_what_is_alike_is_told(laptop: Page, one: Receiver, sender: Sender) -> None:
    code = handed_in(sender, MINIMAL.replace("hằng tháng", "mỗi quý"), sua="to-gop-von")
    laptop.goto(f"{one.address}dong-gop/duyet/?muc={number(one, code)}")
    expect(laptop.locator("[data-entry] li")).to_contain_text(["Tóm tắt: từ “"])
    laptop.get_by_role("link", name="Xem trang như khi đã nhận").click()
    expect(laptop.get_by_role("heading", level=1, name="Tổ phụ nữ góp vốn xoay vòng")).to_be_visible()
    expect(laptop.get_by_text("góp tiền mỗi quý").first).to_be_visible()
    laptop.go_back()
    laptop.get_by_label("Lời cho người gửi").fill("Từ khi nào?")
    laptop.get_by_role("button", name="Hỏi lại").click()
    expect(laptop.locator(".receiver__word")).to_have_text(["Từ khi nào?"])
    assert sender.state(code) == "questions"
    laptop.get_by_label("Lời cho người gửi").fill("Chưa có văn bản.")
    laptop.get_by_role("button", name="Không nhận").click()
    expect(laptop.locator("[data-state=declined]")).to_be_visible()
    assert "Chưa có văn bản." in sender.receipt(code)

    code = handed_in(sender, MINIMAL.replace("xoay vòng", "xoay vòng ấp"))
    laptop.goto(f"{one.address}dong-gop/duyet/?muc={number(one, code)}")
    expect(laptop.locator("[data-entry] li")).to_contain_text(["Tên gần giống: “Tổ phụ nữ góp vốn xoay vòng”"])


def test_without_the_key_nothing_is_shown_or_done(one: Receiver, sender: Sender) -> None:
    code = handed_in(sender, titled(3))
    given = number(one, code)
    for path in ("", f"?muc={given}", f"trang?muc={given}", f"tep?muc={given}", f"anh?muc={given}&ten=a.jpg"):
        answer = sender.client.get(f"dong-gop/duyet/{path}")
        assert answer.status_code == 403
        assert "heo đất" not in answer.text
    decision = {"muc": given, "viec": "nhan"}
    assert sender.client.post("dong-gop/duyet/quyet", data=decision).status_code == 403
    assert sender.client.post("dong-gop/duyet/vao", data={"khoa": "0" * 32}).status_code == 403
    assert sender.state(code) == "review"
    tries = [sender.client.post("dong-gop/duyet/vao", data={"khoa": "1"}).status_code for _ in range(31)]
    assert tries[-1] == 429


def test_main_that_is_checked_out_moves_on_and_a_clash_is_told(one: Receiver, sender: Sender, tmp_path: Path) -> None:
    place = tmp_path / "main"
    git(one.repository, "worktree", "add", "-q", str(place), "main")
    code = handed_in(sender, titled(4))
    clash = handed_in(sender, MINIMAL.replace("hằng tháng", "mỗi năm"), sua="to-gop-von")

    def accept(entry: str) -> subprocess.CompletedProcess[str]:
        return one.ran("--accept", number(one, entry))

    assert accept(code).returncode == 0
    assert (place / "models/ba-chuc/to-phu-nu-nuoi-heo-dat-so-4.yml").read_text(encoding="utf-8") == titled(4)
    assert git(place, "status", "--porcelain") == ""
    file = place / "models/ba-chuc/to-gop-von.yml"
    file.write_text(MINIMAL.replace("hằng tháng", "mỗi tuần"), encoding="utf-8")
    git(place, "commit", "-qam", "Sửa chỗ khác")
    refused = accept(clash)
    assert refused.returncode == 2
    assert "vướng với một thay đổi khác" in refused.stderr
    assert git(place, "status", "--porcelain") == ""
    assert sender.state(clash) == "review"
