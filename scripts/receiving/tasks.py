"""What editors do with the queue from a command line: look, ask the sender, decline."""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from pathlib import Path

from receiving.branches import Branches
from receiving.contacts import Contacts
from receiving.ledger import Ledger, Stored
from receiving.reception import day_of
from showcase.contributions.entry import Entry
from showcase.contributions.states import DECLINED, FINAL, PUBLISHED, Word, states
from showcase.files.reading import Reading, read_bytes
from showcase.look.rendering import day
from showcase.schema.problems import shown as tamed
from showcase.targets.refusing import Refused


def listing(ledger: Ledger) -> str:
    """One line an entry, newest first; below it the trouble, if any."""
    lines = []
    for stored in ledger.newest(0, ledger.count()):
        where = stored.branch + (f", đề nghị số {stored.pull}" if stored.pull else "")
        told = [
            str(stored.number),
            day(day_of(stored.received)),
            states()[stored.state].label,
            tamed(stored.title),
            where,
        ]
        lines.append(" · ".join(part for part in told if part))
        if stored.trouble:
            again = time.strftime("%H:%M", time.localtime(stored.due))
            lines.append(f"    Vướng: {tamed(stored.trouble, 200)}. Đã thử {stored.attempts} lần, thử lại lúc {again}.")
    return "\n".join(lines) or "Chưa có phần gửi nào."


def show(ledger: Ledger, contacts: Contacts, number: str) -> str:
    """All facts of one entry with the contact, which is shown nowhere else. Raises Refused for an unknown number."""
    stored = entry_of(ledger, number)
    entry = ledger.whole(stored)
    contact = contacts.of(entry.digest)
    parts = [
        f"Mục {stored.number} · {states()[stored.state].label} · phiếu {stored.code}",
        f"Liên hệ: {tamed(contact, 200) if contact else 'không ghi'}",
        f"Tệp: {entry.path}" + (f"\nẢnh: {', '.join(one.name for one in entry.pictures)}" if entry.pictures else ""),
        entry.note or "Không thấy mô hình nào tên gần giống.",
        entry.text,
    ]
    return "\n".join(parts)


def lay_out(ledger: Ledger, number: str, models: Path, folder: Path) -> str:
    """Copy the models to `folder/models` with the entry among them; gives the address of its page. Raises Refused."""
    entry = ledger.whole(entry_of(ledger, number))
    shutil.copytree(models, folder / "models")
    for path, content in entry.files().items():
        if content is None:
            (folder / path).unlink(missing_ok=True)
        else:
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content)
    return f"mo-hinh/{entry.slug}/index.html"


def reading_of(entry: Entry) -> Reading:
    """The file of an entry, read; it has passed the rules once."""
    return read_bytes(entry.text.encode("utf-8"), entry.path)


def packed(ledger: Ledger, number: str) -> bytes:
    """A zip with the files of an entry and the notes for review, for a decision elsewhere. Raises Refused."""
    stored = entry_of(ledger, number)
    entry = ledger.whole(stored)
    notes = [f"Mục {stored.number}: {entry.title}, {entry.place}", *entry.note.splitlines()]
    if entry.replaced:
        notes.append(f"Thay cho tệp {entry.replaced}.")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packing:
        packing.writestr("ghi-chu-duyet.txt", "\r\n".join(notes))
        for path, content in entry.files().items():
            if content is not None:
                packing.writestr(path, content)
    return made.getvalue()


def accept(ledger: Ledger, branches: Branches, number: str) -> str:
    """Merge the branch of an entry into the main one. Raises Refused, and NotNow where git cannot."""
    stored = open_entry(ledger, number)
    entry = ledger.whole(stored)
    branches.hand_on(stored, entry)
    branches.accept(stored, entry)
    ledger.decide(stored.number, PUBLISHED)
    return f"Đã nhận mục {stored.number} vào nhánh {branches.main}. Dựng lại trang thì mô hình hiện ra."


def ask(ledger: Ledger, number: str, question: str) -> str:
    """Put a question onto the receipt. Raises Refused."""
    stored = open_entry(ledger, number)
    ledger.say(stored.number, f"command-{time.time_ns()}", Word(question.strip()[:2000], is_question=True))
    return f"Đã hỏi; người gửi đọc được ở phiếu {stored.code}."


def decline(ledger: Ledger, number: str, reason: str) -> str:
    """Decline an entry with a reason. The branch, if any, stays for the editor to remove. Raises Refused."""
    stored = open_entry(ledger, number)
    ledger.say(stored.number, f"command-{time.time_ns()}", Word(reason.strip()[:2000], is_question=False))
    ledger.decide(stored.number, DECLINED)
    left = f" Nhánh {stored.branch} còn đó; xóa: git branch -D {stored.branch}" if stored.branch else ""
    return f"Đã ghi là không nhận, kèm lý do.{left}"


def open_entry(ledger: Ledger, number: str) -> Stored:
    """An entry that is not decided yet. Raises Refused."""
    stored = entry_of(ledger, number)
    if not is_open(stored):
        raise Refused(f"mục {number} đã xong: {states()[stored.state].label}")
    return stored


def is_open(stored: Stored) -> bool:
    """Whether reviewers may still decide."""
    return stored.state not in FINAL


def entry_of(ledger: Ledger, number: str) -> Stored:
    """The entry that editors call by a number. Raises Refused."""
    stored = ledger.by_number(int(number)) if number.isascii() and number.isdigit() and len(number) < 12 else None
    if stored is None:
        raise Refused(f"không có mục số {number}; xem: python scripts/receive.py --list")
    return stored
