"""For any bytes of a file, reading quickly gives values or problems; repairs never change the values."""

import random
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from showcase.files.checks import Context, check
from showcase.files.fixing import fixed
from showcase.files.reading import PROBLEM_LIMIT, read_bytes
from showcase.files.reports import FORMATS
from showcase.language.old_letters import mended
from showcase.model.from_values import build
from showcase.schema.fields import MODEL, Field, Kind
from showcase.schema.problems import Problem, shown
from showcase.schema.vocabulary import vocabulary

CASES = Path(__file__).resolve().parents[1] / "cases"
FILES = [path.read_bytes() for path in sorted(CASES.glob("valid/**/*.yml")) + sorted(CASES.glob("fix/**/before.yml"))]

PIECES = [
    *(b"\n", b" ", b"  ", b"\t", b":", b": ", b"- ", b"#", b'"', b"'", b"[", b"]", b"{", b"}", b"&a ", b"*a", b"!x "),
    *(b"? ", b"|", b">", b"---\n", b"...\n", b"%YAML 1.1\n", b"\\", b"\x00", b"\x1b[31m", b"\xff", b"\xef\xbb\xbf"),
    *(
        b"\r\n",
        b"\r",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xcc\x81",
        b"\xe2\x80\x8b",
        b"\xe2\x80\xae",
        b"::error::",
        b"%0A",
    ),
    *(b"<b>", b"{{ x }}", b"0912345678", b"30547", b"2025", b"1.030", b"yes", b"null", b"~", b"x" * 300, b"title: a\n"),
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with a few pieces removed, doubled or inserted."""
    data = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = start + draw(st.sampled_from([0, 0, 1, 2, 10, 80]))
        middle = draw(st.sampled_from([*PIECES, b"", data[start:end] * 2]))
        data = data[:start] + middle + data[end:]
    return data


def problems_of(data: bytes) -> list[Problem]:
    reading = read_bytes(data, "models/ba-chuc/x.yml")
    if not reading.problems:
        model = build("x", reading.file, reading.values)
        for finding in check(model, Context({}, Path("models/ba-chuc"), reading.values)):
            reading.report(finding.rule, finding.path, finding.found, finding.nearest, **finding.values)
    return reading.problems


@settings(max_examples=400)
@given(st.one_of(mutated(), mutated(), mutated(), st.binary(max_size=300)))
@example(b"days: " + b"9" * 5000)
@example(b"replication:\n  days: " + b"9" * 5000)
@example(b'"\\e[31m\\r\\n::error::": x')
@example(b"title: !!python/object/apply:os.system [ls]")
@example(b"<<: {a: b}\n=: c\n")
@example(b"? {a: b}\n: c\n")
def test_reading_never_fails_and_tells_everything_printably(data: bytes) -> None:
    start = time.perf_counter()
    problems = problems_of(data)
    assert time.perf_counter() - start < 2
    lines = re.split(rb"\r\n|\r|\n", data)
    for problem in problems:
        assert 1 <= problem.line <= len(lines)
        parts = (problem.field, problem.label, problem.found, problem.wrong, problem.expected, problem.remedy)
        assert all(part.isprintable() for part in (*parts, problem.nearest, problem.message))
    assert len(problems) <= PROBLEM_LIMIT + 1 or not read_bytes(data, "").problems
    for name, report in FORMATS.items():
        text = report(problems)
        assert all(char.isprintable() or char == "\n" for char in text)
        if name == "github" and problems:
            assert len(text.split("\n")) == len(problems)


@given(st.text())
def test_shown_is_short_and_printable(text: str) -> None:
    assert len(shown(text)) <= 80
    assert shown(text).isprintable()


def said(data: bytes) -> object:
    """The values that PyYAML reads, all as text in NFC; None if it cannot, or if a key is there twice."""
    try:
        node = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.CBaseLoader)
        return None if node is None else plain(node)
    except (yaml.YAMLError, ValueError):
        return None


def plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        pairs = [(unicodedata.normalize("NFKC", str(key.value)), plain(value)) for key, value in node.value]
        if len(pairs) != len({key for key, _ in pairs}):
            raise ValueError
        return dict(pairs)
    if isinstance(node, yaml.SequenceNode):
        return [plain(child) for child in node.value]
    text = unicodedata.normalize("NFKC", node.value)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def comments(data: bytes) -> Counter[str]:
    """Every piece from a hash sign to the end of the line, also within texts."""
    lines = (
        unicodedata.normalize("NFKC", data.decode("utf-8-sig")).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    return Counter(line[line.index("#") :].rstrip() for line in lines if "#" in line)


@settings(max_examples=400)
@given(mutated())
@example(b'summary: "a\n# b"\ntitle: c\n')
@example(b'title: "a \\ \n b"\n')
@example(b"title: c\n{{ x }}: a\nsummary: b\n")
@example(b"b: |+\n  x\n\n\ntitle: y\n")
@example(b"summary: >\n  a\n   \n  b\ntitle: c\n")
def test_fixing_never_changes_what_a_file_says(data: bytes) -> None:
    after = fixed(data)
    assert fixed(after) == after
    if after == data:
        return
    assert said(after) == said(data) is not None
    assert comments(after) == comments(data)
    before, now = read_bytes(data, "x"), read_bytes(after, "x")
    if not before.problems:
        assert (now.values, now.problems) == (before.values, [])


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ,:#'\"-[]}&*!%@|>“”0123456789"


def value_of(row: Field, chance: random.Random) -> object:
    """A valid value of a field, with all signs that are special in YAML."""
    if row.kind is Kind.GROUP:
        chosen = [child for child in row.fields if child.required or chance.random() < 0.4]
        return {child.key: values_of(child, chance) for child in chosen}
    if row.kind in (Kind.LINE, Kind.PROSE):
        text = "".join(chance.choices(LETTERS, k=chance.randint(1, 60))).strip()
        return "x" if not text or mended(text).kinds else text  # two random words may look like text in an old font
    if row.kind is Kind.CODE:
        return chance.choice(list(vocabulary(row.vocabulary)))
    if row.kind is Kind.BOOLEAN:
        return chance.random() < 0.5
    if row.kind in (Kind.NUMBER, Kind.INTEGER):
        return chance.randint(0, 10**12)
    return "24/11/2025" if row.kind is Kind.DATE else row.example.strip('"')


def values_of(row: Field, chance: random.Random) -> object:
    if not row.many:
        return value_of(row, chance)
    return [value_of(row, chance) for _ in range(chance.randint(1, 2))]


@settings(max_examples=100)
@given(st.integers(0, 2**32), st.booleans(), st.sampled_from([20, 80, 1000]))
def test_what_a_yaml_writer_writes_is_read_back(seed: int, flow: bool, width: int) -> None:
    values = value_of(MODEL, random.Random(seed))
    options = {"allow_unicode": True, "sort_keys": False, "default_flow_style": flow, "width": width}
    data = yaml.dump(values, Dumper=yaml.CSafeDumper, **options).encode()
    reading = read_bytes(data, "x")
    assert [problem.message for problem in reading.problems] == []
    assert reading.values == values
    assert read_bytes(fixed(data), "x").values == values
