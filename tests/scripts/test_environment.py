"""The commands make their own environment, say plainly why they cannot, and never believe a half made one."""

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
from lib import browser, environment, packages
from lib.environment import Environment

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
PROBE = """
import sys
from lib.environment import use_environment
use_environment()
print(sys.prefix, *sys.argv[1:])
sys.exit(7)
"""


def make_project(root: Path) -> Path:
    """A project with nothing to install, so that no network is needed."""
    (root / "scripts" / "lib").mkdir(parents=True)
    for name in ("__init__.py", "environment.py", "packages.py"):
        shutil.copy(SCRIPTS / "lib" / name, root / "scripts" / "lib")
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


def test_environment_without_a_stamp_is_made_anew(first_run):
    root, _ = first_run
    Environment(root).stamp.unlink()
    (root / ".venv" / "leftover").touch()
    done = probe(root)
    assert done.returncode == 7
    assert "Tạo môi trường" in done.stderr
    assert not (root / ".venv" / "leftover").exists()


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


def test_failed_install_is_explained_and_not_believed(first_run, monkeypatch, capfd):
    root, _ = first_run
    lock = root / "requirements-dev.txt"
    lock.write_text("no-such-package==1.0 --hash=sha256:" + 64 * "0" + "\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(SystemExit) as stopped:
        Environment(root).prepare(dev=True)
    assert stopped.value.code == 2
    assert "Dừng lại: Có gói chưa có bản dựng sẵn" in capfd.readouterr().err
    assert not Environment(root).stamp.exists()
    lock.write_text("# nothing\n")


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


def test_old_python_is_named_with_the_remedy(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 6, "final", 0))
    monkeypatch.setattr(sys, "argv", ["scripts/serve.py"])
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit) as stopped:
        environment.use_environment()
    assert stopped.value.code == 2
    assert capsys.readouterr().err == (
        "Dừng lại: Cần Python 3.11 trở lên, lệnh này đang chạy bằng Python 3.9.6. "
        "Cài bản mới từ https://www.python.org/downloads/ Rồi chạy: python3.13 scripts/serve.py\n"
    )


@pytest.mark.parametrize(
    "name", ["lib/environment", "lib/packages", "lib/browser", "serve", "build", "test", "check_models"]
)
def test_old_python_can_read_the_commands(name):
    ast.parse((SCRIPTS / f"{name}.py").read_text(encoding="utf-8"), feature_version=(3, 8))


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
    assert browser.get_browser() == sys.executable
