"""A few kills and hostile requests; `scripts/bench_receive.py` tests a thousand entries and ten thousand requests."""

from pathlib import Path

from measuring.hostile_requests import answered, hostile_requests
from measuring.outage import outage
from receiver_host import Sender, receiver, titled


def test_every_acknowledged_entry_is_there_once_whenever_the_receiver_is_killed(tmp_path: Path) -> None:
    with receiver(tmp_path, follow_seconds=3600) as one:
        done = outage(one, count=40, kills=2, senders=4)
    assert done.faults == []
    assert done.again > 0


def test_hostile_requests_are_refused_in_plain_words(tmp_path: Path) -> None:
    with receiver(tmp_path) as one:
        challenge = Sender(one.address).challenge
        before = one.memory()
        statuses = {answered(one.port, request) for request in hostile_requests(300, 7, challenge, titled(1))}
        assert one.memory() - before < 100 * 2**20
        assert statuses >= {400, 403, 404, 405, 409, 422}
        assert not [status for status in statuses if status >= 500]
        assert Sender(one.address).send(titled(2)).status_code == 201
    assert {path.name for path in tmp_path.iterdir()} == {"repository", "queue", "log.txt", "noi-nhan.toml"}
