"""Open data against the YAML files read by plain PyYAML, and against the standards they name."""

import csv
import io
import json
from pathlib import Path

import pytest
import yaml

from showcase.catalogue import ModelFiles
from showcase.exports import COLUMNS, data_files
from showcase.views import Site

MODELS = Path(__file__).resolve().parents[2] / "models"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return data_files(Site(ModelFiles(MODELS).load(), {"models/ba-chuc/x.yml": "2026-01-02"}))


@pytest.fixture(scope="module")
def written() -> dict[str, dict]:
    paths = [path for path in MODELS.rglob("*.yml") if path.name != "sources.yml"]
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


def assert_told(written: object, exported: object, path: str) -> None:
    """Everything that the file tells stands in the export, at the same place."""
    if isinstance(written, dict):
        for key, value in written.items():
            if value not in (None, "", [], {}, False):
                assert key in exported, f"{path}.{key}"
                assert_told(value, exported[key], f"{path}.{key}")
    elif isinstance(written, list):
        assert len(written) == len(exported), path
        for index, (one, other) in enumerate(zip(written, exported, strict=True)):
            assert_told(one, other, f"{path}[{index}]")
    elif isinstance(written, str):
        assert written.strip() == exported or written.lstrip("0") in str(exported), path
    else:
        assert written == exported, path


def test_json_holds_everything_that_the_files_tell(files, written):
    exported = {model["slug"]: model for model in json.loads(files["du-lieu/models.json"])["models"]}
    assert set(exported) == set(written)
    for slug, values in written.items():
        assert_told(values, exported[slug], slug)


def test_csv_opens_right_in_a_spreadsheet(files, written):
    data = files["du-lieu/models.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["slug"] for row in rows] == sorted(written)
    assert set(rows[0]) == set(COLUMNS)
    for row in rows:
        assert row["title"] == written[row["slug"]]["title"]
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())


def test_points_are_longitude_then_latitude_inside_viet_nam(files):
    features = json.loads(files["du-lieu/models.geojson"])["features"]
    assert len(features) >= 53
    for feature in features:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert 102 < longitude < 110
        assert 8 < latitude < 24


def test_the_descriptor_names_every_column_of_the_table(files):
    package = json.loads(files["du-lieu/datapackage.json"])
    header = files["du-lieu/models.csv"].decode("utf-8-sig").split("\r\n", 1)[0].split(",")
    assert [field["name"] for field in package["resources"][0]["schema"]["fields"]] == header
    assert package["resources"][0]["path"] == "models.csv"
