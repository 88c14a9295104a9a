"""The door: challenges, proof of work, rates, limits and foreign pages; as functions and at the real receiver."""

import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from receiver_host import Receiver, Sender, receiver, titled
from receiving.door import Challenges, Rates, is_worked, network_of
from receiving.settings import Settings, read_settings

from showcase.targets.refusing import Refused


def worked(challenge: str, bits: int) -> str:
    """An answer to the challenge, found by trying, as in the form."""
    zeros = (
        str(answer)
        for answer in itertools.count()
        if bin(int.from_bytes(hashlib.sha256(f"{challenge}:{answer}".encode()).digest()))[2:].zfill(256)[:bits]
        == bits * "0"
    )
    return next(zeros)


def test_work_is_the_digest_with_enough_zeros() -> None:
    answer = worked("x", 10)
    assert is_worked("x", answer, 10)
    assert not is_worked("y" + "x", answer, 10) or worked("yx", 10) == answer
    assert [is_worked("x", bad, 10) for bad in ("", "-1", "٣", "1" * 17, f" {answer}")] == 5 * [False]


def test_a_challenge_is_ours_fresh_and_good_once() -> None:
    ours, others = Challenges(), Challenges()
    challenge = ours.issue(1000)
    assert ours.age(challenge, 1010) == 10
    assert others.age(challenge, 1010) == -1
    assert ours.age(challenge, 1000 + 3601) == -1
    assert ours.age(challenge, 900) == -1
    assert [ours.age(bad, 1010) for bad in ("", "a", "1.2.3", challenge + "0", "9" * 99, "\ud800.1.2")] == 6 * [-1]
    assert [ours.use(challenge), ours.use(challenge), ours.age(challenge, 1010)] == [True, False, -1]


def test_so_many_an_hour_from_one_network() -> None:
    rates = Rates(2)
    assert [rates.allows("10.0.0.1", now) for now in (0, 1, 2, 3599, 3600.5, 3600.6)] == [
        True,
        True,
        False,
        False,
        True,
        False,
    ]
    assert rates.allows("10.0.0.2", 2)
    assert all(Rates(0).allows("10.0.0.1", 0) for _ in range(9))


def test_one_household_of_version_6_is_one_sender() -> None:
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:3:4:5:6") != network_of("2001:db8:1:3::1")
    assert network_of("10.0.0.1") != network_of("10.0.0.2")
    assert network_of("testclient") == "?"


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receiver]:
    with receiver(
        tmp_path_factory.mktemp("door"), work_bits=8, per_hour=9, card_seconds=3600, body_bytes=300_000
    ) as it:
        yield it


def test_what_the_door_refuses(one: Receiver) -> None:
    sender = Sender(one.address)
    post = sender.client.post
    challenge = sender.challenge()
    lazy = next(str(answer) for answer in itertools.count() if not is_worked(challenge, str(answer), 8))
    model = {"mo-hinh": titled(1)}
    form = [("khong", (None, ""))]

    def told(answer: object) -> tuple[int, str]:
        return answer.status_code, answer.json()["reason"]  # type: ignore[attr-defined]

    given = {"the": challenge, "loi-giai": lazy, **model}
    assert told(post("dong-gop/gui/mo-hinh", data=given, files=form)) == (409, "stale")
    given["loi-giai"] = worked(challenge, 8)
    for headers in ({"Origin": "https://xa-la.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert told(post("dong-gop/gui/mo-hinh", data=given, files=form, headers=headers)) == (403, "foreign")
    large = [("anh", ("a.jpg", b"0" * 300_000, "image/jpeg"))]
    assert told(post("dong-gop/gui/mo-hinh", data=given, files=large)) == (413, "too-large")
    assert told(post("dong-gop/gui/mo-hinh", json=given)) == (400, "malformed")
    many = [("anh", (f"{turn}.jpg", b"0", "image/jpeg")) for turn in range(7)]
    assert told(post("dong-gop/gui/mo-hinh", data=given, files=many)) == (422, "too-many-pictures")
    assert post("dong-gop/gui/mo-hinh", data=given, files=form).status_code == 201
    assert told(post("dong-gop/gui/mo-hinh", data=given, files=form)) == (409, "stale")
    while (last := post("dong-gop/gui/mo-hinh", data=given, files=form)).status_code == 409:
        continue
    assert told(last) == (429, "too-often")
    assert "127.0.0.1" not in one.log.partition("Ctrl+C")[2]


def told_to(one: Receiver, sender: str, forwarded: str) -> int:
    """The status of a request from a local address with an `X-Forwarded-For` header."""
    with httpx.Client(base_url=one.address, transport=httpx.HTTPTransport(local_address=sender)) as client:
        given = {"headers": {"X-Forwarded-For": forwarded}, "json": {}}
        return int(client.post("dong-gop/gui/mo-hinh", **given).status_code)  # type: ignore[arg-type]


def test_only_our_own_web_server_is_believed_who_asks(one: Receiver) -> None:
    assert [told_to(one, "127.0.0.1", "203.0.113.5") for _ in range(10)] == [*9 * [400], 429]
    assert told_to(one, "127.0.0.1", "203.0.113.5, 203.0.113.6") == 400
    assert told_to(one, "127.0.0.1", "203.0.113.6, 203.0.113.5") == 429  # only the last one is trusted
    assert [told_to(one, "127.0.0.2", f"203.0.113.{turn}") for turn in range(10, 20)] == [*9 * [400], 429]


def test_a_card_that_comes_back_at_once_or_fills_the_trap_is_refused(one: Receiver) -> None:
    answer = Sender(one.address).card()
    assert answer.status_code == 409
    assert "quá nhanh" in answer.text
    assert 'maxlength="250" aria-describedby="lam-gi-vd">Góp gạo nấu cháo</textarea>' in answer.text


def test_every_answer_has_the_policy_of_the_site(one: Receiver) -> None:
    client = Sender(one.address).client
    for path in ("dong-gop/da-gui/", "dong-gop/y-tuong/", "dong-gop/noi-nhan.json", "dong-gop/da-gui/?phieu=khong"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("khong = 1", "không có mục “khong”"),
        ("work_bits = true", "viết chưa đúng kiểu"),
        ('work_bits = "1"', "viết chưa đúng kiểu"),
        ("work_bits = 30", "từ 0 đến 24"),
        ('address = "https://a.vn"', "dấu / ở cuối"),
        ('project = "a/b"', "token_file"),
        ('project = "a"', "chủ/kho"),
        ("= 1", "lối TOML"),
    ],
)
def test_settings_that_mean_nothing_are_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "noi-nhan.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        read_settings(file, Settings(tmp_path, tmp_path, tmp_path, tmp_path))


def test_the_sample_of_settings_says_what_holds_without_it(tmp_path: Path) -> None:
    defaults = Settings(tmp_path, tmp_path, tmp_path, tmp_path)
    sample = Path(__file__).parents[2] / "hosting" / "noi-nhan.toml"
    lines = [line.removeprefix("# ") for line in sample.read_text(encoding="utf-8").splitlines()]
    file = tmp_path / "noi-nhan.toml"
    file.write_text(
        "\n".join(line for line in lines if " = " in line and line.split(" = ")[0].isidentifier()), encoding="utf-8"
    )
    read = read_settings(file, defaults)
    changed = {name for name in vars(defaults) if getattr(read, name) != getattr(defaults, name)}
    assert changed == {"data", "models", "repository", "site", "address", "project", "token_file"}
