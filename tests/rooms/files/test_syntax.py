import re
import subprocess
import sys

import pytest
import yaml
from yaml.nodes import MappingNode

from showcase.files.syntax import DEPTH_LIMIT, SIZE_LIMIT, Fault, around, compose, decode, explain


def test_decode_gives_text_with_plain_line_ends() -> None:
    assert decode("\ufefftitle: Tổ\r\nsummary: x\r".encode()) == "title: Tổ\nsummary: x\n"


def test_decode_takes_a_file_of_exactly_the_limit() -> None:
    assert decode(b"#" * SIZE_LIMIT) == "#" * SIZE_LIMIT
    assert decode(b"#" * (SIZE_LIMIT + 1)) == Fault("too-large", 1, "256 KB", {"limit": 256})


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"a: b\nc: \xff", Fault("not-utf8", 2, "c: \ufffd")),
        ("a".encode("utf-16"), Fault("not-utf8", 1, "UTF-16")),
        (b"a: b\n\nc: x\x00y", Fault("control", 3, "c: x\x00y")),
        ("a: b\nc: x\u2028y\nd: e".encode(), Fault("control", 2, "c: x\u2028y")),
        ("a: x\x85y".encode(), Fault("control", 1, "a: x\x85y")),
        ("a: b\n\ufeffc: d".encode(), Fault("control", 2, "\ufeffc: d")),
    ],
)
def test_decode_says_what_stops_it(data: bytes, fault: Fault) -> None:
    assert decode(data) == fault


def test_everything_that_decode_lets_through_is_taken_by_the_scanner() -> None:
    """Otherwise the scanner's own error, which has no line, would come first."""
    letters = [chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    refused = {char for char in letters if isinstance(decode(f"a: {char}".encode()), Fault)}
    text = "'" + "".join(char for char in letters if char not in refused and char not in "'\t\n\r") + "'"
    assert isinstance(compose(f"a: {text}"), MappingNode)
    for char in refused:
        assert not char.isprintable()


def test_around_stays_within_the_line() -> None:
    assert around("một\nhai ba\nbốn", 6) == "hai ba"
    assert around("x" * 100, 50) == "x" * 60


def test_compose_gives_the_root() -> None:
    node = compose("title: Tổ")
    assert isinstance(node, MappingNode)
    assert node.value[0][1].value == "Tổ"


@pytest.mark.parametrize("depth", [DEPTH_LIMIT - 1, DEPTH_LIMIT])
def test_depth(depth: int) -> None:
    many = "\nb: '" + "[" * 20 + "'"  # enough brackets to check the depth
    assert isinstance(compose("a: " + "[" * (depth - 1) + "]" * (depth - 1) + many), MappingNode)
    deeper = compose("a: " + "[" * (depth + 20) + "]" * (depth + 20))
    assert deeper == Fault("too-deep", 1, values={"limit": DEPTH_LIMIT})


@pytest.mark.parametrize("text", ["a: &b c", "a: *b", "a: b\nc: [d, &e f]"])
def test_aliases(text: str) -> None:
    fault = compose(text)
    assert isinstance(fault, Fault)
    assert fault.rule == "alias"
    assert fault.line == text.count("\n") + 1


def test_an_ampersand_or_star_within_a_text_is_no_alias() -> None:
    assert isinstance(compose("a: Hỏi & đáp, 5 *b* sao\nc: '*d &e'"), MappingNode)


FAULTS = [
    ("title: Mô hình: tổ\n", "syntax-colon", 1),
    ("a: b\ntitle: “Dân vận khéo”: tổ\n", "syntax-colon", 2),
    ("owner:\n\tkind: x\n", "syntax-tab", 2),
    ("owner:\n  name: x\n\tkind: x\n", "syntax-tab", 3),
    ('a: b\ntitle: "abc\nc: d\ne: f\n', "syntax-quote", 2),
    ("a: b\ntitle: 'abc\nc: d\n", "syntax-quote", 2),
    ('title: "abc\nsummary: "def"\n', "syntax-quote", 1),
    ('title: "a" b\n', "syntax-quote", 1),
    ('"a" b\n', "syntax-quote", 1),
    ("title: a\n  summary: b\n", "syntax-indent", 2),
    ("owner:\n  name: x\n kind: b\n", "syntax-indent", 3),
    ("fields:\n  - a\n  topics: x\n", "syntax-indent", 3),
    ("title: a\nsummary\nowner: b\n", "syntax-no-colon", 2),
    ("title a\nsummary: b\n", "syntax-no-colon", 1),
    ("a: b\n\ntitle:a\n\nsummary: b\n", "syntax-space", 3),
    ("title: a\nsummary:b\nowner: x\n", "syntax-space", 2),
    ("fields: - a\n", "syntax-dash", 1),
    ("a: b\nfields: [a\ntopics: b\n", "syntax-bracket", 2),
    ("source: {id: a\ntitle: c\n", "syntax-bracket", 1),
    ("title: [a] b\n", "syntax-bracket", 1),
    ("title: @a\n", "syntax-sign", 1),
    ("title: %a\n", "syntax-sign", 1),
    ("title: `a`\n", "syntax-sign", 1),
    ("title: **a**\n", "syntax-sign", 1),
    ("title: & a\n", "syntax-sign", 1),
    ("title: > a\n  b\n", "syntax-sign", 1),
    ("title: | a\n  b\n", "syntax-sign", 1),
    ('title: "C:\\dan"\n', "syntax-escape", 1),
    ("title: a\n---\ntitle: b\n", "syntax-document", 2),
]


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader], ids=["pure", "libyaml"])
@pytest.mark.parametrize(("text", "rule", "line"), FAULTS)
def test_explain(text: str, rule: str, line: int, loader: type[yaml.SafeLoader]) -> None:
    with pytest.raises(yaml.YAMLError) as caught:
        yaml.compose(text, Loader=loader)
    assert explain(caught.value, text.split("\n")) == (rule, line)


def test_a_value_with_a_colon_is_shown_as_it_must_be_typed() -> None:
    fault = compose("a: b\n  - title:  Tổ: 'góp' vốn \n")
    assert fault == Fault("syntax-colon", 2, "  - title:  Tổ: 'góp' vốn ", {"typed": "- title: 'Tổ: ''góp'' vốn'"})
    assert isinstance(compose("title: 'Tổ: ''góp'' vốn'"), MappingNode)


def test_explain_without_a_mark() -> None:
    assert explain(yaml.YAMLError("?"), ["a"]) == ("syntax", 1)


def test_deep_nesting_without_libyaml() -> None:
    """The composer of pure Python is recursive; deep nesting must not cause a RecursionError."""
    code = """
import yaml
del yaml.CSafeLoader
from showcase.files.syntax import Loader, compose
assert Loader is yaml.SafeLoader
print(compose("\\n".join(" " * i + "k:" for i in range(600))).rule)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "too-deep\n", re.sub(r"(?s)^.{2000,}(.{500})$", r"\1", done.stderr)
