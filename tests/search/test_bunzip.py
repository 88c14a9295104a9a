"""The script that unpacks bzip2 gives the bytes that Python packed, and for damaged files quickly an error."""

import base64
import bz2
import random

from search_host import ROOT, Engine

UNPACK = """async (packed) => {
    const { bunzip } = await import("./assets/search/bunzip.js");
    return packed.map((text) => {
        try {
            return btoa(Array.from(bunzip(Uint8Array.from(atob(text), (one) => one.charCodeAt(0))), (byte) =>
                String.fromCharCode(byte)).join(""));
        } catch (problem) {
            return `! ${problem.message}`;
        }
    });
}"""


def unpacked(engine: Engine, packed: list[bytes]) -> list[bytes | str]:
    told = engine.page.evaluate(UNPACK, [base64.b64encode(one).decode() for one in packed])
    return [one if one.startswith("!") else base64.b64decode(one) for one in told]


def contents() -> list[bytes]:
    """Different kinds of bytes: none, one, runs of equal ones, few letters, all letters, text, more than a block."""
    chance = random.Random(16)
    text = (ROOT / "HACKING.md").read_bytes()
    runs = [b"b" + b"a" * length + b"b" for length in (3, 4, 5, 8, 255, 258, 259, 260, 263, 264, 5000)]
    made = [b"", b"a", *runs, text, bytes(range(256)) * 8, (text * 4)[:150_000] + b"a" * 9]
    for _ in range(40):
        letters = chance.randint(1, 256)
        made.append(bytes(chance.randrange(letters) for _ in range(chance.randint(0, 900))))
    return made


def test_what_python_packs_is_unpacked(real_engine: Engine) -> None:
    made = contents()
    assert unpacked(real_engine, [bz2.compress(one, 9) for one in made]) == made
    long = made[15] * 3
    assert unpacked(real_engine, [bz2.compress(long, 1)]) == [long]


def test_what_is_damaged_is_refused(real_engine: Engine) -> None:
    chance = random.Random(17)
    good = bz2.compress((ROOT / "README.md").read_bytes())
    cut = [good[: chance.randrange(len(good) - 11)] for _ in range(30)]
    assert all(isinstance(one, str) for one in unpacked(real_engine, cut))
    spoilt = []
    for _ in range(30):
        at = chance.randrange(18, len(good) - 10)
        spoilt.append(good[:at] + bytes([good[at] ^ (1 << chance.randrange(8))]) + good[at + 1 :])
    assert all(isinstance(one, str) for one in unpacked(real_engine, spoilt))
