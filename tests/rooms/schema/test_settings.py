"""The settings file: allowed values, and values required for a public site."""

from pathlib import Path

import pytest

from showcase.schema.problems import ProblemError
from showcase.schema.settings import FILE, Inset, MapName, Settings, home_settings, read_settings

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
    given = {"province", "islands", "insets", "names"}
    assert {key for key, value in vars(settings).items() if value} == given
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
        ('province: "lai chau"\n', ("settings-form", 1, "province")),
        ('islands: "30781"\n', ("settings-list", 1, "islands")),
        ('islands: ["781"]\n', ("settings-list", 1, "islands")),
        ('insets: [{name: "", communes: ["31105"]}]\n', ("settings-list", 1, "insets")),
        ('insets: [{name: Đảo, communes: ["31105"], at: x}]\n', ("settings-list", 1, "insets")),
        ('names: [{text: Biển, kind: river, at: "9.7, 103.8"}]\n', ("settings-list", 1, "names")),
        ('names: [{text: Biển, kind: sea, at: "9.7"}]\n', ("settings-list", 1, "names")),
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


def test_islands_insets_and_names_are_read(tmp_path: Path) -> None:
    text = (
        'province: "91"\nislands: ["30781"]\ninsets:\n  - {name: " Thổ  Châu ", communes: ["31105"]}\n'
        'names:\n  - {text: Campuchia, kind: country, at: "10.82, 104.5"}\n'
    )
    settings = read_settings(written(tmp_path, text))
    assert settings.islands == ("30781",)
    assert settings.insets == (Inset("Thổ Châu", ("31105",)),)
    assert settings.names == (MapName("Campuchia", "country", 10.82, 104.5),)


def test_a_site_without_a_province_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOWCASE_SETTINGS", str(written(tmp_path, WHOLE)))
    with pytest.raises(ProblemError) as caught:
        home_settings.__wrapped__()
    assert caught.value.problem.rule == "settings-province"
