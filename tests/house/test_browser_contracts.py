"""Names shared by browser scripts: every export is used, and every part (`data-part`) is in a template."""

import re
from pathlib import Path

import pytest
from script_plan import ASSETS, imports, scripts

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = scripts(ASSETS)

_EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|class|const) ([\w$]+)", re.MULTILINE)
_IMPORTED = re.compile(r'(?:import|export)\s*\{([^}]*)\}\s*from\s*"(\.[^"]+)"')
_WORD = re.compile(r"[\w$]+")
_PART_ASKED = re.compile(r"""\bpart\("([a-z-]+)"\)|\[data-part=\\?["']?([a-z-]+)""")
_PART_GIVEN = re.compile(r'data-part="([a-z-]+)"')


def imported(sources: dict[str, str]) -> dict[str, set[str]]:
    """Script -> the names that other scripts import from it."""
    found: dict[str, set[str]] = {name: set() for name in sources}
    for name, source in sources.items():
        folder = (ASSETS / name).parent
        for listed, other in _IMPORTED.findall(source):
            target = (folder / other).resolve().relative_to(ASSETS).as_posix()
            found.setdefault(target, set()).update(one.split(" as ")[0].strip() for one in listed.split(","))
    return found


def unused(sources: dict[str, str], elsewhere: str) -> list[str]:
    """`folder/script.js: name` for each export that no script imports and no text of `elsewhere` names."""
    wanted = imported(sources)
    words = set(_WORD.findall(elsewhere))
    return [
        f"{name}: {one}"
        for name, source in sources.items()
        for one in _EXPORTED.findall(source)
        if one not in wanted[name] and one not in words
    ]


@pytest.fixture(scope="module")
def elsewhere() -> str:
    """Texts that also use exports: tests, benches, and lines with `await import(`."""
    tests = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    tests += [path.read_text("utf-8") for path in (ROOT / "tests" / "twins").glob("*.yml")]
    benches = [path.read_text("utf-8") for path in (ROOT / "scripts").rglob("*.py")]
    asked = [line for source in SCRIPTS.values() for line in source.splitlines() if "await import(" in line]
    return "\n".join([*tests, *benches, *asked])


def test_every_export_is_wanted(elsewhere: str) -> None:
    late = {name for name, source in SCRIPTS.items() if name == "form/engine.js"}
    assert [one for one in unused(SCRIPTS, elsewhere) if one.partition(":")[0] not in late] == []


def test_a_planted_export_is_seen() -> None:
    planted = {
        "map/a.js": "export const one = 1;\nexport function two() {}\n",
        "map/b.js": 'import { one } from "./a.js";',
    }
    assert unused(planted, "") == ["map/a.js: two"]
    assert imports("map/b.js", planted["map/b.js"]) == {"map/a.js"}


def templates() -> str:
    """All templates and pages, and the scripts, which also make some parts."""
    paths = [
        *(ROOT / "showcase").rglob("*.html"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "overrides").rglob("*.html"),
    ]
    return "\n".join(path.read_text("utf-8") for path in paths)


def parts_asked(text: str) -> set[str]:
    """The names of parts that scripts or styles look for."""
    return {one or other for one, other in _PART_ASKED.findall(text)}


def missing_parts(script: str, template: str) -> list[str]:
    """The parts that scripts look for, but that no template or script makes."""
    made = set(re.findall(r'"data-part": "([a-z-]+)"', script))
    return sorted(parts_asked(script) - made - set(_PART_GIVEN.findall(template)))


def unused_parts(script: str, template: str) -> list[str]:
    """The parts of templates that no script and no style uses."""
    named = parts_asked(script) | set(re.findall(r'"([a-z-]+)"', script))
    return sorted(set(_PART_GIVEN.findall(template)) - named)


def test_every_part_that_a_script_asks_for_is_in_a_template() -> None:
    text = "\n".join(SCRIPTS.values())
    assert len(parts_asked(text)) > 40
    assert missing_parts(text, templates()) == []


def test_every_part_of_a_template_is_asked_for_by_a_script_or_a_test() -> None:
    scripts_and_styles = [*SCRIPTS.values(), *(path.read_text("utf-8") for path in ASSETS.rglob("*.css"))]
    assert unused_parts("\n".join(scripts_and_styles), templates()) == []


def test_planted_names_of_parts_are_seen() -> None:
    script, template = 'page.part("list"); find("[data-part=gone]");', '<p data-part="list"><p data-part="idle">'
    assert (missing_parts(script, template), unused_parts(script, template)) == (["gone"], ["idle"])


_CONTROL_READ = re.compile(
    r"\b(?:control|input|select|area|box|register|target)\.(?:value|checked|selectedOptions|selectedIndex)\b(?!\s*=[^=])"
    r"|input:checked|new FormData\(\w"
)


def reading_controls(sources: dict[str, str]) -> list[str]:
    """The scripts of the form that read a control; answers must be stored only in the draft."""
    return [name for name, source in sources.items() if name.startswith("form/") and _CONTROL_READ.search(source)]


def test_only_one_script_of_the_form_reads_controls() -> None:
    assert reading_controls(SCRIPTS) == ["form/page/controls.js"]


def test_a_planted_reading_of_a_control_is_seen() -> None:
    planted = {
        "form/page/bad.js": "if (control.value === '') return;",
        "form/page/good.js": "control.value = answer;",
        "form/page/worse.js": "const on = [...box.querySelectorAll('input:checked')];",
    }
    assert reading_controls(planted) == ["form/page/bad.js", "form/page/worse.js"]


def test_the_draft_of_the_form_knows_no_page() -> None:
    drafts = {name: source for name, source in SCRIPTS.items() if name.startswith("form/draft/")}
    assert len(drafts) >= 4
    assert knowing_a_page(drafts) == []


def knowing_a_page(sources: dict[str, str]) -> list[str]:
    """The scripts that use the page on which they run."""
    return [
        name for name, source in sources.items() if re.search(r"\b(?:document|window|querySelector\w*)[.(]", source)
    ]


def test_a_planted_reach_for_the_page_is_seen() -> None:
    planted = {
        "form/draft/bad.js": 'root.querySelectorAll("input");',
        "form/draft/good.js": "const documents = draft.documents;",
        "form/draft/worse.js": "document.title = draft.title;",
    }
    assert knowing_a_page(planted) == ["form/draft/bad.js", "form/draft/worse.js"]
