"""The commands make their own environment, say plainly why they cannot, and never use an incomplete one."""

from lib import browser, environment, oldest_python, packages
from lib.environment import Environment

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import serve

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
PROBE = """
import sys
from lib.environment import use_environment
use_environment()
print(sys.prefix, *sys.argv[1:])
sys.exit(7)
"""


def is_command(path: Path) -> bool:
    return '__name__ == "__main__"' in path.read_text(encoding="utf-8")


def make_project(root: Path) -> Path:
    """A project without packages to install, so that no network is needed."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SCRIPTS / "lib", root / "scripts" / "lib", ignore=ignored)
    shutil.copytree(ROOT / "showcase" / "targets", root / "showcase" / "targets", ignore=ignored)
    shutil.copy(ROOT / "showcase" / "__init__.py", root / "showcase")
    (root / "scripts" / "probe.py").write_text(PROBE)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (root / name).write_text("# nothing\n")
    return root


def probe(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SHOWCASE_")}
    command = [sys.executable, str(root / "scripts" / "probe.py"), *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=clean, timeout=120)


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    root = make_project(tmp_path_factory.mktemp("dự án có dấu cách"))
    return root, probe(root, "--a", "b c")


def test_first_run_makes_the_environment_and_goes_on_inside_it(first_run):
    root, done = first_run
    assert done.stdout == f"{(root / '.venv').resolve()} --a b c\n", done.stderr
    assert done.returncode == 7
    assert "Tạo môi trường Python riêng của dự án" in done.stderr


def test_second_run_installs_nothing(first_run):
    root, _ = first_run
    again = probe(root)
    assert (again.returncode, again.stderr) == (7, "")


def test_changed_lock_installs_again_into_the_same_environment(first_run):
    root, _ = first_run
    (root / ".venv" / "kept").touch()
    (root / "requirements.txt").write_text("# still nothing\n")
    done = probe(root)
    assert done.returncode == 7
    assert "Cài các gói trong requirements.txt" in done.stderr
    assert "Tạo môi trường" not in done.stderr
    assert (root / ".venv" / "kept").exists()
    assert probe(root).stderr == ""


def test_an_environment_of_somebody_else_is_put_aside(first_run):
    root, _ = first_run
    Environment(root).stamp.unlink()
    (root / ".venv" / "của tôi").touch()
    done = probe(root)
    assert done.returncode == 7
    assert "Tạo môi trường" in done.stderr
    assert not (root / ".venv" / "của tôi").exists()
    aside = root / ".venv.giu-lai-1"
    assert f"giữ lại ở {aside}" in done.stderr
    assert (aside / "của tôi").is_file()
    shutil.rmtree(aside)


def test_plain_lock_is_enough_for_plain_commands_only(first_run):
    root, _ = first_run
    probe(root)
    assert Environment(root).is_current(dev=False)
    assert not Environment(root).is_current(dev=True)


def test_dev_install_serves_plain_commands_too(first_run):
    root, _ = first_run
    Environment(root).prepare(dev=True)
    assert Environment(root).is_current(dev=True)
    assert Environment(root).is_current(dev=False)


LACKING = "no-such-package==1.0 --hash=sha256:" + 64 * "0" + "\n"


def test_failed_install_is_explained_and_not_believed(tmp_path, monkeypatch, capfd):
    root = make_project(tmp_path)
    (root / "requirements.txt").write_text(LACKING)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    done = probe(root)
    assert done.returncode == 2
    assert "Dừng lại: Có gói chưa có bản dựng sẵn" in done.stderr
    assert not (root / ".venv").exists()
    assert leftovers(root) == []


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.startswith(".venv.") or path.name == ".venw"]


def test_changing_a_lock_and_changing_it_back_leaves_what_runs(first_run, monkeypatch):
    root, _ = first_run
    probe(root)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    lock = root / "requirements.txt"
    before = lock.read_text()
    lock.write_text(LACKING)
    assert probe(root).returncode == 2
    lock.write_text(before)
    assert (probe(root).returncode, probe(root).stderr) == (7, "")
    assert leftovers(root) == []


def test_without_a_network_the_older_environment_stays_in_use_and_that_is_told(first_run, monkeypatch):
    """The packages of the lock are installed in older versions."""
    root, _ = first_run
    probe(root)
    before = (root / "requirements.txt").read_text()
    (root / "requirements.txt").write_text("pip==99.0 --hash=sha256:" + 64 * "0" + "\n")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_RETRIES", "1")
    done = probe(root)
    assert (done.returncode, done.stdout) == (7, f"{(root / '.venv').resolve()}\n"), done.stderr
    assert "Chưa cài được các gói mới. Không tải được gói từ mạng." in done.stderr
    assert "Dùng tạm môi trường cũ trong .venv, vẫn còn nguyên" in done.stderr
    (root / "requirements.txt").write_text(before)
    assert probe(root).stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX systems do")
def test_an_interrupted_installation_is_completed_by_the_next_run(tmp_path):
    root = make_project(tmp_path)
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SHOWCASE_")}
    with subprocess.Popen([sys.executable, str(root / "scripts" / "probe.py")], env=clean, stderr=-3) as run:
        while not (root / ".venw" / "pyvenv.cfg").exists():
            assert run.poll() is None
        run.kill()
    assert not (root / ".venv").exists()
    done = probe(root)
    assert (done.returncode, done.stdout) == (7, f"{(root / '.venv').resolve()}\n"), done.stderr
    assert leftovers(root) == []


def test_a_folder_that_only_has_our_name_is_not_touched(tmp_path):
    root = make_project(tmp_path)
    (root / ".venw").mkdir()
    (root / ".venw" / "luận văn.docx").touch()
    done = probe(root)
    assert done.returncode == 2
    assert f"{root / '.venw'} chắn chỗ" in done.stderr
    assert (root / ".venw" / "luận văn.docx").is_file()


def test_programs_of_the_environment_name_the_place_where_it_lies(first_run):
    root, _ = first_run
    programs = Environment(root).python.parent
    told = [path.read_bytes() for path in programs.iterdir() if path.is_file() and not path.is_symlink()]
    assert any(os.fsencode(root / ".venv") in content for content in told)
    assert not any(b".venw" in content for content in told)


@pytest.mark.skipif(os.name == "nt", reason="needs a symbolic link in place of the interpreter")
def test_an_environment_that_cannot_be_entered_stops_instead_of_looping(tmp_path):
    root = make_project(tmp_path)
    fake = Environment(root)
    fake.python.parent.mkdir(parents=True)
    fake.python.symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    fake.stamp.write_text(fake.mark(dev=False) + "\n")
    done = probe(root)
    assert done.returncode == 2
    assert "Xóa thư mục .venv rồi chạy lại lệnh" in done.stderr


def test_unwritable_project_is_explained(tmp_path):
    root = make_project(tmp_path)
    (root / ".venv").write_text("a file where the folder should be")
    done = probe(root)
    assert done.returncode == 2
    assert "Dừng lại: " in done.stderr
    assert "Traceback" not in done.stderr


OLDER = sorted(str(path) for path in (Path.home() / ".pyenv/versions").glob("3.[6-9].*/bin/python"))
COMMANDS = sorted(path for folder in (SCRIPTS, SCRIPTS / "ci") for path in folder.glob("*.py") if is_command(path))


def test_there_are_commands():
    assert {"build.py", "check_models.py", "write_basemap.py", "check_scope.py"} <= {path.name for path in COMMANDS}


def test_old_python_is_named_with_the_remedy(monkeypatch, capfd):
    monkeypatch.setattr(sys, "version_info", (3, 9, 6, "final", 0))
    monkeypatch.setattr(sys, "argv", ["scripts/serve.py"])
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit) as stopped:
        oldest_python.require_python()
    assert stopped.value.code == 2
    assert capfd.readouterr().err == (
        "Dừng lại: Cần Python 3.11 trở lên, lệnh này đang chạy bằng Python 3.9.6. "
        "Cài bản mới từ https://www.python.org/downloads/ Rồi chạy: python3.13 scripts/serve.py\n"
    )


NEW_SYNTAX = (ast.NamedExpr, ast.Match, ast.TryStar)


@pytest.mark.parametrize("path", [*COMMANDS, SCRIPTS / "lib/__init__.py", SCRIPTS / "lib/oldest_python.py"], ids=str)
def test_old_python_can_read_every_command_as_far_as_its_message(path):
    """It must print the needed Python version, not a SyntaxError: Python parses a whole file before it runs."""
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 6))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, NEW_SYNTAX)] == []
    names = [node.module for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert "__future__" not in names
    assert path.parent.name == "lib" or names[0] == "pathlib" or names[0].partition(".")[0] == "lib"


@pytest.mark.skipif(not OLDER, reason="no older Python of pyenv on this machine")
@pytest.mark.parametrize("python", OLDER or [""])
@pytest.mark.parametrize("name", ["build.py", "ci/check_scope.py"])
def test_an_old_python_really_says_so(python, name):
    variables = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([python, str(SCRIPTS / name)], capture_output=True, env=variables, timeout=60)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Dừng lại: Cần Python 3.11 trở lên, lệnh này đang chạy bằng Python 3.")


def test_missing_venv_module_names_the_package_of_debian(monkeypatch, capsys):
    monkeypatch.setattr(environment, "_has_venv", lambda: False)
    monkeypatch.setattr(packages, "install_debian", lambda package: False)
    with pytest.raises(SystemExit):
        environment._require_venv()
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert f"sudo apt-get install python{version}-venv" in capsys.readouterr().err


def test_own_python_without_the_packages_is_refused(monkeypatch, capsys, tmp_path):
    (tmp_path / "requirements.txt").write_text("pytest==1\nno-such-package==1.0 \\\n    --hash=sha256:0\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setenv(environment.NO_VENV, "1")
    with pytest.raises(SystemExit):
        environment.use_environment()
    assert "thiếu 1 gói: no-such-package" in capsys.readouterr().err


def test_own_python_with_the_packages_is_left_alone(monkeypatch, capsys, tmp_path):
    marked = 'no-such-package==1.0 ; python_full_version < "3"\n'
    (tmp_path / "requirements.txt").write_text("pytest==1\n" + marked)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setenv(environment.NO_VENV, "1")
    environment.use_environment()
    assert capsys.readouterr().err == ""
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    ("output", "meaning"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "Ổ đĩa đã đầy"),
        ("PermissionError: [Errno 13] Permission denied: '/x/.venv'", "Không được ghi"),
        ("[WinError 32] The process cannot access the file", "Không được ghi"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "mã kiểm tra"),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': Failed to establish "
            "a new connection: [Errno -3] Temporary failure in name resolution')'\n"
            "ERROR: No matching distribution found for babel==2.18.0",
            "Không tải được gói từ mạng",
        ),
        ("ERROR: No matching distribution found for numpy==2.4.6", "bản dựng sẵn"),
        ("something else", "Cài đặt không thành công"),
    ],
)
def test_causes_are_told_apart(output, meaning):
    assert meaning in packages.cause_of(output)


def test_both_locks_hold_the_same_versions():
    plain, dev = (
        set(re.findall(r"^[a-z0-9][^\\\n]*?(?= *\\?$)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert len(plain) > 20
    assert plain <= dev


def test_port_in_use_is_noticed_and_explained():
    with socket.socket() as other:
        other.bind((serve.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        assert not serve.is_free(port)
        command = [sys.executable, str(SCRIPTS / "serve.py"), "--port", str(port)]
        own_python = {**os.environ, environment.NO_VENV: "1"}
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=own_python, timeout=60)
    assert done.returncode == 2
    assert f"Cổng {port} đang bận" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert serve.is_free(port)


def test_browser_named_by_the_variable_must_be_there(monkeypatch, capsys):
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    with pytest.raises(SystemExit):
        browser.get_browser()
    assert "Biến CHROMIUM chỉ tới “/no/such/browser”" in capsys.readouterr().err


def test_browser_named_by_the_variable_is_taken(monkeypatch):
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert browser.get_browser() == browser.get_shell() == sys.executable


@pytest.mark.parametrize("installs", [True, False])
def test_tests_take_the_shell_where_it_can_be_had(monkeypatch, installs):
    there = {"chromium": "/usr/bin/chromium"}

    def install(name: str) -> bool:
        there.update({name: f"/usr/bin/{name}"} if installs else {})
        return installs

    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser.shutil, "which", there.get)
    monkeypatch.setattr(packages, "install_debian", install)
    assert browser.get_shell() == ("/usr/bin/chromium-headless-shell" if installs else "/usr/bin/chromium")
    assert browser.get_browser() == "/usr/bin/chromium"
