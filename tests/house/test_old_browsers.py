"""The oldest supported browsers: allowed syntax of scripts, styles and patterns, and stand-ins for the rest."""

import base64
import gzip
import json
import random
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from showcase.form.rules import _rules, javascript
from showcase.language.packing import beginning, continued
from showcase.schema.grammar import grammar

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "docs" / "assets"
FILES = """
    const { readFileSync } = require("node:fs");
    globalThis.self = globalThis;
    require(process.argv[1]);
    const told = readFileSync(0, "utf8").trim().split("\\n").map((line) => {
        try {
            return Buffer.from(gunzip(new Uint8Array(Buffer.from(line, "base64")))).toString("base64");
        } catch (problem) {
            return `! ${problem.message}`;
        }
    });
    console.log(JSON.stringify(told));
"""


@pytest.fixture(scope="module")
def node() -> str:
    """Node, with the tools that check the scripts installed."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from lib import browser_tools
    finally:
        sys.path.pop(0)
    browser_tools.install()
    return str(browser_tools.node())


def parsed(node: str, *files: Path) -> list[str]:
    """The faults that the parser for old browsers finds."""
    command = [node, str(ROOT / "scripts/browser_tools/old_browsers.js"), *map(str, files)]
    return subprocess.run(command, capture_output=True, encoding="utf-8").stdout.splitlines()


def test_every_script_is_parsed_by_old_browsers(node: str) -> None:
    own = [*sorted(ASSETS.rglob("*.js")), *sorted((ROOT / "showcase").rglob("joined.js"))]
    assert len(own) > 90
    assert parsed(node, *own) == []


PLANTED = [
    ("a.b = /(?<=x)y/u;", "lookbehind"),
    ("new RegExp('(?<!x)y');", "lookbehind"),
    ("x.matches(`.a:has(b)`);", ":has()"),
    ("Object.hasOwn(a, 'b');", ".hasOwn()"),
    ("[1].at(-1);", ".at()"),
    ("[1].findLast((one) => one);", ".findLast()"),
    ("class A { static { a(); } }", "Unexpected token"),
    ("const a = /a/v;", "Invalid regular expression flag"),
    ("class A { b = 1; }", "Unexpected token"),
    ("structuredClone(a);", "structuredClone()"),
]


def test_planted_code_that_old_browsers_lack_is_seen(node: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{at}.js" for at in range(len(PLANTED))]
    for file, (source, _) in zip(files, PLANTED, strict=True):
        file.write_text(f"const good = await 1;\n{source}\n", encoding="utf-8")
    for file, (_, fault), line in zip(files, PLANTED, parsed(node, *files), strict=True):
        assert line.startswith(f"{file}:2: ")
        assert fault in line


def test_no_style_needs_has() -> None:
    """A browser that does not know a selector ignores the whole rule."""
    assert len([*ASSETS.rglob("*.css")]) > 10
    assert with_has(ASSETS) == []


def with_has(folder: Path) -> list[str]:
    """The styles below a folder that use `:has`."""
    return sorted(path.name for path in folder.rglob("*.css") if ":has(" in path.read_text("utf-8"))


def test_a_planted_has_in_a_style_is_seen(tmp_path: Path) -> None:
    for name, text in {"good.css": ".has { x: y }", "deep/bad.css": "p { x: y }\n.card:has(img) { x: y }"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert with_has(tmp_path) == ["bad.css"]


def texts(value: object) -> list[str]:
    """All texts in a tree of lists and mappings."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []


def looking_behind(rules: object) -> list[str]:
    """The patterns of the rules with a lookbehind."""
    return [text for text in texts(rules) if re.search(r"\(\?<[=!]", text)]


def test_no_generated_rule_looks_behind() -> None:
    assert {javascript(one)[0] for one in grammar()["patterns"].values()} <= set(texts(_rules()))
    assert looking_behind(_rules()) == []


def test_a_planted_lookbehind_in_a_rule_is_seen() -> None:
    bad = [r"(?<!\d)x", r"a|(?<=b)c"]
    assert looking_behind({"patterns": {"a": r"(?<year>\d+)", "b": bad[0]}, "rules": [{"c": (bad[1],)}, 1]}) == bad


def unpacked(node: str, packed: list[bytes]) -> list[bytes | str]:
    command = [node, "-e", FILES, str(ASSETS / "common/inflate.js")]
    lines = "\n".join(base64.b64encode(one).decode() for one in packed)
    told = json.loads(subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", check=True).stdout)
    return [one if one.startswith("!") else base64.b64decode(one) for one in told]


def contents() -> list[bytes]:
    """Different kinds of bytes: none, one, all equal, few letters, all letters, text."""
    chance = random.Random(11)
    text = (ROOT / "HACKING.md").read_bytes()
    made = [b"", b"a", b"a" * 100_000, text]
    for _ in range(150):
        letters = chance.randint(1, 256)
        made.append(bytes(chance.randrange(letters) for _ in range(chance.randint(0, 3_000))))
        start = chance.randrange(len(text))
        made.append(text[start : start + chance.randint(0, 40_000)])
    return made


def test_the_stand_in_unpacks_what_zlib_packs(node: str) -> None:
    made = contents()
    for level, strategy in [(0, 0), (1, 0), (9, 0), (6, zlib.Z_FIXED), (6, zlib.Z_HUFFMAN_ONLY), (6, zlib.Z_RLE)]:
        packers = [zlib.compressobj(level, zlib.DEFLATED, 31, 8, strategy) for _ in made]
        packed = [packer.compress(one) + packer.flush() for packer, one in zip(packers, made, strict=True)]
        assert unpacked(node, packed) == made


def test_the_stand_in_unpacks_what_continues_a_text(node: str) -> None:
    before = (ROOT / "README.md").read_bytes()[:32_000]
    made = contents()[::10]
    whole = [beginning(before) + continued(one, before) for one in made]
    assert unpacked(node, whole) == [before + one for one in made]


def test_the_stand_in_passes_over_the_name_of_a_file(node: str, tmp_path: Path) -> None:
    path = tmp_path / "named.gz"
    with gzip.open(path, "wb") as file:
        file.write(b"xin ch\xc3\xa0o")
    assert b"named" in path.read_bytes()
    assert unpacked(node, [path.read_bytes()]) == [b"xin ch\xc3\xa0o"]


def test_the_stand_in_refuses_what_is_damaged(node: str) -> None:
    """An error as from zlib, or other bytes of the same length if only the checksum is wrong; it always ends."""
    chance = random.Random(12)
    good = gzip.compress((ROOT / "README.md").read_bytes())
    cut = [good[: chance.randrange(18, len(good))] for _ in range(50)]
    assert all(isinstance(one, str) for one in unpacked(node, cut))
    spoilt = []
    for _ in range(200):
        at = chance.randrange(10, len(good) - 8)
        spoilt.append(good[:at] + bytes([good[at] ^ (1 << chance.randrange(8))]) + good[at + 1 :])
    size = len((ROOT / "README.md").read_bytes())
    assert all(isinstance(one, str) or len(one) == size for one in unpacked(node, spoilt))
