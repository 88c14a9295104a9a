"""The folders of the browser's scripts: their levels, and no circle, read from the imports of every script."""

from pathlib import Path

import pytest
from script_plan import ASSETS, LEVELS, circles, imports, scripts, upward

SCRIPTS = scripts(ASSETS)


def test_every_script_stands_in_a_folder_with_a_level() -> None:
    assert without_level(SCRIPTS) == []


def without_level(found: dict[str, str]) -> list[str]:
    """The scripts in a folder without a level."""
    return [name for name in found if name.rpartition("/")[0] not in LEVELS]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_imports_only_from_its_folder_and_lower_levels(name: str) -> None:
    assert upward(name, SCRIPTS[name]) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_a_script_imports_is_there(name: str) -> None:
    assert missing(name, SCRIPTS) == []


def missing(name: str, found: dict[str, str]) -> list[str]:
    """The imported scripts that do not exist."""
    made = {"map/map.js"}  # by the build, from folium
    return sorted(imports(name, found[name]) - set(found) - made)


def test_no_circle_of_imports() -> None:
    assert circles(SCRIPTS) == []


# --- tests of the guards


@pytest.fixture
def planted(tmp_path: Path):
    def plant(files: dict[str, str]) -> dict[str, str]:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return scripts(tmp_path)

    return plant


def test_a_planted_import_of_another_page_is_seen(planted) -> None:
    found = planted(
        {"map/bad.js": 'import { a } from "../search/view.js";\n', "common/bad.js": 'import "../map/x.js";\n'}
    )
    assert upward("map/bad.js", found["map/bad.js"]) == ["search/view.js"]
    assert upward("common/bad.js", found["common/bad.js"]) == ["map/x.js"]


def test_a_planted_import_up_the_form_is_seen(planted) -> None:
    found = planted({"form/yaml/bad.js": 'export { a } from "../rules/values.js";\nawait import("../page/x.js");\n'})
    assert upward("form/yaml/bad.js", found["form/yaml/bad.js"]) == ["form/page/x.js", "form/rules/values.js"]


def test_a_planted_circle_is_seen(planted) -> None:
    found = planted(
        {
            "plan/a.js": 'import { b } from "./b.js";\n',
            "plan/b.js": 'import {\n  c,\n} from "./c.js";\n',
            "plan/c.js": 'export { a } from "./a.js";\n',
        }
    )
    assert circles(found) == ["plan/a.js, plan/b.js, plan/c.js"]


def test_a_planted_script_in_an_unknown_folder_is_seen(planted) -> None:
    found = planted({"wing/bad.js": "", "bad.js": "", "map/good.js": ""})
    assert without_level(found) == ["bad.js", "wing/bad.js"]


def test_a_planted_import_of_a_missing_script_is_seen(planted) -> None:
    found = planted({"map/bad.js": 'import "./gone.js";\nimport "./there.js";\n', "map/there.js": ""})
    assert missing("map/bad.js", found) == ["map/gone.js"]
