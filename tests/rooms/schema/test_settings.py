"""The one file of settings: what it may hold, and what a public site cannot be without."""

from pathlib import Path

import pytest

from showcase.schema.problems import ProblemError
from showcase.schema.settings import FILE, Settings, read_settings

ROOT = Path(__file__).resolve().parents[3]
WHOLE = 'publisher: "Ban Dân vận"\nemail: "danvan@vidu.vn"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / FILE
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path, address: str = "") -> tuple[str, int, str]:
    with pytest.raises(ProblemError) as caught:
        read_settings(path, address)
    return caught.value.problem.rule, caught.value.problem.line, caught.value.problem.field


def test_the_file_of_the_project_is_a_trial_that_names_every_setting() -> None:
    settings = read_settings(ROOT / FILE)
    assert settings == Settings()
    assert not settings.public
    assert not settings.reachable
    text = (ROOT / FILE).read_text(encoding="utf-8")
    assert [line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()] == list(vars(Settings()))


def test_all_settings_are_read(tmp_path: Path) -> None:
    text = WHOLE + (
        'office: "Phòng Dân vận, số 1 đường Thử"\ntelephone: "0296 3852 576"\nzalo: "https://zalo.me/3852576"\n'
        'repository: "https://kho.example/dvk"\naddress: "https://dvk.example/"\n'
    )
    settings = read_settings(written(tmp_path, text))
    assert (settings.office, settings.telephone) == ("Phòng Dân vận, số 1 đường Thử", "0296 3852 576")
    assert settings.public
    assert settings.reachable
    assert read_settings(tmp_path / FILE, "https://khac.example/").address == "https://khac.example/"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("publisher: [a]\n", ("settings-key", 1, "publisher")),
        ("\nemai: a\n", ("settings-key", 2, "emai")),
        ('email: "khong phai thu"\n', ("settings-form", 1, "email")),
        ('zalo: "javascript:alert(1)"\n', ("settings-form", 1, "zalo")),
        ('address: "https://dvk.example"\n', ("settings-form", 1, "address")),
        ('telephone: "gọi anh Ba"\n', ("settings-form", 1, "telephone")),
        ("- a\n", ("settings-broken", 1, "")),
        ("a: [\n", ("settings-broken", 1, "")),
    ],
)
def test_what_is_not_well_formed_is_named_with_its_line(tmp_path: Path, text: str, found: tuple[str, int, str]) -> None:
    assert refused(written(tmp_path, text)) == found


@pytest.mark.parametrize("text", ["", 'publisher: "Ban Dân vận"\n', 'email: "danvan@vidu.vn"\n'])
def test_a_public_address_needs_a_publisher_and_a_way_to_reach_somebody(tmp_path: Path, text: str) -> None:
    assert refused(written(tmp_path, text), "https://dvk.example/")[0] == "settings-unreachable"
    assert not read_settings(tmp_path / FILE, "http://127.0.0.1:8000/").public


@pytest.mark.parametrize("way", ['telephone: "0296 3852 576"', 'email: "a@vidu.vn"', 'zalo: "https://zalo.me/1"'])
def test_one_way_is_enough(tmp_path: Path, way: str) -> None:
    path = written(tmp_path, f'publisher: "Ban Dân vận"\n{way}\n')
    assert read_settings(path, "https://dvk.example/").reachable
