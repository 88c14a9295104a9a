"""Pull requests at the hosting service, with a stand-in that is slow, fails, limits and refuses."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import receiver_host  # noqa: F401 - skips where the receiver's packages are missing
from pull_hosting import PullHosting, pull_hosting, soon
from receiving.contacts import Contacts
from receiving.handing_on import HandingOn, pause_after
from receiving.ledger import Ledger, Stored
from receiving.pulls import PullRequests, fenced
from stand_in import PROJECT, TOKEN

from showcase.contributions.entry import Entry, Picture

NOW = 1_795_000_000.0


@dataclass
class Queue:
    """A queue that sends to the stand-in, with its own clock."""

    hosting: PullHosting
    work: HandingOn
    pulls: PullRequests

    @property
    def ledger(self) -> Ledger:
        return self.work.ledger

    def add(self, name: str = "bep-an", **more: object) -> Stored:
        given = {"kind": "new", "slug": name, "title": "Bếp ăn", "place": "Xã Ba Chúc", "folder": "ba-chuc"}
        given |= {"text": f"title: {name}\n", "digest": f"{name:0<16}", **more}
        return self.ledger.add(Entry(**given), f"code-{name}", int(NOW))  # type: ignore[arg-type]

    def now(self, stored: Stored) -> Stored:
        found = self.ledger.by_number(stored.number)
        assert found
        return found


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    ledger, contacts = Ledger(tmp_path / "entries.sqlite"), Contacts(tmp_path / "contacts.sqlite")
    with pull_hosting() as hosting:
        pulls = PullRequests(hosting.address, PROJECT, tmp_path / "token", "main", timeout=1)
        yield Queue(hosting, HandingOn(ledger, contacts, pulls, 60), pulls)
        pulls.close()
    ledger.close()
    contacts.close()


def test_an_entry_becomes_a_branch_and_a_pull_request(queue: Queue) -> None:
    stored = queue.add(pictures=(Picture("bep-an-1.jpg", b"\xff\xd8"),), note="Tên gần giống: “```x”")
    queue.work.step(NOW)
    stored = queue.now(stored)
    assert (stored.state, stored.branch, stored.pull) == ("review", f"dong-gop/{stored.number}-bep-an00", 1)
    assert queue.hosting.files(stored.branch) == {
        "models/ba-chuc/bep-an.yml": b"title: bep-an\n",
        "models/ba-chuc/bep-an-1.jpg": b"\xff\xd8",
    }
    [pull] = queue.hosting.pulls
    assert (pull["title"], pull["base"]) == ("[bep-an] Thêm mô hình", "main")
    assert "````\nTên gần giống: “```x”\n````" in pull["body"]


def test_a_correction_that_moves_takes_the_old_file_away(queue: Queue) -> None:
    queue.hosting.objects["main-tree"] = {"models/toan-tinh/bep-an.yml": b"title: Bep\n"}
    stored = queue.add(kind="correction", replaced="models/toan-tinh/bep-an.yml")
    queue.work.step(NOW)
    assert list(queue.hosting.files(queue.now(stored).branch)) == ["models/ba-chuc/bep-an.yml"]


@pytest.mark.parametrize("step", range(8))
@pytest.mark.parametrize("fault", [0, 502])
def test_a_failure_at_any_step_loses_and_doubles_nothing(queue: Queue, step: int, fault: int) -> None:
    stored = queue.add()
    queue.hosting.faults = [(200, {})] * step + [(fault, {})]
    queue.work.step(NOW)
    failed = queue.now(stored)
    if step < 8 and failed.state == "received":
        assert failed.trouble
        queue.work.step(NOW + 29)
        assert queue.now(stored).state == "received"
        queue.work.step(NOW + 31)
    assert queue.now(stored).state == "review"
    assert len(queue.hosting.pulls) == 1
    assert len(queue.hosting.refs) == 2


def test_a_slow_service_is_left_and_asked_again(queue: Queue) -> None:
    stored = queue.add()
    queue.hosting.faults = [(-30, {})]
    queue.work.step(NOW)
    assert queue.now(stored).trouble == "không tới được nơi giữ kho: ReadTimeout"
    queue.work.step(NOW + 31)
    assert queue.now(stored).state == "review"


def test_pauses_grow_and_end_at_six_hours(queue: Queue) -> None:
    assert [pause_after(count, 30) for count in (0, 1, 2, 3, 20, 500)] == [30, 60, 120, 240, 21600, 21600]
    stored, now = queue.add(), NOW
    for attempt in range(3):
        queue.hosting.faults = [(503, {})]
        queue.work.step(now)
        assert queue.now(stored).due == now + pause_after(attempt, 30)
        now = queue.now(stored).due
    assert queue.now(stored).attempts == 3


def test_an_expired_token_is_told_and_a_new_one_is_taken_without_a_restart(queue: Queue, tmp_path: Path) -> None:
    first, second = queue.add("bep-an"), queue.add("to-vay")
    queue.hosting.token = "the-moi"
    queue.work.step(NOW)
    assert "token hết hạn" in queue.now(first).trouble
    assert queue.now(second).attempts == 0  # it would get the same error
    asked = len(queue.hosting.asked)
    queue.work.step(NOW + 100)
    assert len(queue.hosting.asked) == asked
    (tmp_path / "token").write_text("the-moi", encoding="utf-8")
    queue.work.step(NOW + 901)
    assert [queue.now(one).state for one in (first, second)] == ["review", "review"]


@pytest.mark.parametrize(
    ("status", "headers", "least", "most"),
    [
        (429, {"Retry-After": "120"}, 120, 120),
        (403, {"Retry-After": "90"}, 90, 90),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon"}, 500, 601),
        (429, {}, 60, 60),
        (403, {}, 900, 900),
        (404, {}, 900, 900),
    ],
)
def test_limits_and_refusals_are_waited_out(
    queue: Queue, status: int, headers: dict[str, str], least: float, most: float
) -> None:
    stored = queue.add()
    said = {key: soon(600) if value == "soon" else value for key, value in headers.items()}
    queue.hosting.faults = [(200, {}), (200, {}), (status, said)]
    queue.work.step(NOW)
    assert least <= queue.now(stored).due - NOW <= most
    queue.work.step(NOW + most + 1)
    assert queue.now(stored).state == "review"


def test_marked_words_of_reviewers_reach_the_sender_and_no_others(queue: Queue) -> None:
    stored = queue.add()
    queue.work.step(NOW)
    queue.hosting.comment(1, "Trao đổi riêng")
    queue.hosting.comment(1, "Hỏi người gửi: giả mạo", who="NONE")
    queue.work.step(NOW + 60)
    assert (queue.now(stored).state, queue.ledger.words(1)) == ("review", [])
    queue.hosting.comment(1, "Hỏi người gửi: hộ nào góp?")
    queue.hosting.reviews[1] = [{"id": 7, "body": "Nhắn người gửi: gần xong.", "author_association": "OWNER"}]
    for turn in (2, 3):
        queue.work.step(NOW + 60 * turn)
    assert (queue.now(stored).state, queue.ledger.words(1)) == ("questions", ["hộ nào góp?", "gần xong."])


@pytest.mark.parametrize(("merged", "state"), [(True, "published"), (False, "declined")])
def test_merged_is_published_and_closed_is_declined_with_its_reason(queue: Queue, merged: bool, state: str) -> None:
    stored = queue.add()
    queue.work.step(NOW)
    queue.hosting.comment(1, "Nhắn người gửi: Trùng với mô hình khác.")
    queue.hosting.pulls[0].update(state="closed", merged=merged)
    queue.work.step(NOW + 60)
    assert (queue.now(stored).state, queue.ledger.words(1)) == (state, ["Trùng với mô hình khác."])


@pytest.mark.parametrize("content", ["", "a\nb", "thẻ", None])
def test_a_token_that_cannot_be_one_is_told(queue: Queue, tmp_path: Path, content: str | None) -> None:
    (tmp_path / "token").unlink()
    if content is not None:
        (tmp_path / "token").write_text(content, encoding="utf-8")
    stored = queue.add()
    queue.work.step(NOW)
    assert "tệp token token" in queue.now(stored).trouble
    assert queue.hosting.asked == []


def test_no_text_ends_its_fence() -> None:
    assert fenced("a ``` b ```` c") == "`````\na ``` b ```` c\n`````"
