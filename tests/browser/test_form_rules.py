"""The entry form has the same rules and messages as Python: both are tested with one set of cases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from form_engine import CASES, ROOT, by_field, checked, model_files, name_of, sent, spoilt, started
from hostile_files import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from showcase.files.catalogue import ModelFiles
from showcase.files.letters import foreign_letter
from showcase.files.likeness import alike
from showcase.files.personal import personal_in
from showcase.files.reports import as_text
from showcase.files.values import province_names
from showcase.language.old_letters import mended
from showcase.language.words import fold, nearest, slug_within, slugify
from showcase.model.places import folder_of
from showcase.schema.grammar import limit
from showcase.schema.numbers import is_plain, remedy

PERSONAL = ROOT / "tests" / "rooms" / "files" / "personal.yml"
"""How people write what belongs to a person, and what only looks like it."""

APOLOGIES = PERSONAL.with_name("apologies.yml")
"""Summaries that tell what a source does not say, and those that only look like it."""

UNSEEN = {
    **dict.fromkeys(
        ("collection-broken", "collection-folder", "collection-nowhere", "collection-twice"),
        "the form knows models alone",
    ),
    "moved": "the form knows models alone",
    "folder-name-of-windows": "the folder lies on the disk",
    "picture-missing": "the pictures lie on the disk",
    "picture-wrong-content": "the pictures lie on the disk",
    "picture-wrong-suffix": "the pictures lie on the disk",
}
"""Cases that a browser cannot see, with the reason."""

# Each file of a tree is read twice, as by the catalogue: first to know all files, then to check it against them.
REPORT = """(trees) => trees.map((files) => {
    const names = Object.keys(files);
    const known = names.includes("models/sources.yml")
        ? engine.readFile(bytes(files["models/sources.yml"]), "models/sources.yml", rules).values.sources ?? [] : [];
    const here = withRegister(known.filter((source) => source.id));
    const others = names.filter((name) => name !== "models/sources.yml").map((file) => {
        const { values, problems } = engine.readFile(bytes(files[file]), file, here);
        const form = problems.some(({ rule }) => !["slug", "folder"].includes(rule)) && !values.title;
        const slug = file.split("/").at(-1).replace(/[.]yml$/, "");
        return { slug, file, replicates: values.replicates?.model, family: values.family, unread: form };
    });
    return names.flatMap((name) => {
        const { problems, advice } = engine.readFile(bytes(files[name]), name, here, others);
        return [...problems, ...advice];
    });
})"""


@pytest.fixture(scope="module")
def engine(browser: Browser, address: str) -> Iterator[Page]:
    """A page with the engine; its console must stay empty."""
    page = browser.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield started(page, address)
    page.close()
    assert heard == []


def tree_of(case: Path, folder: Path) -> dict[str, str]:
    """The files of a case as in a repository, after the recipes are carried out."""
    made = shutil.copytree(case, folder / case.name)
    for recipe in made.rglob("*.recipe"):
        lines = [line.split(" ", 1) for line in recipe.read_text(encoding="utf-8").splitlines()]
        text = "".join((line + "\n") * int(times) for times, line in lines)
        recipe.with_suffix("").write_text(text, encoding="utf-8", newline="\n")
        recipe.unlink()
    files = sorted(path for path in (made / "models").rglob("*.y*ml*"))
    return {path.relative_to(made).as_posix(): sent(path.read_bytes()) for path in files}


def as_report(problems: list[dict[str, str]]) -> str:
    if not problems:
        return "Không có lỗi nào."
    files = {problem["file"] for problem in problems}
    count = f"Có {len(problems)} lỗi trong {len(files)} tệp."
    if {problem["severity"] for problem in problems} == {"advice"}:
        count = f"Không có lỗi nào. Có {len(problems)} chỗ nên viết lại trong {len(files)} tệp, vẫn đưa lên được."
    return "\n\n".join([*(problem["text"] for problem in problems), count])


def reports(page: Page, kind: str, tmp_path: Path) -> dict[str, str]:
    cases = sorted(path for path in (CASES / kind).iterdir() if path.is_dir())
    found = page.evaluate(REPORT, [tree_of(case, tmp_path) for case in cases])
    return {case.name: as_report(problems) for case, problems in zip(cases, found, strict=True)}


def test_every_invalid_case_says_the_very_same(engine: Page, tmp_path: Path) -> None:
    found = reports(engine, "invalid", tmp_path)
    expected = {name: (CASES / "invalid" / name / "expected.txt").read_text(encoding="utf-8").strip() for name in found}
    assert len(found) > 160
    assert {name for name in found if found[name] != expected[name]} == set(UNSEEN)


def test_every_advice_is_the_very_same(engine: Page, tmp_path: Path) -> None:
    found = reports(engine, "advice", tmp_path)
    assert found
    assert found == {
        name: (CASES / "advice" / name / "expected.txt").read_text(encoding="utf-8").strip() for name in found
    }


def test_every_valid_case_is_accepted(engine: Page, tmp_path: Path) -> None:
    found = reports(engine, "valid", tmp_path)
    assert {name: text for name, text in found.items() if text != "Không có lỗi nào."} == {}


def test_the_real_models_are_read_alike(engine: Page) -> None:
    run = """async (files) => {
        const models = await rules.models.all();
        return files.map(([name, data]) => {
            const { values, lines, problems } = engine.readFile(bytes(data), name, rules, models);
            return [values, lines, problems.map(({ text }) => text)];
        });
    }"""
    files = [(name_of(path), path.read_bytes()) for path in model_files()]
    found = engine.evaluate(run, [[name, sent(data)] for name, data in files])
    assert len(files) >= 90
    register = ModelFiles(ROOT / "models").load().register
    for (name, data), (values, lines, problems) in zip(files, found, strict=True):
        reading = checked(data, name, register)
        assert (values, lines, problems) == (reading.values, reading.lines, [])


READ = """(files) => files.map((data) => {
    const began = performance.now();
    const { values, lines, problems } = engine.readFile(bytes(data), "models/ba-chuc/x.yml", withRegister([]));
    return { values, lines, problems: problems.map(({ text }) => text), took: performance.now() - began };
})"""


def test_what_belongs_to_persons_is_judged_alike(engine: Page) -> None:
    run = """async (texts) => {
        const { personalIn } = await import("../assets/form/rules/personal.js");
        return texts.map((text) => personalIn(text, rules)).map((one) => one && [one.what, one.found]);
    }"""
    cases = yaml.safe_load(PERSONAL.read_text(encoding="utf-8"))
    texts = [text for many in [*cases["personal"].values(), cases["harmless"]] for text in many]
    texts += [f"Bà A ({text}), ấp 2." for text in texts]
    expected = [(found := personal_in(text)) and [found.what, found.text] for text in texts]
    assert engine.evaluate(run, texts) == expected


def test_apologies_are_judged_alike(engine: Page) -> None:
    run = """async (texts) => {
        const { apologyIn } = await import("../assets/form/rules/style.js");
        return texts.map((text) => apologyIn(text, rules));
    }"""
    cases = yaml.safe_load(APOLOGIES.read_text(encoding="utf-8"))
    texts = [*cases["apologises"].values(), *cases["tells"]]
    assert engine.evaluate(run, texts) == [*cases["apologises"], *("" for _ in cases["tells"])]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_spoilt_files_are_read_alike_and_soon(engine: Page, seed: int) -> None:
    """A thousand files: both sides report the same problems at the same lines, or read the same values."""
    good = [path.read_bytes() for path in sorted(CASES.rglob("*.yml"))]
    files = spoilt([data for data in good if len(data) < 8000], 250, seed)
    files += by_field([path.read_bytes() for path in sorted((CASES / "valid").glob("*/models/*/*.yml"))], 100, seed)
    found = engine.evaluate(READ, [sent(data) for data in files])
    for data, ours in zip(files, found, strict=True):
        reading = checked(data, "models/ba-chuc/x.yml")
        theirs = as_text(reading.problems).rpartition("\n\n")[0]
        assert "\n\n".join(ours["problems"]) == theirs, data
        assert (ours["lines"], ours["took"] < 1000) == (reading.lines, True), data
        if "more-problems" not in {problem.rule for problem in reading.problems}:
            assert ours["values"] == reading.values, data


@pytest.mark.parametrize(
    "text",
    [
        "%YAML 1.1\n---\ntitle: a\n",
        "# c\n\n%TAG ! tag:x,2000:\n---\na: b\n",
        "title: a\n%a\n",
        "title: a\n...\n%YAML 1.1\n---\nb: c\n",
        "a: [b,\n%c]\n",
        "a: |\n  x\n%y\n",
    ],
)
def test_a_command_of_yaml_is_refused_alike(engine: Page, text: str) -> None:
    [found] = engine.evaluate(READ, [sent(text.encode())])
    [problem] = checked(text.encode(), "models/ba-chuc/x.yml").problems
    assert (problem.rule, found["problems"]) == ("directive", [as_text([problem]).rpartition("\n\n")[0]])


def test_hostile_files_are_refused_alike_and_soon(engine: Page) -> None:
    told = f"(files) => ({READ})(files).map(({{ problems, took }}) => ({{ problems, took }}))"
    for name, data in HOSTILE.items():
        [ours] = engine.evaluate(told, [sent(data)])
        theirs = as_text(checked(data, "models/ba-chuc/x.yml").problems).rpartition("\n\n")[0]
        assert ("\n\n".join(ours["problems"]), ours["took"] < 2000) == (theirs, True), name


def test_whatever_happens_is_a_problem_of_the_file(engine: Page) -> None:
    run = """([data]) => {
        const odd = Object.create(rules);
        odd.pattern = () => { throw new RangeError("deep"); };
        return engine.readFile(bytes(data), "models/ba-chuc/x.yml", odd).problems;
    }"""
    [problem] = engine.evaluate(run, [sent(b"title: a")])
    assert (problem["rule"], problem["found"]) == ("unchecked", "RangeError: deep")


def test_letters_are_judged_alike(engine: Page) -> None:
    run = """async (texts) => {
        const { foreignLetter } = await import("../assets/form/rules/letters.js");
        return texts.map((text) => foreignLetter(text, rules)).map((one) => one && Object.values(one));
    }"""
    pieces = [
        "rau",
        "раu",
        "𝗿𝗮𝘂",
        "ｓạｃｈ",
        "ﬁ",
        "Ⅳ",
        "①",
        "µg",
        "m²",
        "Ðiền",
        "Müller",
        "ꜛ",
        "小",
        "ខ្មែរ",
        "β",
        "ß",
        "٣",
        "ǆ",
        "…",
        "½",
    ]
    texts = [f"{one}{between}{other}" for one in pieces for other in pieces for between in ("", " ")]
    expected = [(found := foreign_letter(text)) and list(vars(found).values()) for text in texts]
    assert engine.evaluate(run, texts) == expected
    assert sum(found is not None for found in expected) > 600


def test_old_letters_are_mended_alike(engine: Page) -> None:
    run = """async (texts) => {
        const { mended } = await import("../assets/form/rules/old_letters.js");
        return texts.map((text) => mended(text, rules)).map(({ text, kinds }) => [text, kinds]);
    }"""
    cases = yaml.safe_load((ROOT / "tests/rooms/language/old_letters.yml").read_text(encoding="utf-8"))
    texts = [
        *_texts(cases),
        *(value for path in model_files() for value in _texts(yaml.safe_load(path.read_text("utf-8")))),
    ]
    texts += [f"{one}\n{other} (a) {one}" for one, other in zip(texts, reversed(texts), strict=True)][:2000]
    expected = [(found := mended(text)) and [found.text, list(found.kinds)] for text in texts]
    assert sum(bool(kinds) for _, kinds in expected) > 20
    for text, ours, theirs in zip(texts, engine.evaluate(run, texts), expected, strict=True):
        assert ours == theirs, text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def test_half_a_character_is_refused(engine: Page) -> None:
    """A string in a browser may have half a surrogate pair, which no file can have."""
    rule = engine.evaluate('() => engine.readFile("title: \\ud800", "models/a/b.yml", rules).problems[0].rule')
    assert rule == "control"


def test_a_file_of_a_device_needs_no_folder(engine: Page) -> None:
    data = (CASES / "valid" / "minimal" / "models" / "ba-chuc" / "to-gop-von.yml").read_bytes()
    run = "([data]) => engine.readFile(bytes(data), 'to-gop-von.yml', rules).problems.map(({ rule }) => rule)"
    assert engine.evaluate(run, [sent(data)]) == []


VIETNAMESE = (
    "aăâeêioôơuưyđbcdghklmnpqrstvxĐÐðƯßﬁẞŞς -_.,/" + "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b" + "0129"
)
TEXTS = st.lists(st.text(alphabet=VIETNAMESE, max_size=30) | st.text(max_size=20), min_size=1, max_size=20)


def test_names_fold_alike(engine: Page) -> None:
    run = """async (texts) => {
        const { fold, nearest, slugOf, slugWithin } = await import("../assets/common/slug.js");
        const options = texts.slice(0, 10).map(slugOf);
        return texts.map((text) => [slugOf(text), slugWithin(text, 12), nearest(text, options), fold(text)]);
    }"""

    @settings(max_examples=60)
    @given(TEXTS)
    def agree(texts: list[str]) -> None:
        texts = [text.encode("utf-8", "ignore").decode() for text in texts]
        options = [slugify(text) for text in texts[:10]]
        expected = [[slugify(t), slug_within(t, 12), nearest(t, options) or "", fold(t)] for t in texts]
        assert [one[:3] for one in engine.evaluate(run, texts)] == [one[:3] for one in expected]

    agree()


def test_numbers_are_judged_alike(engine: Page) -> None:
    run = """async (texts) => {
        const { isPlain, remedy } = await import("../assets/form/rules/numbers.js");
        return texts.map((text) => isPlain(text, rules) || remedy(text, rules));
    }"""
    pieces = [
        "trên ",
        "hơn",
        " hộ",
        " triệu",
        "1",
        "030",
        "4",
        "12",
        ".",
        ",",
        " ",
        "-",
        "–",
        "đến",
        "\u00a0",
        "٣",
        "x",
    ]
    texts = st.lists(st.lists(st.sampled_from(pieces), max_size=6).map("".join), min_size=1, max_size=30)

    @settings(max_examples=60)
    @given(texts)
    def agree(texts: list[str]) -> None:
        assert engine.evaluate(run, texts) == [is_plain(text) or remedy(text) for text in texts]

    agree()


def test_a_code_of_elsewhere_is_believed_until_all_are_there(engine: Page) -> None:
    run = """async (values) => {
        const fresh = await engine.loadRules("../");
        const told = (values) => engine.checkValues(values, { slug: "x" }, fresh).map(({ rule }) => rule);
        const place = (commune) => ({ ...values, places: [{ commune }] });
        const before = ["03390", "99999", "3054"].map((code) => told(place(code)));
        await fresh.loadCommunes();
        return [before, ["03390", "99999", "3054"].map((code) => told(place(code)))];
    }"""
    values = {
        "title": "a",
        "summary": "b",
        "owner": {"kind": "khac"},
        "sources": [{"id": "a", "title": "b", "issuer": "c"}],
    }
    unknown = ["unknown-commune"]
    assert engine.evaluate(run, values) == [[[], [], unknown], [[], unknown, unknown]]


def test_provinces_of_before_are_known(engine: Page) -> None:
    assert engine.evaluate("() => rules.provinceNames") == province_names()
    assert province_names()["kien-giang"] == "91"


# --- titles and slugs


def test_titles_are_compared_alike(engine: Page) -> None:
    run = """async (cases) => {
        const { keysOf, likeness } = await import("../assets/form/rules/likeness.js");
        const folderOf = ({ commune }) => (commune ? rules.gazetteer.get(commune).slug : rules.folders.unknown);
        const models = cases.models.map((model) => ({ ...model, folder: folderOf(model) }));
        return {
            scores: cases.scores.map(([one, other]) => likeness(one, other, rules)),
            keys: cases.keys.map(([name]) => [...keysOf(name, rules)].sort()),
            alike: cases.alike.map(({ told }) => engine.alike(told, models, rules).map(({ slug }) => slug)),
        };
    }"""
    cases = yaml.safe_load((ROOT / "tests/twins/likeness.yml").read_text(encoding="utf-8"))
    found = engine.evaluate(run, cases)
    assert found["scores"] == pytest.approx([expected for _, _, expected in cases["scores"]])
    assert found["keys"] == [expected for _, expected in cases["keys"]]
    assert found["alike"] == [case["models"] for case in cases["alike"]]


def test_the_form_and_the_command_line_find_the_same_models_alike(engine: Page) -> None:
    run = """async (told) => {
        const models = await rules.models.all();
        return told.map((one) => engine.alike(one, models, rules).map(({ slug }) => slug));
    }"""
    models = ModelFiles(ROOT / "models").load().models
    told = [{"title": model.title, "owner": model.owner.name, "folder": folder_of(model)} for model in models]
    expected = [[model.slug for model in alike(**one, models=models)] for one in told]
    assert engine.evaluate(run, told) == expected
    assert all(model.slug in found for model, found in zip(models, expected, strict=True))
    assert sum(len(found) > 1 for found in expected) > 10


def test_slugs_are_known_alike(engine: Page) -> None:
    run = """async (texts) => {
        const { isSlug } = await import("../assets/common/is_slug.js");
        return texts.filter(isSlug);
    }"""
    cases = yaml.safe_load((ROOT / "tests/twins/slugs.yml").read_text(encoding="utf-8"))
    longest = "a" * limit("slug")
    assert engine.evaluate(run, [*cases["slugs"], *cases["others"], longest, f"{longest}a"]) == [
        *cases["slugs"],
        longest,
    ]
