import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import bench
import make_hugo as bench_hugo
import pytest
import yaml
from measuring import processes
from measuring.corpus import as_yaml, make, write
from measuring.figures import Measured, Weight, growth, percentile, table
from measuring.phrases import Draw, words
from measuring.profile import by_package, package_of

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.gazetteer.communes import gazetteer
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of 300 models."""
    made = tmp_path_factory.mktemp("corpus") / "models"
    write(300, made)
    return made


@pytest.fixture(scope="module")
def catalogue(folder: Path) -> Catalogue:
    return ModelFiles(folder).load()


def _run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "scripts" / "make_corpus.py", *map(str, arguments)]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1", **environment}
    return subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8")


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yml")}


def _texts(value):
    if isinstance(value, dict):
        value = [child for key, child in value.items() if key not in ("id", "where")]
    if isinstance(value, list):
        return [text for child in value for text in _texts(child)]
    return [value] if isinstance(value, str) else []


# --- the corpus


def test_the_same_seed_gives_the_same_bytes_in_another_process(tmp_path):
    for number in ("1", "2"):
        done = _run(120, tmp_path / number, "--seed", 7, PYTHONHASHSEED=number)
        assert done.returncode == 0, done.stderr
    first = _contents(tmp_path / "1")
    assert len(first) == 121
    assert first == _contents(tmp_path / "2")


def test_another_seed_gives_other_models():
    first, second = ({model.slug for model in make(60, seed)} for seed in (1, 2))
    assert len(first & second) < 10


def test_a_larger_corpus_begins_with_the_smaller_one():
    assert list(make(40)) == list(make(150))[:40]


def test_every_file_passes_the_checks(catalogue):
    assert catalogue.problems == []
    assert len(catalogue.models) == 300


def test_slugs_are_unique_and_short(folder):
    slugs = [path.stem for path in folder.glob("*/*.yml")]
    assert len(set(slugs)) == len(slugs) == 300
    assert max(map(len, slugs)) <= 80


def test_levels_of_detail_are_those_asked_for(catalogue):
    assert Counter(model.detail for model in catalogue.models) == {"followable": 60, "results": 105, "name": 135}


def test_followable_models_tell_six_criteria_with_figures_and_a_plan(catalogue):
    for model in catalogue.models:
        if model.detail == "followable":
            assert "empty" not in model.states
            assert model.effectiveness.figures
            assert model.replication.steps
            assert model.replication.cost


@pytest.mark.parametrize("name", ["fields", "groups", "owner_kinds", "topics", "statuses", "registrations", "evidence"])
def test_every_code_occurs(catalogue, name):
    used = {
        "fields": [code for model in catalogue.models for code in model.fields],
        "groups": [model.group for model in catalogue.models],
        "owner_kinds": [model.owner.kind for model in catalogue.models],
        "topics": [code for model in catalogue.models for code in model.topics],
        "statuses": [model.status for model in catalogue.models],
        "registrations": [model.registration for model in catalogue.models],
        "evidence": [part.evidence for model in catalogue.models for part in model.criteria.values()],
    }
    assert set(vocabulary(name)) <= set(used[name])


def test_every_kind_of_place_occurs(catalogue):
    communes = [commune for model in catalogue.models for commune in model.communes]
    home = {commune.code for commune in gazetteer().of_province(home_province())}
    assert home <= {commune.code for commune in communes}
    assert {commune.province_code for commune in communes} > {home_province()}
    places = [place for model in catalogue.models for place in model.places]
    assert any(place.whole_province for place in places)
    assert any(place.candidates for place in places)
    assert any(place.hamlet for place in places)


def test_links_and_other_names_occur(catalogue):
    assert catalogue.copies
    assert catalogue.relatives
    assert any(model.aliases for model in catalogue.models)


def test_every_model_says_that_it_is_not_real(catalogue):
    for model in catalogue.models:
        assert [catalogue.source(source).title for source in model.sources] == ["Dữ liệu thử, không có thật"]


def test_no_two_told_models_share_their_story(catalogue):
    stories = [
        tuple(part.text for _, part in model.parts()) for model in catalogue.models if model.detail == "followable"
    ]
    assert len(set(stories)) == len(stories)


def test_a_folder_with_files_is_left_alone(tmp_path):
    (tmp_path / "mine.yml").write_text("title: Của tôi\n", encoding="utf-8")
    done = _run(5, tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        f"Không viết được mô hình thử: {tmp_path} đã có tệp (mine.yml). Hãy chọn một thư mục mới hoặc trống.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yml"]


def test_every_sentence_of_the_word_lists_can_be_filled_in():
    draw = Draw("1")
    asked = "hamlet seat commune call deed who owner label value unit"
    draw.fixed |= dict.fromkeys(asked.split(), "x")
    for template in _texts(words()):
        text = draw.fill(template)
        assert not set("<>|") & set(text), template


def test_values_survive_as_yaml():
    values = {
        "title": 'Tên: “một” "hai" \\ # không phải chú thích',
        "summary": "Đoạn một.\n\nĐoạn hai: - gạch đầu dòng",
        "topics": ["no", "nha-o"],
        "steps": ["Bước một", "30547", "null"],
        "places": [{"commune": "00123", "whole_province": True}, {"candidates": ["91"]}],
        "approach": {"figures": [{"value": 1.5, "as_of": "2020"}], "source": {"id": "x-1", "where": "mục 1, dòng 2"}},
    }
    assert yaml.safe_load(as_yaml(values)) == values


# --- the benchmark


@pytest.mark.parametrize(
    ("sizes", "times", "exponent"),
    [((1000, 10000), (2, 20), 1), ((10, 100), (1, 100), 2), ((100, 10000), (3, 3), 0), ((4, 64), (1, 4), 0.5)],
)
def test_growth(sizes, times, exponent):
    assert growth(*sizes, *times) == pytest.approx(exponent)


def test_percentile():
    assert percentile(range(1, 101), 95) == 95
    assert percentile([3, 1, 2], 95) == 3
    assert percentile([7], 95) == 7
    assert percentile([4, 1, 3, 2], 50) == 2


def test_pages_are_weighed(tmp_path):
    pages = [tmp_path / str(size) for size in (1000, 2000, 9000)]
    for page in pages:
        page.write_bytes(b"a" * int(page.name))
    weight = bench.weigh(pages)
    assert (weight.median, weight.p95) == (2.0, 9.0)
    assert weight.p95_gzip < 0.1


def test_of_many_pages_the_first_and_the_last_are_weighed(tmp_path):
    pages = [tmp_path / str(size) for size in range(2500)]
    for page in pages:
        page.write_bytes(b"a" * int(page.name))
    assert bench.weigh(pages).median == pytest.approx(1.25, abs=0.01)
    assert bench.weigh([*pages[:-1], pages[0]]).p95 == pytest.approx(2.375, abs=0.01)


def test_a_process_is_measured_by_itself():
    done = processes.run([sys.executable, "-c", "import time; x = bytearray(150_000_000); time.sleep(0.5)"], {})
    assert done.seconds > 0.5
    assert done.cpu_seconds is None or 0 < done.cpu_seconds < done.seconds
    assert done.peak_mb is None or done.peak_mb > 150


def test_a_failed_build_shows_what_it_wrote():
    command = [sys.executable, "-c", "import os, sys; print(os.environ['WHY']); sys.exit(3)"]
    with pytest.raises(processes.BuildFailedError, match="vì thử"):
        processes.run(command, {"WHY": "vì thử", "PYTHONUTF8": "1"})


def test_the_table_holds_the_largest_size_against_its_limits():
    light, heavy = Weight(17, 22, 4, 5.5), Weight(17, 50, 4, 12.5)
    small = Measured(1000, 5.0, 4.0, 100.0, 1240, 32.0, light, 0.5, 1236)
    large = Measured(10000, 100.0, 40.0, 2100.0, 12400, 320.0, heavy, 10.0, 12115)
    lines = table([small, large])
    assert lines[2].split()[:7] == ["10000", "100.00", "40.00", "8.06", "2100", "12400", "320.0"]
    assert lines[-5:] == [
        "Từ 1000 đến 10000 mô hình: thời gian tăng theo số mũ 1.30 (theo số trang 1.30, thời gian CPU 1.00)",
        "Đạt: 10.00 lần thời gian của hugo, nhiều nhất 12",
        "KHÔNG ĐẠT: 2100.00 MB bộ nhớ, nhiều nhất 2000",
        "KHÔNG ĐẠT: 12.50 KB một trang mô hình đã nén (p95), nhiều nhất 12",
        "KHÔNG ĐẠT: 1.30 số mũ theo số mô hình, nhiều nhất 1.1",
    ]


def test_without_hugo_nothing_is_said_of_it():
    lines = table([Measured(100, 2.0, None, None, 250, 6.0, Weight(17, 22, 4, 5.5))])
    assert lines[1].endswith("không có")
    assert not any("hugo" in line for line in lines[2:])


def test_hugo_gets_the_same_words():
    for model in make(20):
        page = "\n".join(bench_hugo.markdown(model.values))
        told = [model.values[key]["text"] for key in ("novelty", "trust", "context") if key in model.values]
        plan = model.values.get("replication", {})
        shown = [model.values["summary"], *told, *plan.get("steps", ()), *plan.get("risks", ())]
        assert [text for text in shown if text not in page] == []


def test_what_is_written_in_c_counts_for_its_caller():
    ours, theirs, builtin = (
        ("/p/showcase/language/words.py", 3, "fold"),
        ("/v/site-packages/yaml/reader.py", 9, "peek"),
        "~",
    )
    stats = {
        ours: (1, 1, 0.25, 1.0, {}),
        theirs: (1, 1, 2.0, 2.0, {}),
        (builtin, 0, "<join>"): (3, 3, 0.75, 0.75, {ours: (2, 2, 0.5, 0.5), theirs: (1, 1, 0.25, 0.25)}),
    }
    assert by_package(stats, Path("/p")) == {"showcase.language.words": 0.75, "yaml": 2.25}


@pytest.mark.parametrize(
    ("file", "package"),
    [
        ("/p/showcase/pages/templates/model.html", "showcase: templates"),
        ("/p/.venv/lib/site-packages/material/templates/base.html", "material: templates"),
        ("/p/macros.py", "macros"),
        ("/usr/lib/python3.11/json/encoder.py", "python"),
    ],
)
def test_package_of(file, package):
    assert package_of(file, Path("/p")) == package
