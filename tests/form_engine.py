"""The engine of the entry form in a real browser, and the data to test it: cases, models, random values."""

import base64
import json
import random
import re
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from playwright.sync_api import Page

from showcase.files.checks import Context, check, report
from showcase.files.reading import Reading, read_bytes
from showcase.files.values import Invalid, check_text
from showcase.gazetteer.communes import gazetteer
from showcase.model.from_values import build
from showcase.model.model import Source
from showcase.schema.fields import MODEL, Field, Kind
from showcase.schema.problems import Problem
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"

START = """async () => {
    window.engine = await import("../assets/form/engine.js");
    window.rules = await engine.loadRules("../");
    await rules.loadCommunes();
    window.bytes = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    window.withRegister = (sources) => {
        const made = Object.create(rules);
        made.register = new Map(sources.map((source) => [source.id, source]));
        return made;
    };
}"""


def started(page: Page, address: str) -> Page:
    """The page with the engine, all its rules and all communes loaded."""
    page.goto(f"{address}gioi-thieu/")
    page.evaluate(START)
    return page


def sent(data: bytes) -> str:
    """Bytes encoded for the browser."""
    return base64.b64encode(data).decode()


def checked(data: bytes, file: str, register: dict[str, Source] | None = None) -> Reading:
    """Values and problems that Python finds in one file; pictures are not looked at, because they lie on disk."""
    reading = read_bytes(data, file)
    if not reading.problems:
        path = Path(file)
        model = build(path.stem, file, reading.values)
        for finding in check(model, Context(register or {}, path.parent, reading.values, reading.source)):
            if not finding.rule.startswith("picture-"):
                report(reading, finding)
    reading.problems.sort(key=lambda problem: (problem.line, problem.field))
    return reading


def model_files() -> list[Path]:
    """The real models."""
    return sorted(path for path in (ROOT / "models").rglob("*.yml") if path.name != "sources.yml")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def told(problem: Problem) -> list[str]:
    """A problem without its line."""
    parts = (problem.rule, problem.field, problem.label, problem.found, problem.wrong, problem.expected, problem.remedy)
    return [*parts, problem.nearest]


# --- damaged files

PIECES = [
    *("\n", " ", "  ", "\t", ":", ": ", "- ", "#", " #c", '"', "'", "[", "]", "{", "}", ", ", "&a ", "*a", "!x ", "! "),
    *("!!str ", "? ", "|", ">", "|-\n  ", ">+\n   ", "|2\n", "---\n", "...\n", "...", "\\", "\\u00e1", "\\x41", "\\N"),
    *("\x00", "\x1b[31m", "\ufeff", "\r\n", "\r", "\x85", "\u2028", "\u0301", "\u200b", "\u202e", "::error::", "%0A"),
    *("<b>", "{{ x }}", "0912345678", "30547", "2025", "1.030", "4,4", "60 hộ", "1.2.3", "yes", "null", "~", "x" * 300),
    *("title: a\n", "\n- ", "\n  - a\n", "- - - ", "[a, b]", "{a: b}", "[{a: b}, c]", "😀", "''", "@", "`", "<<: "),
    *("12:30", ".5", "+1", "2025-01-01", "https://a.vn/b", "http://a.vn", "a:b", "!<tag:x>", "!e!f ", "\n\n"),
]


def spoilt(files: list[bytes], number: int, seed: int) -> list[bytes]:
    """Good files with a few pieces removed, doubled or inserted."""
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        data = chance.choice(files)
        for _ in range(chance.randint(1, 4)):
            start = chance.randint(0, len(data))
            end = start + chance.choice([0, 0, 0, 1, 2, 10, 80])
            middle = chance.choice([*(piece.encode() for piece in PIECES), b"\xff", b"", data[start:end] * 2])
            data = data[:start] + middle + data[end:]
        made.append(data)
    return made


PAYLOADS = [
    *PIECES, "", " ", "Tuyến đường #xanh", "a # b", "Vườn rаu", "𝗰𝗮𝗺𝗲𝗿𝗮", "ｆｕｌｌ", "Müller", "①", "小",
    "ខ្មែរ", "e\u0301", "\u2000", "Hò g¹o t×nh th­¬ng", "Huõ gaïo tình thöông", "0912·345·678", "84912345678",
    "lan(a)gmail.com", "089193012345", "３５１２３４５６７", "https://zalo.me/0912345678",
    "https://a.vn:99999999/", "https://a.vn:/", "https://[::1]/", "https://а.vn/", "//a.vn", "data:x", "30547",
    "3054", "305470", "٣٠٥٤٧", "3" * 400, "Ba Chúc", "Tri Tôn", "91", "An Giang", "Kiên Giang", "constructor",
    "__proto__", "2025", "31/02/2025", "2025-2020", "2016-2020", "24/11/2025", "24-11-2025", "hôm qua",
    "1.030", "1,5", "trên 60 hộ", "1e3", "-1", "0x1F", "99999999999999999999", "00012", "true", "no", "con",
    "trang-2", "con.jpg", "../a.jpg", "a.JPG", "a" * 300, "chữ " * 900, "x\n" * 40, "{kind: phu-nu}",
    "[a, [b]]", "- a", "<script>", "&lt;", "{{ x }}", "=1+1", "\\", "'", '"', "\u202e", "\ufffd", "\U000e0041",
]  # fmt: skip


def by_field(files: list[bytes], number: int, seed: int) -> list[bytes]:
    """Good files with other values in one or two fields, in any style of YAML."""
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        lines = chance.choice(files).decode().split("\n")
        fields = [index for index, line in enumerate(lines) if re.match(r" *(- )?[a-z_]+: ", line)]
        for at in chance.sample(fields, chance.randint(1, 2)):
            key, _, _ = lines[at].partition(": ")
            lines[at] = f"{key}: {_styled(chance, chance.choice(PAYLOADS), len(key) - len(key.lstrip()) + 4)}"
        made.append("\n".join(lines).encode())
    return made


def _styled(chance: random.Random, text: str, indent: int) -> str:
    style = chance.randrange(5)
    if style == 0:
        return "'" + text.replace("'", "''") + "'"
    if style == 1:
        return json.dumps(text, ensure_ascii=chance.random() < 0.3)
    if style == 2:
        return chance.choice(["|-", ">", "|+", "|2"]) + "".join(f"\n{' ' * indent}{line}" for line in text.split("\n"))
    return text


# --- values that a person may enter

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyÁẠẢÃÀẤẬỆỐỢỨĐ0123456789 .,;:!?-–…“”\"'()[]{}#&*%@|>=~/\\+_$^`<😀"
SOME_TEXT = st.text(alphabet=LETTERS, min_size=1, max_size=40)
COMMUNES = [commune.code for commune in gazetteer().of_province(home_province())] + ["03390", "10543"]
NAMES = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)


def is_sound(text: str) -> bool:
    try:
        check_text(text)
    except Invalid:
        return False
    return True


def trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


LINES = SOME_TEXT.map(str.strip).filter(lambda text: bool(text) and is_sound(text))
PROSE = st.lists(SOME_TEXT | st.just(""), min_size=1, max_size=6).map("\n".join).map(trimmed)
WELL_SAID = PROSE.filter(lambda text: bool(text) and is_sound(text))
KHMER = st.text(alphabet="កខគសហ\u17b6\u17bb\u17c6\u17d2១២.,:!?- \u200b", max_size=40).map(
    lambda text: " ".join(filter(None, f"ក{text}ខ".split(" ")))
)
NUMBERS = st.integers(0, 10**13 - 1) | st.integers(0, 10**6).map(lambda value: value / 1000)
DATES = st.dates().map(lambda day: f"{day:%d/%m}/{1000 + day.year % 2000}")
PERIODS = DATES | st.integers(1000, 2998).flatmap(
    lambda one: st.integers(one + 1, 2999).map(lambda two: f"{one}-{two}")
)
HOSTS = st.sampled_from(
    ["https://angiang.dcs.vn/van-ban?id=1&trang=2#a", "https://a.vn/b:c,[d]", "HTTPS://xn--x.vn:80"]
)
KINDS: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.LINE: LINES,
    Kind.PROSE: WELL_SAID,
    Kind.KHMER: KHMER,
    Kind.COMMUNE: st.sampled_from(COMMUNES),
    Kind.PROVINCE: st.sampled_from(sorted(gazetteer().provinces)),
    Kind.SLUG: NAMES,
    Kind.NAME: NAMES,
    Kind.NUMBER: NUMBERS,
    Kind.INTEGER: st.integers(0, 10**13 - 1),
    Kind.BOOLEAN: st.booleans(),
    Kind.DATE: DATES,
    Kind.PERIOD: PERIODS,
    Kind.LINK: HOSTS,
    Kind.PICTURE: NAMES.map(lambda name: f"{name}.jpg"),
}


def one_value(row: Field) -> st.SearchStrategy[Any]:
    """A valid value of a field; for a list, of one item."""
    if row.kind is Kind.CODE:
        return st.sampled_from(list(vocabulary(row.vocabulary)))
    return group_of(row) if row.kind is Kind.GROUP else KINDS[row.kind]


def value_of(row: Field) -> st.SearchStrategy[Any]:
    one = one_value(row)
    return st.lists(one, min_size=1, max_size=min(row.most or 3, 3)) if row.many else one


def group_of(row: Field) -> st.SearchStrategy[dict[str, Any]]:
    """A group with at least one value; its keys are in the order of the table."""
    required = {child.key: value_of(child) for child in row.fields if child.required}
    optional = {child.key: value_of(child) for child in row.fields if not child.required}
    made = st.fixed_dictionaries(required, optional=optional)
    ordered = made.map(lambda group: {child.key: group[child.key] for child in row.fields if child.key in group})
    return ordered.filter(bool)


VALUES = group_of(MODEL)
"""The values of a whole model that reading accepts."""
