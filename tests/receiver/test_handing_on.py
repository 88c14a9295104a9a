"""Forwarding entries: messages to the editor about obstacles, and decisions made meanwhile."""

from pathlib import Path

import pytest
import receiver_host  # noqa: F401 - skips where the receiver's packages are missing
from receiving.contacts import Contacts
from receiving.handing_on import HandingOn, NotNow, Place
from receiving.ledger import Ledger, Stored
from receiving.telling import EditorNotice

from showcase.contributions.entry import Entry


class Gate:
    """A destination for entries, which tests can close."""

    trouble: NotNow | None = None

    def hand_on(self, stored: Stored, entry: Entry) -> Place:
        if self.trouble:
            raise self.trouble
        return Place("dong-gop/1-a")

    def follow(self, reviewed: list[Stored]) -> list[tuple[Stored, object]]:
        return []


def test_the_editor_is_told_once_of_what_stays_and_that_it_is_over(tmp_path: Path) -> None:
    ledger, contacts = Ledger(tmp_path / "entries.sqlite"), Contacts(tmp_path / "contacts.sqlite")
    gate, told = Gate(), list[str]()
    work = HandingOn(ledger, contacts, gate, 60, tell=told.append)  # type: ignore[arg-type]
    for name in "ab":
        ledger.add(Entry("new", name, name, "Xã Ba Chúc", "ba-chuc", "title: x\n", name * 12), f"code-{name}", 1)
    gate.trouble = NotNow("nơi giữ kho trả lời 502")
    for now in (0, 31, 92):
        assert told == []
        work.step(now)
    work.step(300)
    assert [text.split(".")[0] for text in told] == ["Nơi nhận chưa chuyển được phần gửi: nơi giữ kho trả lời 502"]
    gate.trouble = NotNow("token hết hạn", needs_person=True)
    work.step(2000)
    assert "token hết hạn" in told[1]
    gate.trouble = None
    work.step(9000)
    assert told[2:] == ["Nơi nhận đã chuyển lại được."]
    ledger.close()
    contacts.close()


def test_a_decision_made_while_it_is_handed_on_stays(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "entries.sqlite")
    stored = ledger.add(Entry("new", "a", "a", "Xã Ba Chúc", "ba-chuc", "title: x\n", "a" * 12), "code", 1)
    ledger.decide(stored.number, "declined")
    ledger.handed_on(stored.number, "dong-gop/1-a", 0)
    found = ledger.by_number(stored.number)
    assert found
    assert (found.state, found.branch) == ("declined", "dong-gop/1-a")
    ledger.close()


@pytest.mark.parametrize("program", ["", "/khong/co"])
def test_without_a_program_that_runs_it_stands_in_the_log(program: str, caplog: pytest.LogCaptureFixture) -> None:
    EditorNotice(program)("Token hết hạn.")
    assert "Token hết hạn." in caplog.text
    assert ("chưa báo được" in caplog.text) == bool(program)


def test_the_program_gets_the_sentence(tmp_path: Path) -> None:
    program = tmp_path / "bao"
    program.write_text(f"#!/bin/sh\ncat > {tmp_path}/loi.txt\n", encoding="utf-8")
    program.chmod(0o755)
    EditorNotice(str(program))("Token hết hạn.")
    assert (tmp_path / "loi.txt").read_text(encoding="utf-8") == "Token hết hạn.\n"
