"""A phone before a receiver whose hosting service is slow, fails, limits, refuses and finds the token expired: the
sender follows the receipt to the end, the editor is told what to do."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import violations
from built_site import build_site
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pull_hosting import PullHosting, pull_hosting, soon
from receiver_host import Receiver, receiver
from receiver_walk import SLUG, answer, opened, phone_before, photograph, picture_asked, reaches, send
from stand_in import PROJECT

TROUBLES = [
    (-5, {}),  # slow
    (502, {}),
    (0, {}),  # hangs up
    (200, {}),
    (200, {}),
    (429, {"Retry-After": "1"}),
    (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": soon(0)}),
    (403, {}),  # a right is missing
    (404, {}),
    *8 * [(200, {})],
    (503, {}),  # the branch exists, the pull request does not
]

SHORTEST = 2e-7
"""The first pause after a failure, in seconds. Each is twice as long as the one before: the longest lasts 0.2 s."""


@pytest.fixture(scope="module")
def hosting() -> Iterator[PullHosting]:
    with pull_hosting() as one:
        yield one


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory, site: Path, hosting: PullHosting) -> Iterator[Receiver]:
    folder = tmp_path_factory.mktemp("hosted")
    (folder / "token").write_text("the-cu", encoding="utf-8")  # has expired
    service = {"api": hosting.address, "project": PROJECT, "token_file": "token"}
    with receiver(folder, site, work_bits=12, retry_seconds=SHORTEST, **service) as running:
        yield running


@pytest.fixture
def phone(browser: Browser, one: Receiver) -> Iterator[Page]:
    with phone_before(browser, one) as page:
        yield page


def listed(one: Receiver) -> str:
    """The queue as the editor sees it."""
    return one.ran("--list").stdout


def handed_in(phone: Page, one: Receiver, tmp_path: Path) -> None:
    """Fill in an empty form with a picture, and open the receipt."""
    opened(phone, one)
    answer(phone)
    pictures = picture_asked(phone)
    pictures.locator("input[type=file]").set_input_files(photograph(tmp_path))
    expect(pictures.locator('[data-key="file"]')).to_have_value(f"{SLUG}-1.jpg")
    pictures.locator('[data-key="alt"]').fill("Đèn sáng dọc đường làng")
    send(phone)
    phone.get_by_role("link", name="Mở phiếu").click()


def merge(hosting: PullHosting, number: int) -> None:
    """Merge as the service does when the reviewer presses the button."""
    pull = hosting.pulls[number - 1]
    hosting.refs["heads/main"] = hosting.refs[f"heads/{pull['head']}"]
    pull.update(state="closed", merged=True)


def test_through_every_trouble_of_the_hosting_service(
    phone: Page, one: Receiver, hosting: PullHosting, tmp_path: Path
) -> None:
    handed_in(phone, one, tmp_path)
    expect(phone.locator("[data-state=received]")).to_be_visible()
    while not phone.locator(".note", has_text="máy đang tự thử lại").is_visible():
        phone.reload()
    assert "token hết hạn hoặc không đúng (401); thay token trong tệp token" in listed(one)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(phone) == ""

    hosting.faults = list(TROUBLES)
    (one.folder / "token").write_text(hosting.token, encoding="utf-8")
    reaches(phone, "review")
    assert hosting.faults == []
    assert (len(hosting.pulls), len(hosting.refs)) == (1, 2)
    expect(phone.locator(".note")).to_have_count(0)

    hosting.faults = [(502, {}), (0, {}), (-5, {})]
    hosting.comment(1, "Trao đổi riêng giữa người duyệt")
    hosting.comment(1, "Hỏi người gửi: giả mạo", who="NONE")
    hosting.comment(1, "**Hỏi người gửi:** Bao nhiêu hộ đã góp?")
    reaches(phone, "questions")
    expect(phone.locator(".receiver__word")).to_have_text(["Bao nhiêu hộ đã góp?"])

    merge(hosting, 1)
    hosting.faults = [(503, {})]
    reaches(phone, "published")
    link = phone.get_by_role("link", name="Mở trang của mô hình")
    expect(link).to_have_attribute("href", f"../../mo-hinh/{SLUG}/")

    site = built(hosting, one, tmp_path)
    page = (site / "mo-hinh" / SLUG / "index.html").read_text(encoding="utf-8")
    assert "Đèn sáng dọc đường làng" in page
    [picture] = (site / "mo-hinh" / SLUG).glob("*.jpg")
    with Image.open(io.BytesIO(picture.read_bytes())) as shown:
        assert shown.height > shown.width


def built(hosting: PullHosting, one: Receiver, tmp_path: Path) -> Path:
    """The site built from the main branch of the service."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models/sources.yml").write_bytes((one.repository / "models/sources.yml").read_bytes())
    for path, content in hosting.files("main").items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    done = build_site(tmp_path / "site", SHOWCASE_MODELS=str(tmp_path / "models"))
    assert done.returncode == 0, done.stderr
    return tmp_path / "site"


def test_declined_with_its_reason(phone: Page, one: Receiver, hosting: PullHosting) -> None:
    (one.folder / "token").write_text(hosting.token, encoding="utf-8")
    opened(phone, one)
    answer(phone)
    phone.locator("#o-title").fill("Thắp sáng hẻm nhỏ")
    send(phone)
    phone.get_by_role("link", name="Mở phiếu").click()
    reaches(phone, "review")
    number = len(hosting.pulls)
    hosting.comment(number, "Nhắn người gửi: Trùng với mô hình đã có ở ấp Thử.")
    hosting.pulls[-1].update(state="closed")
    reaches(phone, "declined")
    expect(phone.locator(".receiver__word")).to_have_text(["Trùng với mô hình đã có ở ấp Thử."])
    expect(phone.get_by_role("link", name="Mở trang của mô hình")).to_have_count(0)
