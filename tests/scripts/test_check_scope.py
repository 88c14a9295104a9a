"""Files allowed in a contribution of models: with real repositories, and as the workflow runs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from ci.check_scope import changed_files
from ci.contribution import LABEL, Change, refusals

ROOT = Path(__file__).resolve().parents[2]
WHO = {f"GIT_{role}_{what}": "thu@example.invalid" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *command: str) -> None:
    subprocess.run(["git", *command], cwd=folder, env={**os.environ, **WHO}, check=True, capture_output=True)


def save(folder: Path, name: str, text: str = "x") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository on a branch of `main`; `main` has newer commits."""
    git(tmp_path, "init", "-q", "-b", "main")
    for name in ("models/ba-chuc/a.yml", "models/ba-chuc/RÁC.txt", "showcase/language/words.py"):
        save(tmp_path, name)
    commit(tmp_path)
    git(tmp_path, "checkout", "-q", "-b", "dong-gop")
    git(tmp_path, "checkout", "-q", "main")
    save(tmp_path, "showcase/other.py")
    commit(tmp_path)
    git(tmp_path, "checkout", "-q", "dong-gop")
    return tmp_path


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "một")


def check(repository: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-S", str(ROOT / "scripts/ci/check_scope.py"), "--repository", str(repository)]
    return subprocess.run(
        [*command, "--base", "main", *options], capture_output=True, text=True, encoding="utf-8", cwd=repository.parent
    )


def test_models_and_their_pictures_belong_there(repository):
    for name in ("models/ba-chuc/a.yml", "models/vinh-trach/bep-an.yml", "models/vinh-trach/bep-an.jpg"):
        save(repository, name, "mới")
    save(repository, "models/sources.yml")
    (repository / "models/ba-chuc/RÁC.txt").unlink()
    commit(repository)
    done = check(repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Phạm vi đúng: đề nghị không lẫn tệp lạ.\n"


def test_code_alone_is_free(repository):
    save(repository, "showcase/language/words.py", "mới")
    save(repository, "tests/models/x.exe")
    commit(repository)
    assert check(repository).returncode == 0


def test_code_together_with_models_is_refused(repository):
    save(repository, "models/ba-chuc/a.yml", "mới")
    save(repository, "showcase/language/words.py", "mới")
    save(repository, ".github/workflows/x.yml")
    commit(repository)
    done = check(repository)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if not line.startswith(" ")] == [
        ".github/workflows/x.yml",
        "showcase/language/words.py",
        f"Có 2 tệp ngoài phạm vi. Người phụ trách cho qua được bằng nhãn “{LABEL}”.",
    ]
    allowed = check(repository, "--allowed")
    assert allowed.returncode == 0
    assert "showcase/language/words.py" in allowed.stdout


def test_a_model_moved_out_is_seen_on_both_ends(repository):
    (repository / "models/ba-chuc/a.yml").rename(repository / "showcase/a.yml")
    commit(repository)
    assert changed_files(repository, "main", "HEAD") == [
        Change("models/ba-chuc/a.yml", gone=True, mode="000000"),
        Change("showcase/a.yml"),
    ]
    assert check(repository).returncode == 1


@pytest.mark.parametrize(
    "name",
    [
        "models/a.yml",
        "models/ba-chuc/a.yaml",
        "models/ba-chuc/a.YML",
        "models/ba-chuc/a.yml.exe",
        "models/ba-chuc/a.svg",
        "models/ba-chuc/a.html",
        "models/ba-chuc/Bếp ăn.yml",
        "models/ba-chuc/sau/a.yml",
        "models/ba-chuc/.gitattributes",
        "models/.github/a.yml",
        "models/ba_chuc/a.yml",
        "models/ba-chuc/a\nb.yml",
        "models/ba-chuc/a.yml\n",
    ],
)
def test_odd_files_in_the_models_are_refused(name):
    assert [refusal.path for refusal in refusals([Change(name)])] == [name]
    assert refusals([Change(name, gone=True)]) == []


def test_links_and_programs_are_refused(repository):
    (repository / "models/ba-chuc/lien-ket.yml").symlink_to("/etc/passwd")
    save(repository, "models/ba-chuc/chay.yml")
    (repository / "models/ba-chuc/chay.yml").chmod(0o755)
    commit(repository)
    done = check(repository)
    assert done.returncode == 1
    assert done.stdout.count("không phải tệp thường") == 2


def test_annotations_cannot_be_broken_out_of(repository):
    save(repository, "models/ba-chuc/a%0A,x::error::\n.exe")
    commit(repository)
    [line, _] = check(repository, "--format", "github").stdout.splitlines()
    assert line.startswith(
        "::error file=models/ba-chuc/a%250A%2Cx%3A%3Aerror%3A%3A�.exe,line=1,title=Ngoài phạm vi::Trong models/"
    )
    assert "tệp .yml và ảnh .jpg, .png, .webp, đặt trong thư mục của xã, " in line


@pytest.mark.parametrize("base", ["no-such-branch", "--output=x"])
def test_an_unknown_commit_is_a_failure(repository, base):
    done = check(repository, "--base", base) if base[0] != "-" else check(repository, f"--base={base}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Không so sánh được bằng git: ")
    assert not (repository / "x").exists()


@pytest.mark.skipif(os.name == "nt", reason="the workflow runs on Linux")
def test_a_change_that_alters_its_judge_is_judged_all_the_same(repository, tmp_path_factory):
    """The steps of scope.yml, run as in a workflow: in a clone of the target branch."""
    save(repository, "models/ba-chuc/a.yml", "mới")
    save(repository, "scripts/ci/check_scope.py", "raise SystemExit(0)")
    save(repository, ".github/workflows/scope.yml", "on: pull_request")
    commit(repository)
    git(repository, "update-ref", "refs/pull/7/head", "dong-gop")
    clone = tmp_path_factory.mktemp("runner") / "kho"
    git(repository, "clone", "-q", "--branch", "main", str(repository), str(clone))
    shutil.copytree(ROOT / "scripts", clone / "scripts", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    shutil.copytree(ROOT / "showcase" / "targets", clone / "showcase" / "targets", dirs_exist_ok=True)
    steps = yaml.safe_load((ROOT / ".github/workflows/scope.yml").read_text(encoding="utf-8"))["jobs"]["scope"]["steps"]
    codes, told = [], ""
    for step in steps[1:]:
        variables = {**os.environ, "NUMBER": "7", "ALLOWED": ""}
        done = subprocess.run(["bash", "-ec", step["run"]], cwd=clone, env=variables, capture_output=True, text=True)
        codes.append(done.returncode)
        told += done.stdout
    assert codes == [0, 1], told
    assert "file=scripts/ci/check_scope.py" in told
    assert "file=.github/workflows/scope.yml" in told
    assert not (clone / ".github").exists()
