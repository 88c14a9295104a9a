import subprocess

import pytest

from showcase.insight.history import gap, last_changes, last_commits, last_moments, newest


def commit(folder, file, day):
    (folder / "models").mkdir(exist_ok=True)
    (folder / "models" / file).write_text(day, encoding="utf-8")
    date = f"{day}T12:00:00+07:00"
    for command in (["git", "add", "."], ["git", "commit", "-qm", day, "--date", date]):
        environment = {"GIT_COMMITTER_DATE": date, "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)}
        subprocess.run(command, cwd=folder, check=True, env=environment)


@pytest.fixture
def repository(tmp_path):
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=tmp_path, check=True)
    for key, value in (("user.name", "Thử"), ("user.email", "thu@example.invalid")):
        subprocess.run(["git", "config", key, value], cwd=tmp_path, check=True)
    commit(tmp_path, "a.yml", "2026-01-05")
    commit(tmp_path, "b.yml", "2026-02-06")
    commit(tmp_path, "a.yml", "2026-03-07")
    return tmp_path


def test_each_file_has_the_day_of_its_last_commit(repository):
    assert last_changes(repository) == {"models/a.yml": "2026-03-07", "models/b.yml": "2026-02-06"}


def test_files_of_one_commit_have_moments_of_their_own(repository):
    (repository / "models/c.yml").write_text("c", encoding="utf-8")
    commit(repository, "d.yml", "2026-04-08")
    moments = {"models/a.yml": "2026-03-07T05:00:00.00000Z", "models/b.yml": "2026-02-06T05:00:00.00000Z"}
    moments |= {"models/c.yml": "2026-04-08T05:00:00.00000Z", "models/d.yml": "2026-04-08T05:00:00.00001Z"}
    assert last_moments(repository) == moments


def test_each_file_has_the_commit_that_holds_it_as_it_is(repository):
    def told(ref):
        done = subprocess.run(["git", "rev-parse", ref], cwd=repository, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    assert last_commits(repository) == {"models/a.yml": told("HEAD"), "models/b.yml": told("HEAD~1")}
    (repository / "models/a.yml").write_text("chưa lưu vào lịch sử", encoding="utf-8")
    assert last_commits(repository) == {"models/b.yml": told("HEAD~1")}


def test_a_shallow_clone_tells_nothing_rather_than_a_false_day(repository, tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone") / "it"
    subprocess.run(["git", "clone", "-q", "--depth", "1", repository.as_uri(), str(clone)], check=True)
    assert last_changes(clone) == {}


def test_outside_a_repository_nothing_is_known(tmp_path):
    assert last_changes(tmp_path) == {}
    assert last_commits(tmp_path) == {}
    assert newest({}) is None


def test_known_days_leave_no_gap(repository):
    assert gap(repository) == ""


def test_a_shallow_clone_is_told_with_the_remedy(repository, tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone") / "it"
    subprocess.run(["git", "clone", "-q", "--depth", "1", repository.as_uri(), str(clone)], check=True)
    assert gap(clone) == "bản sao git này thiếu lịch sử (shallow). Chạy: git fetch --unshallow"


def test_a_clone_of_somebody_else_is_told_with_the_remedy(repository, monkeypatch):
    """git refuses to read it; once the command gave no message."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    monkeypatch.setenv("HOME", str(repository))
    assert last_changes(repository) == {}
    assert f'git config --global --add safe.directory "{repository}"' in gap(repository)


def test_a_zip_is_told_with_the_remedy(tmp_path):
    assert "tải về dạng ZIP. Lấy dự án bằng git clone" in gap(tmp_path)


def test_a_machine_without_git_is_told_so(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert gap(repository).startswith("máy này không có git")


def test_models_that_no_commit_knows_are_told(repository):
    (repository / "khác").mkdir()
    assert gap(repository, "khác") == "lịch sử git không có tệp nào trong khác/"


def test_newest_is_the_latest_day():
    assert newest({"a": "2026-01-05", "b": "2026-02-06"}) == "2026-02-06"
