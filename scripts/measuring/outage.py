"""Many senders at once while the receiver is killed again and again: is every acknowledged entry there, once?"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from queue import Empty, Queue

import httpx

from measuring.receiver import Receiver, Sender, git, titled

_LONGEST = 600.0


@dataclass
class Outage:
    """The result of the measurement."""

    acknowledged: float = 0
    """Seconds until the last entry was acknowledged."""
    handed_on: float = 0
    """Seconds until the last one was a branch."""
    again: int = 0
    """How often an entry was sent again, since its sender had no answer."""
    faults: list[str] = field(default_factory=list)


def outage(receiver: Receiver, count: int, kills: int, senders: int) -> Outage:
    """Send so many entries to a receiver that runs, and kill it so many times in between, evenly."""
    waiting: Queue[int] = Queue()
    for number in range(count):
        waiting.put(number)
    codes: dict[int, str] = {}
    tries: Counter[int] = Counter()
    done = Outage()
    begun = time.monotonic()
    threads = [
        threading.Thread(target=_send, args=[receiver.address, waiting, codes, tries, done]) for _ in range(senders)
    ]
    for thread in threads:
        thread.start()
    for turn in range(kills):
        while len(codes) < count * (turn + 1) // (kills + 1) and any(thread.is_alive() for thread in threads):
            time.sleep(0.005)
        receiver.kill()
        receiver.start()
    for thread in threads:
        thread.join()
    done.acknowledged = time.monotonic() - begun
    done.again = sum(tries.values()) - count
    branches = _branches(receiver, count)
    done.handed_on = time.monotonic() - begun
    done.faults += _faults(receiver, codes, count, branches)
    return done


def _send(address: str, waiting: Queue[int], codes: dict[int, str], tries: Counter[int], done: Outage) -> None:
    """Each entry again until it is acknowledged, as a person presses again."""
    sender = Sender(address)
    while True:
        try:
            number = waiting.get_nowait()
        except Empty:
            return
        while number not in codes:
            tries[number] += 1
            try:
                answer = sender.send(titled(number))
            except (httpx.TransportError, ValueError):
                time.sleep(0.05)
                continue
            if answer.status_code in (200, 201):
                codes[number] = answer.json()["code"]
            elif answer.status_code not in (409, 503):  # 409: a challenge from before the kill; 503: no place free
                done.faults.append(f"mục {number}: {answer.status_code} {answer.text[:200]}")
                return


def _branches(receiver: Receiver, count: int) -> list[str]:
    """Wait until there is a branch for each."""
    until = time.monotonic() + _LONGEST
    while True:
        listed = git(receiver.repository, "for-each-ref", "--format=%(contents:subject)", "refs/heads/dong-gop/")
        if len(found := listed.splitlines()) >= count or time.monotonic() > until:
            return found
        time.sleep(0.2)


def _faults(receiver: Receiver, codes: dict[int, str], count: int, branches: list[str]) -> list[str]:
    base = sqlite3.connect(receiver.folder / "queue" / "entries.sqlite")
    rows = dict(base.execute("SELECT code, slug FROM entries").fetchall())
    total = base.execute("SELECT count(*) FROM entries").fetchone()[0]
    base.close()
    names = {number: f"to-phu-nu-nuoi-heo-dat-so-{number}" for number in range(count)}
    checks = {
        f"có {len(codes)} lời nhận trên {count}": len(codes) == count,
        f"hàng chờ có {total} mục": total == count,
        "có phiếu không dẫn tới đúng mục": all(rows.get(code) == names[number] for number, code in codes.items()),
        "có nhánh thiếu hoặc thừa": sorted(branches) == sorted(f"[{name}] Thêm mô hình" for name in names.values()),
        "nhánh của biên tập viên đã đổi": git(receiver.repository, "status", "--porcelain") == "A  ghi-chu.txt",
    }
    return [fault for fault, holds in checks.items() if not holds]
