"""The command `check_models.py`, as an editor and a workflow run it."""

import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
SEVERAL = CASES / "invalid" / "several-files"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "check_models.py"), *map(str, arguments)]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1"}
    return subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEVERAL / "models", tmp_path / "models"))


def test_clean() -> None:
    done = run("--models", CASES / "valid" / "minimal" / "models")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Không có lỗi nào.\n", "")


def test_problems() -> None:
    done = run("--models", SEVERAL / "models")
    expected = (SEVERAL / "expected.txt").read_text(encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (1, expected, "")


def test_advice_is_told_and_fails_nothing() -> None:
    case = CASES / "advice" / "summary-apologises"
    done = run("--models", case / "models")
    assert (done.returncode, done.stdout) == (0, (case / "expected.txt").read_text(encoding="utf-8"))
    assert run("--models", case / "models", "--format", "github").stdout.startswith("::warning file=models/ba-chuc/")


def test_chosen_paths(copy: Path) -> None:
    folder, good, bad = copy / "ba-chuc", copy / "ba-chuc" / "b-tot.yml", copy / "ba-chuc" / "a-hong.yml"
    assert run("--models", copy, good).returncode == 0
    assert run("--models", copy, bad).stdout.endswith("Có 1 lỗi trong 1 tệp.\n")
    assert run("--models", copy, good, bad).returncode == 1
    assert run("--models", copy, folder).stdout.endswith("Có 2 lỗi trong 2 tệp.\n")


def test_the_register_can_be_checked_alone(tmp_path: Path) -> None:
    models = shutil.copytree(CASES / "invalid" / "register-broken" / "models", tmp_path / "models")
    done = run("--models", models, models / "sources.yml")
    assert done.returncode == 1
    assert "models/sources.yml:3" in done.stdout


def test_formats(copy: Path) -> None:
    done = run("--models", copy, "--format", "json")
    assert done.returncode == 1
    found = [(problem["file"], problem["line"], problem["rule"]) for problem in json.loads(done.stdout)]
    assert found == [("models/ba-chuc/a-hong.yml", 1, "syntax-colon"), ("models/ba-chuc/c-hong.yml", 4, "unknown-code")]
    lines = run("--models", copy, "--format", "github").stdout.splitlines()
    assert [line.split("::")[1] for line in lines] == [
        "error file=models/ba-chuc/a-hong.yml,line=1,title=models/ba-chuc/a-hong.yml",
        "error file=models/ba-chuc/c-hong.yml,line=4,title=Chủ thể › Loại chủ thể",
    ]


def test_fix(tmp_path: Path) -> None:
    models = Path(shutil.copytree(CASES / "invalid" / "commune-unquoted" / "models", tmp_path / "models"))
    [file] = models.rglob("*.yml")
    before = file.read_bytes()
    done = run("--models", models, "--fix")
    assert (done.returncode, done.stdout) == (0, "Không có lỗi nào.\n")
    assert done.stderr == f"Đã sửa cách viết: {file}\n"
    assert file.read_bytes() == before.replace(b"30547", b'"30547"')
    assert run("--models", models, "--fix").stderr == ""


def test_fix_mends_the_register_too(tmp_path: Path) -> None:
    models = Path(shutil.copytree(CASES / "valid" / "common-register" / "models", tmp_path / "models"))
    register = models / "sources.yml"
    register.write_text(register.read_text(encoding="utf-8").replace('"2025"', "2025"), encoding="utf-8")
    assert run("--models", models, register).returncode == 1
    assert run("--models", models, "--fix", register).returncode == 0
    assert 'date: "2025"' in register.read_text(encoding="utf-8")


def test_fix_leaves_other_files_alone(copy: Path) -> None:
    before = {path: path.read_bytes() for path in copy.rglob("*.yml")}
    assert run("--models", copy, "--fix").returncode == 1
    assert {path: path.read_bytes() for path in copy.rglob("*.yml")} == before


@pytest.mark.parametrize("path", ["no-such-folder", "ba-chuc/no-such-file.yml", "empty"])
def test_a_path_without_model_files_is_a_failure(copy: Path, path: str) -> None:
    (copy / "empty").mkdir()
    done = run("--models", copy, copy / path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"Không kiểm tra được: không thấy tệp mô hình nào ở {copy / path}\n"


def test_the_folder_of_the_variable_is_checked(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it checked the repository instead and found no fault."""
    monkeypatch.setenv("SHOWCASE_MODELS", str(copy))
    path = next(copy.glob("*/*.yml"))
    path.write_text("khong_co: 1\n", encoding="utf-8")
    done = run()
    assert done.returncode == 1
    assert f"{path.parent.name}/{path.name}:1" in done.stdout


def test_a_missing_tree_is_a_failure(tmp_path: Path) -> None:
    done = run("--models", tmp_path / "models")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Không kiểm tra được" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders, and no names of other bytes")
@pytest.mark.parametrize("kind", ["text", "json", "github"])
@pytest.mark.parametrize("more", [(), ("--fix",)])
def test_odd_entries_are_problems_beside_the_others(tmp_path: Path, kind: str, more: tuple[str, ...]) -> None:
    models = Path(shutil.copytree(CASES / "valid" / "minimal" / "models", tmp_path / "models"))
    (models / "ba-chuc" / "thu-muc.yml").mkdir()
    os.mkfifo(models / "ba-chuc" / "ong-dan.yml")
    (models / "ba-chuc" / "sau.yml").write_text("".join(" " * depth + "k:\n" for depth in range(700)))
    Path(os.fsdecode(os.fsencode(models) + b"/ba-chuc/to-\xff.yml")).write_bytes(b"title: a\n")
    done = run("--models", models, "--format", kind, *more)
    assert (done.returncode, done.stderr) == (1, "")
    chosen = run("--models", models, "--format", kind, models / "ba-chuc")
    assert chosen.stdout.count("ong-dan.yml") == done.stdout.count("ong-dan.yml")
    for name in ("thu-muc.yml", "ong-dan.yml", "sau.yml", "to-\ufffd.yml"):
        assert f"models/ba-chuc/{name}" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_odd_entries_named_alone_are_told_for_what_they_are(copy: Path) -> None:
    folder = next(copy.glob("*/*.yml")).parent
    pipe, link, inner = (folder / name for name in ("ong-dan.yml", "loi-tat.yml", "thu-muc.yml"))
    os.mkfifo(pipe)
    link.symlink_to("/etc/passwd")
    inner.mkdir()
    done = run("--models", copy, pipe, link, inner)
    assert (done.returncode, done.stderr) == (1, "")
    found = [line.partition("Tìm thấy:")[2].strip() for line in done.stdout.splitlines() if "Tìm thấy:" in line]
    assert sorted(found) == ["lối tắt tới tệp khác", "thư mục", "ống dẫn (FIFO)"]


def test_a_folder_without_models_is_told(tmp_path: Path) -> None:
    done = run("--models", tmp_path)
    assert (done.returncode, done.stderr) == (0, f"Lưu ý: không có tệp mô hình nào trong {tmp_path}.\n")


def test_a_wrong_option_is_a_failure() -> None:
    assert run("--format", "xml").returncode == 2


def test_help_is_in_vietnamese() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "Kiểm tra các tệp mô hình" in done.stdout


def test_the_models_of_the_project_are_the_default() -> None:
    done = run(ROOT / "models")
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout == run().stdout


def test_a_file_that_cannot_be_mended_stays_and_the_next_one_is(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = copy / "ba-chuc" / "a.yml", copy / "ba-chuc" / "khong-co.yml"
    good.write_text("title: a  \n", encoding="utf-8")
    monkeypatch.syspath_prepend(ROOT / "scripts")
    importlib.import_module("check_models")._fix([bad, good])
    assert good.read_text(encoding="utf-8") == "title: a\n"
    assert f"Không sửa được, để nguyên: {bad}" in capsys.readouterr().err
