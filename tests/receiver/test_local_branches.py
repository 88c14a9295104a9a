"""The receiver without a hosting service: entries become branches of the local repository, and senders see that."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from receiver_host import Receiver, Sender, git, number, queue, reaches, receiver, titled
from receiving import tasks
from receiving.branches import Branches
from receiving.contacts import Contacts
from receiving.handing_on import HandingOn
from receiving.ledger import Ledger
from small_trees import MINIMAL

from showcase.contributions.entry import Entry
from showcase.files.catalogue import ModelFiles
from showcase.files.reading import read_bytes
from showcase.model.from_values import build
from showcase.targets.refusing import Refused


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receiver]:
    with receiver(tmp_path_factory.mktemp("receiver")) as running:
        yield running


@pytest.fixture
def sender(one: Receiver) -> Sender:
    return Sender(one.address)


def photograph() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (900, 600), "green").save(made, "JPEG")
    return made.getvalue()


def branch_with(one: Receiver, slug: str) -> str:
    """The branch whose newest commit is about a model."""
    told = git(one.repository, "for-each-ref", "--format=%(refname:short) %(contents:subject)", "refs/heads/dong-gop/")
    [found] = [line.split(" ")[0] for line in told.splitlines() if f"[{slug}]" in line]
    return found


def test_an_entry_with_a_picture_goes_all_the_way(one: Receiver, sender: Sender) -> None:
    text = titled(1) + "pictures:\n  - {file: heo-dat-1.jpg, alt: Họp tổ}\n"
    answer = sender.send(text, {"heo-dat-1.jpg": photograph()})
    assert answer.status_code == 201, answer.text
    code = answer.json()["code"]
    reaches(sender, code, "review")
    slug = "to-phu-nu-nuoi-heo-dat-so-1"
    branch = branch_with(one, slug)
    changed = git(one.repository, "diff", "--name-status", f"main...{branch}").split("\n")
    assert changed == ["A\tmodels/ba-chuc/heo-dat-1.jpg", f"A\tmodels/ba-chuc/{slug}.yml"]
    assert git(one.repository, "show", f"{branch}:models/ba-chuc/{slug}.yml") + "\n" == text

    git(one.repository, "stash", "-q")
    git(one.repository, "checkout", "-q", "main")
    git(one.repository, "merge", "-q", "--no-ff", "-m", "Nhận", branch)
    git(one.repository, "checkout", "-q", "dang-viet")
    git(one.repository, "stash", "pop", "-q")
    reaches(sender, code, "published")
    assert f'href="../../mo-hinh/{slug}/"' in sender.receipt(code)


def test_the_work_of_the_editor_is_not_touched(one: Receiver, sender: Sender) -> None:
    main = git(one.repository, "rev-parse", "main")
    reaches(sender, sender.send(titled(2)).json()["code"], "review")
    assert git(one.repository, "rev-parse", "--abbrev-ref", "HEAD") == "dang-viet"
    assert git(one.repository, "status", "--porcelain") == "A  ghi-chu.txt"
    assert git(one.repository, "rev-parse", "main") == main


def test_the_same_entry_twice_is_one(one: Receiver, sender: Sender) -> None:
    first, second = sender.send(titled(3)), sender.send(titled(3).replace("\n", "\r\n"))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["code"] == second.json()["code"]
    assert second.json()["again"]


def test_two_models_of_one_name_get_two_files(one: Receiver, sender: Sender) -> None:
    codes = [sender.send(titled(4).replace("hằng tháng", f"{turn} tháng một lần")).json()["code"] for turn in (1, 2, 3)]
    for code in codes:
        reaches(sender, code, "review")
    for name in ("so-4", "so-4-ba-chuc", "so-4-ba-chuc-2"):
        assert branch_with(one, f"to-phu-nu-nuoi-heo-dat-{name}")


def test_a_correction_changes_the_one_file_and_says_what(one: Receiver, sender: Sender) -> None:
    code = sender.send(MINIMAL.replace("hằng tháng", "mỗi quý"), sua="to-gop-von").json()["code"]
    reaches(sender, code, "review")
    branch = branch_with(one, "to-gop-von")
    assert git(one.repository, "diff", "--name-status", f"main...{branch}") == "M\tmodels/ba-chuc/to-gop-von.yml"
    assert "Tóm tắt: từ “" in git(one.repository, "log", "-1", "--format=%b", branch)


def test_a_correction_is_laid_out_among_the_models_to_look_at(one: Receiver, sender: Sender, tmp_path: Path) -> None:
    code = sender.send(MINIMAL.replace("30547", "30526"), sua="to-gop-von").json()["code"]
    with queue(one) as (ledger, _):
        page = tasks.lay_out(ledger, number(one, code), one.repository / "models", tmp_path)
    assert page == "mo-hinh/to-gop-von/index.html"
    [model] = ModelFiles(tmp_path / "models").load().models
    assert model.places[0].commune == "30526"
    assert (tmp_path / "models" / "sources.yml").is_file()


def test_a_branch_that_is_removed_is_declined(one: Receiver, sender: Sender) -> None:
    code = sender.send(titled(5)).json()["code"]
    reaches(sender, code, "review")
    git(one.repository, "branch", "-D", branch_with(one, "to-phu-nu-nuoi-heo-dat-so-5"))
    reaches(sender, code, "declined")
    assert sender.send(titled(5).replace("hằng tháng", "mỗi quý")).status_code == 201


def test_questions_and_reasons_reach_the_sender(one: Receiver, sender: Sender) -> None:
    code = sender.send(titled(6)).json()["code"]
    reaches(sender, code, "review")
    with queue(one) as (ledger, _):
        tasks.ask(ledger, number(one, code), "Hộ nào <b>góp</b>?")
        assert sender.state(code) == "questions"
        assert "Hộ nào &lt;b&gt;góp&lt;/b&gt;?" in sender.receipt(code)
        tasks.decline(ledger, number(one, code), "Trùng với mô hình khác")
        assert sender.state(code) == "declined"
        assert "Trùng với mô hình khác" in sender.receipt(code)
        with pytest.raises(Refused, match="đã xong"):
            tasks.ask(ledger, number(one, code), "Còn gì nữa?")
        with pytest.raises(Refused, match="không có mục số 999"):
            tasks.ask(ledger, "999", "?")


def test_the_contact_stays_apart(one: Receiver, sender: Sender) -> None:
    code = sender.send(titled(7), **{"lien-he": "0912 345 678"}).json()["code"]
    reaches(sender, code, "review")
    with queue(one) as (ledger, contacts):
        shown = tasks.show(ledger, contacts, number(one, code))
        listed = tasks.listing(ledger)
    assert "Liên hệ: 0912 345 678" in shown
    everything = git(one.repository, "log", "--all", "-p") + one.log + listed
    assert "345 678" not in everything + sender.client.get("dong-gop/da-gui/").text
    for file in (one.folder / "queue").glob("entries.sqlite*"):
        assert b"0912 345 678" not in file.read_bytes()


def test_a_contact_goes_after_its_term(tmp_path: Path) -> None:
    contacts = Contacts(tmp_path / "contacts.sqlite")
    contacts.keep("a", "0912 345 678", 100)
    contacts.keep("a", "another", 900)
    contacts.keep("b", "thu@example.vn", 200)
    assert (contacts.of("a"), contacts.forget(99)) == ("0912 345 678", 0)
    assert (contacts.forget(100), contacts.of("a"), contacts.of("b")) == (1, "", "thu@example.vn")
    contacts.close()
    assert b"0912" not in (tmp_path / "contacts.sqlite").read_bytes()


def test_the_list_shows_an_entry_at_once_and_no_code(one: Receiver, sender: Sender) -> None:
    code = sender.send(titled(8)).json()["code"]
    page = sender.client.get("dong-gop/da-gui/").text
    assert "Tổ phụ nữ nuôi heo đất số 8" in page
    assert code not in page


def test_a_card_leads_to_its_receipt(one: Receiver, sender: Sender) -> None:
    answer = sender.card(**{"lien-he": "nguoi-gui@example.vn"})
    assert answer.status_code == 303
    code = answer.headers["location"].partition("phieu=")[2]
    reaches(sender, code, "review")
    text = git(one.repository, "show", f"{branch_with(one, 'gop-gao-nau-chao')}:models/ba-chuc/gop-gao-nau-chao.yml")
    assert 'summary: "Góp gạo nấu cháo"' in text
    reading = read_bytes(text.encode(), "models/ba-chuc/gop-gao-nau-chao.yml")
    assert (reading.problems, build("gop-gao-nau-chao", reading.file, reading.values).detail) == ([], "name")
    assert "example.vn" not in text.replace("https://", "")


def test_a_card_that_is_refused_comes_back_filled_in(sender: Sender) -> None:
    answer = sender.card(**{"ai-lam": "Gọi 0912 345 678", "cho-nao": "Ấp Thử"})
    assert answer.status_code == 422
    assert 'value="Ấp Thử"' in answer.text
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("obstacle", ["khong-co-kho", "khong-co-main", "khong-co-git"])
def test_where_no_branch_can_be_made_entries_wait_and_the_editor_is_told(
    one: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, obstacle: str
) -> None:
    ledger, contacts = Ledger(tmp_path / "entries.sqlite"), Contacts(tmp_path / "contacts.sqlite")
    text = titled(77)
    slug = f"heo-dat-{obstacle}"
    given = {"kind": "new", "slug": slug, "title": "Heo đất", "place": "Xã Ba Chúc", "folder": "ba-chuc"}
    stored = ledger.add(Entry(**given, text=text, digest=f"{obstacle[-4:]:0<12}"), "code", 1_795_000_000)  # type: ignore[arg-type]
    repository = tmp_path if obstacle == "khong-co-kho" else one.repository
    branches = Branches(repository, "nhanh-khac" if obstacle == "khong-co-main" else "main")
    with monkeypatch.context() as changed:
        if obstacle == "khong-co-git":
            changed.setenv("PATH", "")
        HandingOn(ledger, contacts, branches, 60).step(1000)
    listed = tasks.listing(ledger)
    assert "Đã nhận" in listed
    assert {"khong-co-kho": "git báo lỗi", "khong-co-main": "không có nhánh", "khong-co-git": "chưa cài git"}[
        obstacle
    ] in listed
    HandingOn(ledger, contacts, Branches(one.repository, "main"), 60).step(1031)
    found = ledger.by_number(stored.number)
    assert found
    assert (found.state, found.trouble) == ("review", "")
    assert git(one.repository, "show", f"{found.branch}:models/ba-chuc/{slug}.yml") + "\n" == text
    ledger.close()
    contacts.close()


def test_the_command_lists_what_was_handed_in(one: Receiver, sender: Sender) -> None:
    sender.send(titled(9))
    done = one.ran("--list")
    assert (done.returncode, done.stderr) == (0, "")
    assert " · Tổ phụ nữ nuôi heo đất số 9" in done.stdout
