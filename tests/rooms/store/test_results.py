"""The store: the results that it returns; a fault of its file never affects a build."""

import pickle
import subprocess
from pathlib import Path

import pytest

from showcase.store import results
from showcase.store.results import NOTHING, Store

ROOT = Path(__file__).resolve().parents[3]


def test_what_was_put_in_is_there_for_the_next(tmp_path: Path) -> None:
    first = Store(tmp_path / "new" / "a.sqlite")
    first.put(b"1", "chữ".encode())
    assert first.get(b"1") == "chữ".encode()
    first.flush()
    again = Store(tmp_path / "new" / "a.sqlite")
    assert again.get(b"1") == "chữ".encode()
    assert again.get(b"2") is None
    assert again.made(b"1", lambda: pytest.fail("made although it is there")) == "chữ".encode()
    assert again.made(b"2", lambda: b"two") == b"two"


def test_what_a_module_makes_of_packages_alone_outlives_a_change_of_other_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, store = tmp_path / "fonts.py", Store(tmp_path / "a.sqlite")
    module.write_text("1", encoding="utf-8")
    before = store.key("a"), store.key_of(module, "a")
    monkeypatch.setattr(results, "code", lambda: b"other code")
    assert store.key("a") != before[0]
    assert store.key_of(module, "a") == before[1] != store.key_of(module, "b")
    monkeypatch.setattr(results, "installed", lambda: b"other packages")
    assert store.key_of(module, "a") != before[1]
    monkeypatch.undo()
    module.write_text("2", encoding="utf-8")
    assert store.key_of(module, "a") != before[1]


def test_no_store_takes_nothing() -> None:
    NOTHING.put(b"1", b"x")
    NOTHING.flush()
    assert NOTHING.get(b"1") is None
    assert NOTHING.made(b"1", lambda: b"new") == b"new"


@pytest.mark.parametrize("damage", [b"no database", b""])
def test_a_damaged_file_only_costs_time(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "a.sqlite"
    filled = Store(file)
    filled.put(b"1", b"x")
    filled.flush()
    for beside in (*tmp_path.glob("a.sqlite-*"), file):
        beside.unlink()
    file.write_bytes(damage)
    store = Store(file)
    assert store.get(b"1") is None
    store.put(b"1", b"y")
    store.flush()
    fresh = Store(file)
    fresh.put(b"1", b"z")
    fresh.flush()
    assert Store(file).get(b"1") == b"z"


def test_a_damaged_result_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite")
    store.put(b"1", b"x" * 1000)
    store.flush()
    store._opened().execute("UPDATE results SET result = substr(result, 1, 8)")
    assert Store(tmp_path / "a.sqlite").get(b"1") is None


def test_a_place_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file" / "a.sqlite")
    store.put(b"1", b"x")
    store.flush()
    assert store.get(b"1") is None


def test_a_store_that_has_grown_too_large_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Store(tmp_path / "a.sqlite")
    first.put(b"1", b"x")
    first.flush()
    monkeypatch.setattr(results, "MOST_BYTES", 100)
    assert Store(tmp_path / "a.sqlite").get(b"1") is None


def test_git_ignores_the_store() -> None:
    asked = subprocess.run(["git", "check-ignore", "-q", ".lam-roi/ket-qua.sqlite"], cwd=ROOT)
    kept = subprocess.run(["git", "ls-files", ".lam-roi"], cwd=ROOT, capture_output=True, text=True)
    assert (asked.returncode, kept.stdout) == (0, "")


def test_a_key_covers_the_settings(tmp_path: Path) -> None:
    assert Store(tmp_path / "a", "12").key("a") != Store(tmp_path / "a", "91").key("a") != NOTHING.key("b")
    again = pickle.loads(pickle.dumps(Store(tmp_path / "a", "12")))
    assert (again.file, again.key("a")) == (tmp_path / "a", Store(tmp_path / "a", "12").key("a"))
