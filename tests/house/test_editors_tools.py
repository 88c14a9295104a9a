"""Tools of editors and reviewers outside the site: editor, pre-commit hook, forms, code owners."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from showcase.files.catalogue import ModelFiles
from showcase.files.reviewers import Owners, codeowners, labels, model_folders, read_owners
from showcase.gazetteer.communes import gazetteer
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_editor_binds_every_model_and_the_register_to_its_schema():
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert (settings["files.encoding"], settings["files.eol"], settings["editor.tabSize"]) == ("utf8", "\n", 2)
    bound = settings["yaml.schemas"]
    assert all((ROOT / schema).is_file() for schema in bound)
    models = {path for glob in bound["./docs/du-lieu/schema.json"] for path in ROOT.glob(glob)}
    assert models >= set(ModelFiles(ROOT / "models").paths())
    register = ROOT / bound["./docs/du-lieu/schema-nguon.json"]
    assert register == ROOT / "models" / "sources.yml"
    assert register not in models


def test_the_extension_that_reads_the_schemas_is_recommended():
    advice = json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))
    assert advice == {"recommendations": ["redhat.vscode-yaml"]}


def test_hooks_come_from_this_project_alone():
    assert [repository["repo"] for repository in HOOKS] == ["local"]
    for hook in HOOKS[0]["hooks"]:
        assert set(hook) <= {"id", "name", "language", "entry", "files", "types", "require_serial"}
        assert hook["language"] == "python"


def run_hook(name: str, *files: Path) -> subprocess.CompletedProcess[str]:
    [entry] = [hook["entry"] for hook in HOOKS[0]["hooks"] if hook["id"] == name]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1"}
    variables["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [*shlex.split(entry), *map(str, files)]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, encoding="utf-8")


def test_the_hook_checks_the_models_that_changed():
    changed = ModelFiles(ROOT / "models").paths()[0].relative_to(ROOT)
    pattern = HOOKS[0]["hooks"][0]["files"]
    assert re.search(pattern, changed.as_posix())
    assert re.search(pattern, "models/sources.yml")
    assert not re.search(pattern, "docs/dong-gop/mau.yml")
    done = run_hook("check-models", changed)
    assert (done.returncode, done.stdout) == (0, "Không có lỗi nào.\n")


def test_the_hook_refuses_bad_style(tmp_path):
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text('"""Good."""\n', encoding="utf-8")
    bad.write_text('"""Bad."""\nimport os\nx=1\n', encoding="utf-8")
    assert run_hook("check-style", good).returncode == 0
    done = run_hook("check-style", good, bad)
    assert done.returncode == 1
    assert "`os` imported but unused" in done.stdout
    assert bad.read_text(encoding="utf-8").endswith("x=1\n")
    assert run_hook("check-style", "--fix", bad).returncode == 0
    assert bad.read_text(encoding="utf-8") == '"""Bad."""\n\nx = 1\n'


def faults_of_forms(paths: list[Path]) -> list[str]:
    """The form files that the service would refuse."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-issue-forms"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, encoding="utf-8")
    return [path.name for path in paths if done.returncode and f"{path}::" in done.stdout]


def test_forms_have_the_shape_that_the_service_asks_for():
    assert faults_of_forms(FORMS) == []


def test_a_planted_form_of_another_shape_is_seen(tmp_path):
    bad = tmp_path / "bad.yml"
    bad.write_text(FORMS[0].read_text(encoding="utf-8").replace("body:", "bodies:"), encoding="utf-8")
    assert faults_of_forms([FORMS[0], bad]) == ["bad.yml"]


def test_there_are_forms_for_a_model_a_mistake_and_a_withdrawal():
    assert [load(path)["name"] for path in FORMS] == [
        "Báo sai sót, xác nhận lại",
        "Đóng góp một mô hình",
        "Xin gỡ một mô hình",
    ]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_forms_warn_that_everybody_reads_them(path):
    first = load(path)["body"][0]
    assert "Trang này ai cũng đọc được" in first["attributes"]["value"]


def test_the_form_offers_the_owner_kinds_of_the_vocabulary():
    [kind] = [part for part in load(GITHUB / "ISSUE_TEMPLATE/dong-gop.yml")["body"] if part.get("id") == "kind"]
    assert kind["attributes"]["options"] == [*vocabulary("owner_kinds").values()]


def test_the_pull_request_asks_for_source_and_privacy():
    boxes = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8").splitlines()
    boxes = [line for line in boxes if line.startswith("- [ ] ")]
    assert any(line.startswith("- [ ] Đã kiểm tra với nguồn") for line in boxes)
    assert any(line.startswith("- [ ] Không có dữ liệu cá nhân") for line in boxes)


def test_every_folder_with_an_owner_is_a_folder_of_models():
    owners = read_owners((GITHUB / "owners.yml").read_text(encoding="utf-8"))
    assert set(owners.folders) <= set(model_folders())
    assert {path.parent.name for path in ModelFiles(ROOT / "models").paths()} <= set(model_folders())


def test_a_commune_has_its_own_reviewers_after_those_of_all():
    text = 'everyone: ["@kho/bien-tap"]\nfolders:\n  toan-tinh: ["@tinh"]\n  ba-chuc: ["@kho/ba-chuc", "@mot-nguoi"]\n'
    rules = [line for line in codeowners(read_owners(text)).splitlines() if not line.startswith("#")]
    assert rules == ["* @kho/bien-tap", "/models/ba-chuc/ @kho/ba-chuc @mot-nguoi", "/models/toan-tinh/ @tinh"]


def test_without_reviewers_there_is_no_rule():
    made = codeowners(Owners((), {}))
    assert all(line.startswith("#") for line in made.splitlines())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('everyone: []\nfolders: {ba-chucc: ["@a"]}', "không có thư mục “ba-chucc”. Ý bạn là “ba-chuc”?"),
        ("everyone: []\nfolders: {ba-chuc: [a]}", "mục ba-chuc"),
        ('everyone: ["nguoi@example.org"]\nfolders: {}', "mục everyone"),
        ('everyone: ["@a\\n* @b"]\nfolders: {}', "mục everyone"),
        ('everyone: "@a"\nfolders: {}', "mục everyone"),
        ("everyone: []", "đúng hai mục"),
        ("everyone: []\nfolders: []", "đúng hai mục"),
        ("", "đúng hai mục"),
    ],
)
def test_faults_of_the_list_of_reviewers_are_told(text, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        read_owners(text)


def test_every_commune_of_the_province_has_a_label_that_the_service_takes():
    made = json.loads(labels())
    folders = made["folders"]
    assert folders["ba-chuc"] == "địa bàn: Xã Ba Chúc"
    assert len(folders) == len(gazetteer().of_province(home_province())) + 2
    names = [*folders.values(), made["elsewhere"], *made["fields"].values()]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 50
    assert list(made["fields"]) == list(vocabulary("fields"))


def test_generated_files_are_told_when_stale(tmp_path):
    for name in ("scripts", "showcase", "docs", ".github", "tests/twins"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "assets"))
    for name in ("HACKING.md", "showcase.yml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".github/owners.yml").write_text('everyone: ["@kho/bien-tap"]\nfolders: {}\n', encoding="utf-8")
    command = [sys.executable, str(tmp_path / "scripts/write_reference.py")]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONPATH": ""}
    shutil.copy(ROOT / "requirements.txt", tmp_path)

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*command, *options], env=variables, capture_output=True, text=True, encoding="utf-8")

    assert run("--check").returncode == 1
    assert run().stdout == "Đã ghi .github/CODEOWNERS\n"
    assert "* @kho/bien-tap" in (tmp_path / ".github/CODEOWNERS").read_text(encoding="utf-8")
    assert run("--check").returncode == 0
