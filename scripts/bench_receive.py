"""Measure the receiver: many entries with kills in between, and requests that mean harm.

    python scripts/bench_receive.py                        1,000 entries, five kills; 10,000 hostile requests
    python scripts/bench_receive.py --entries 200 --kills 2 --requests 0

The door is open for it: no proof of work, no limit by address. Everything lies in a temporary folder. Linux only.
Exit code 0: what was promised holds; 1: it does not.
"""

from lib.commands import run_command
from lib.environment import use_environment

import argparse
import sys
import tempfile
import time
from pathlib import Path

HELP = "Đo nơi nhận: nhiều phần gửi với vài lần bị ngắt điện giữa chừng, và các yêu cầu có ý phá."
_OPEN = {"per_hour": 0, "plain_per_hour": 0, "work_bits": 0, "card_seconds": 0, "follow_seconds": 3600}


def main() -> int:
    """Measure both. Returns the exit code."""
    parser = argparse.ArgumentParser(description=HELP)
    parser.add_argument("--entries", type=int, default=1000, help="số phần gửi")
    parser.add_argument("--kills", type=int, default=5, help="số lần ngắt")
    parser.add_argument("--senders", type=int, default=8, help="số người gửi cùng lúc")
    parser.add_argument("--requests", type=int, default=10_000, help="số yêu cầu có ý phá")
    parser.add_argument("--seed", type=int, default=1, help="số gieo của các yêu cầu ấy")
    arguments = parser.parse_args()
    use_environment(dev=True)
    sys.path.insert(0, str(Path(__file__).parent))
    faults = []
    if arguments.entries:
        faults += _entries(arguments.entries, arguments.kills, arguments.senders)
    if arguments.requests:
        faults += _requests(arguments.requests, arguments.seed)
    for fault in faults:
        print(f"KHÔNG ĐẠT: {fault}")
    return 1 if faults else 0


def _entries(count: int, kills: int, senders: int) -> list[str]:
    from measuring.outage import outage
    from measuring.receiver import Receiver, made_repository

    with tempfile.TemporaryDirectory() as name:
        receiver = Receiver(Path(name), dict(_OPEN))
        made_repository(receiver.repository)
        receiver.start()
        done = outage(receiver, count, kills, senders)
        print(f"{count} phần gửi, ngắt {kills} lần: nhận đủ sau {done.acknowledged:.1f} giây,", end=" ")
        print(f"thành nhánh hết sau {done.handed_on:.1f} giây; gửi lại {done.again} lần")
        receiver.stop()
        return done.faults


def _requests(count: int, seed: int) -> list[str]:
    from collections import Counter

    from measuring.hostile_requests import answered, hostile_requests
    from measuring.receiver import Receiver, Sender, made_repository, titled

    with tempfile.TemporaryDirectory() as name:
        receiver = Receiver(Path(name), dict(_OPEN))
        made_repository(receiver.repository)
        receiver.start()
        before, started = receiver.memory(), time.monotonic()
        challenge = Sender(receiver.address).challenge
        statuses = Counter(
            answered(receiver.port, request) for request in hostile_requests(count, seed, challenge, titled(1))
        )
        after, taken = receiver.memory(), time.monotonic() - started
        print(f"{count} yêu cầu có ý phá trong {taken:.1f} giây: {dict(sorted(statuses.items()))}")
        print(f"bộ nhớ nhiều nhất: {before // 2**20} MB lúc đầu, {after // 2**20} MB lúc cuối")
        receiver.stop()
        faults = [f"{statuses[500]} lần trả lời 500"] if statuses[500] else []
        if "Traceback" in receiver.log or "hỏng khi" in receiver.log:
            faults.append("nhật ký có lỗi của chương trình: " + receiver.log[-500:])
        strange = {path.name for path in Path(name).iterdir()} - {"repository", "queue", "log.txt", "noi-nhan.toml"}
        return faults + [f"có tệp lạ: {one}" for one in strange]


if __name__ == "__main__":
    run_command(main, "Không đo được")
