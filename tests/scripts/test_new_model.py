"""`new_model.py` as an editor runs it: its own process, with options, without a keyboard, and at a real terminal."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from showcase.files.catalogue import ModelFiles
from showcase.schema.fields import walk

ROOT = Path(__file__).resolve().parents[2]
GIVEN = {
    "title": "Bếp ăn: tình thương # “một nồi”",
    "summary": "Các chị trong ấp nấu 200 suất ăn một tuần.",
    "kind": "phu-nu",
    "commune": "Ba Chúc",
    "source": "bc-217-an-giang",
}


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    shutil.copy(ROOT / "models" / "sources.yml", folder)
    return folder


def run(script: str, *options: object, keys: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a script; with `keys`, its input is a terminal where they are typed; without, it has no terminal."""
    command = [sys.executable, str(ROOT / "scripts" / script), *map(str, options)]
    stdin = subprocess.DEVNULL if keys is None else terminal(keys)
    try:
        return subprocess.run(
            command,
            stdin=stdin,
            env={**os.environ, "SHOWCASE_NO_VENV": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
        )
    finally:
        if keys is not None:
            os.close(stdin)


def terminal(keys: str) -> int:
    """A terminal with keys already typed, as input of the script."""
    pty = pytest.importorskip("pty", reason="terminals of this kind are for Linux and macOS")
    far, near = pty.openpty()
    os.write(far, keys.encode())
    return int(near)


def new(models: Path, keys: str | None = None, **given: object) -> subprocess.CompletedProcess[str]:
    options: list[object] = ["--models", models]
    for key, value in given.items():
        name = f"--{key.replace('_', '-')}"
        options += [name] if value is True else [part for one in listed(value) for part in (name, one)]
    return run("new_model.py", *options, keys=keys)


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def only_file(models: Path) -> Path:
    [path] = ModelFiles(models).paths()
    return path


def test_the_file_of_the_required_answers_passes_the_check(models):
    done = new(models, **GIVEN)
    assert (done.returncode, done.stderr) == (0, "Xã: 30547: Xã Ba Chúc, tỉnh An Giang\n")
    path = models / "ba-chuc" / "bep-an-tinh-thuong-mot-noi.yml"
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == {
        "title": GIVEN["title"],
        "summary": GIVEN["summary"],
        "owner": {"kind": "phu-nu"},
        "places": [{"commune": "30547"}],
        "sources": [{"id": "bc-217-an-giang"}],
    }
    checked = run("check_models.py", "--models", models)
    assert (checked.returncode, checked.stdout) == (0, "Không có lỗi nào.\n")
    assert "python scripts/check_models.py models/ba-chuc/bep-an-tinh-thuong-mot-noi.yml" in done.stdout


def test_every_other_field_stands_there_as_a_comment_with_its_help(models):
    new(models, **GIVEN)
    text = only_file(models).read_text(encoding="utf-8")
    for path, row in walk():
        assert f"# {row.label}" in text, path
        assert row.help in text, path
    assert b"\r" not in only_file(models).read_bytes()


def test_everything_that_options_can_tell(models):
    told = {
        **GIVEN,
        "owner": "Hội Liên hiệp Phụ nữ xã Ba Chúc",
        "kind": "Hội liên hiệp phụ nữ",
        "hamlet": "ấp Núi Nước",
        "as_written": "thị trấn Ba Chúc, huyện Tri Tôn",
        "where": "trang 3",
        "field": ["kinh-te", "Văn hóa - xã hội"],
        "topic": ["bep-an"],
        "group": "kinh-te-xa-hoi",
        "status": "Đang duy trì",
        "registration": "tap-the",
        "started": "2010",
        "name": "bep-an",
    }
    assert new(models, **told).returncode == 0
    assert only_file(models).name == "bep-an.yml"
    said = yaml.safe_load(only_file(models).read_text(encoding="utf-8"))
    assert said["owner"] == {"name": "Hội Liên hiệp Phụ nữ xã Ba Chúc", "kind": "phu-nu"}
    assert said["fields"] == ["kinh-te", "van-hoa-xa-hoi"]
    assert (said["topics"], said["group"], said["status"]) == (["bep-an"], "kinh-te-xa-hoi", "duy-tri")
    assert said["places"][0]["as_written"] == "thị trấn Ba Chúc, huyện Tri Tôn"
    assert said["sources"] == [{"id": "bc-217-an-giang", "where": "trang 3"}]
    assert run("check_models.py", "--models", models).returncode == 0


def test_a_source_of_its_own(models):
    given = {key: value for key, value in GIVEN.items() if key != "source"}
    told = {"source_title": "Báo cáo năm 2025", "issuer": "Đảng ủy xã Ba Chúc"}
    assert new(models, **given, **told).returncode == 0
    said = yaml.safe_load(only_file(models).read_text(encoding="utf-8"))
    assert said["sources"] == [{"id": "bao-cao-nam-2025", "title": "Báo cáo năm 2025", "issuer": "Đảng ủy xã Ba Chúc"}]
    assert run("check_models.py", "--models", models).returncode == 0


@pytest.mark.parametrize(
    ("typed", "folder"),
    [
        ("30547", "ba-chuc"),
        ("ba chuc", "ba-chuc"),
        ("xã Ba Chúc, tỉnh An Giang", "ba-chuc"),
        ("Kiên Bình", "hoa-dien"),
        ("kien binh, kien luong", "hoa-dien"),
        ("xã Tân Hội, huyện Tân Hiệp", "tan-hoi"),
        ("Bình Lư", "binh-lu-lai-chau"),
    ],
)
def test_a_commune_by_its_code_and_by_its_names_of_today_and_before(models, typed, folder):
    done = new(models, **{**GIVEN, "commune": typed})
    assert done.returncode == 0, done.stderr
    assert only_file(models).parent.name == folder
    assert run("check_models.py", "--models", models).returncode == 0


def test_a_name_of_several_communes_is_told_and_nothing_written(models):
    done = new(models, **{**GIVEN, "commune": "Tân Hội"})
    assert (done.returncode, done.stdout) == (2, "")
    assert "có 3 nơi hợp tên “Tân Hội”" in done.stderr
    assert "1. 30856: Xã Tân Hội, tỉnh An Giang" in done.stderr
    assert ModelFiles(models).paths() == []


def test_a_former_district_as_what_may_be_meant(models):
    assert new(models, **{**GIVEN, "commune": "huyện Kiên Lương"}).returncode == 2
    assert new(models, **{**GIVEN, "commune": "huyện Kiên Lương", "candidates": True}).returncode == 0
    [place] = yaml.safe_load(only_file(models).read_text(encoding="utf-8"))["places"]
    assert place == {"province": "91", "candidates": ["30766", "30787", "30790", "30811", "30814"]}
    assert only_file(models).parent.name == "chua-ro-xa"
    assert run("check_models.py", "--models", models).returncode == 0


def test_a_whole_province(models):
    given = {key: value for key, value in GIVEN.items() if key != "commune"}
    assert new(models, **given, whole_province="an giang").returncode == 0
    assert only_file(models).parent.name == "toan-tinh"
    assert run("check_models.py", "--models", models).returncode == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"commune": "Nơi Nào Đó"}, "không thấy xã, phường, đặc khu nào tên “Nơi Nào Đó”"),
        ({"title": "Bếp <b>ăn</b>"}, "Tên mô hình: Có mã HTML"),
        ({"summary": "Gọi 0912 345 678."}, "số điện thoại"),
        ({"summary": "x" * 251}, "Tóm tắt: "),
        ({"kind": "phunu"}, "Ý bạn là “phu-nu”?"),
        ({"source": "khong-co"}, "Nguồn tài liệu 1"),
        ({"name": "Bếp ăn"}, "tệp: "),
        ({"name": "../ngoai"}, "tệp: "),
    ],
)
def test_what_the_check_would_refuse_is_not_written(models, change, told):
    done = new(models, **{**GIVEN, **change})
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert ModelFiles(models).paths() == []
    assert [path.name for path in models.parent.iterdir()] == ["models"]


def test_nothing_is_overwritten(models):
    new(models, **GIVEN)
    before = only_file(models).read_bytes()
    done = new(models, **{**GIVEN, "summary": "Khác."})
    assert done.returncode == 2
    assert f"đã có tệp {only_file(models)}" in done.stderr
    assert only_file(models).read_bytes() == before


def test_a_like_title_elsewhere_is_told_and_gets_a_name_of_its_own(models):
    new(models, **GIVEN)
    done = new(models, **{**GIVEN, "commune": "Kiên Bình"})
    assert done.returncode == 0
    assert "đã có mô hình tên gần giống" in done.stderr
    assert "models/ba-chuc/bep-an-tinh-thuong-mot-noi.yml" in done.stderr
    assert (models / "hoa-dien" / "bep-an-tinh-thuong-mot-noi-hoa-dien.yml").is_file()
    other = new(models, **{**GIVEN, "title": "Camera an ninh"})
    assert "gần giống" not in other.stderr


def test_without_a_keyboard_what_is_missing_is_told(models):
    done = new(models, title="Bếp ăn", commune="30547")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Chưa viết: thiếu --summary, --kind, --source (hoặc --source-title và --issuer), "
        "mà không có bàn phím để hỏi. Xem: new_model.py --help\n"
    )


def test_at_a_terminal_it_asks(models):
    answers = ["Bếp ăn tình thương", GIVEN["summary"], "", "4", "Tân Hội", "1", "1", "mục III"]
    done = new(models, keys="".join(f"{answer}\n" for answer in answers))
    assert done.returncode == 0, done.stderr
    said = yaml.safe_load((models / "tan-hoi" / "bep-an-tinh-thuong.yml").read_text(encoding="utf-8"))
    assert said["owner"] == {"kind": "phu-nu"}
    assert said["sources"] == [{"id": "bc-217-an-giang", "where": "mục III"}]
    assert "  4. Hội Liên hiệp Phụ nữ (phu-nu)" in done.stdout
    assert run("check_models.py", "--models", models).returncode == 0


def test_at_a_terminal_a_wrong_answer_is_asked_for_again(models):
    answers = ["Bếp {{ ăn }}", GIVEN["summary"], "", "4", "Không Có", "30547", "1", "", "Bếp ăn"]
    done = new(models, keys="".join(f"{answer}\n" for answer in answers))
    assert done.returncode == 0, done.stderr
    assert "Không thấy xã, phường, đặc khu nào tên “Không Có”." in done.stdout
    assert "Có chỗ chưa đúng:\n  Tên mô hình: " in done.stdout
    assert only_file(models).name == "bep-an.yml"


def test_at_a_terminal_a_like_title_can_be_thought_over(models):
    new(models, **{**GIVEN, "title": "Bếp ăn tình thương"})
    done = new(models, keys="k\n", **{**GIVEN, "title": "Bếp ăn tình thương ấp Thử"})
    assert done.returncode == 2
    assert len(ModelFiles(models).paths()) == 1


def test_the_end_of_the_input_is_no_crash(models):
    done = new(models, keys="Bếp ăn\n\x04")
    assert done.returncode == 2
    assert done.stderr == "\nĐã dừng, chưa viết gì.\n"


def test_text_that_is_no_text_is_refused(models):
    done = new(models, **{**GIVEN, "title": os.fsdecode(b"B\xff")})
    assert done.returncode == 2
    assert "UTF-8" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_in_vietnamese():
    done = run("new_model.py", "--help")
    assert done.returncode == 0
    assert "Viết tệp cho một mô hình mới" in done.stdout
