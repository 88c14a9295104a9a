"""Open data compared with the YAML files read by PyYAML, and checked against the named standards."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.insight.site import Site
from showcase.look.spreadsheets import cell
from showcase.model.model import Model, Owner, Place, Source
from showcase.opendata.exports import COLUMNS, data_files

TABLES = ("models", "replications", "promises", "figures", "communes")
MODELS = Path(__file__).resolve().parents[3] / "models"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return data_files(Site(ModelFiles(MODELS).load(), {"models/ba-chuc/x.yml": "2026-01-02"}))


@pytest.fixture(scope="module")
def written() -> dict[str, dict]:
    paths = [path for path in MODELS.rglob("*.yml") if path.name != "sources.yml"]
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


def assert_told(written: object, exported: object, path: str) -> None:
    """Assert that all values of the file are in the export, at the same path."""
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
        assert written.strip() == exported, path
    else:
        assert (type(written), written) == (type(exported), exported), path


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


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_taken_for_a_formula(start):
    assert cell(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


@pytest.mark.parametrize("text", ["Bếp ăn", "a=b", "1-2", "'=", " =1"])
def test_other_cells_stay_as_they_are(text):
    assert cell(text) == text


def test_cells_of_nothing_and_of_numbers():
    assert (cell(None), cell(0), cell(1.5)) == ("", "0", "1.5")


def test_what_an_editor_writes_stays_one_cell_of_text():
    title, owner = '=HYPERLINK("x","y")', 'Hội "Phụ nữ", xã; Ba Chúc'
    source = Source("nguon", title="Báo cáo", issuer="Ban Dân vận")
    places = (Place(commune="30547"),)
    model = Model("x", "models/x.yml", title, "Hai\ndòng", Owner("phu-nu", owner), places, (source,))
    text = data_files(Site(Catalogue([model], [])))["du-lieu/models.csv"].decode("utf-8-sig")
    header, line, rest = text.split("\r\n")
    assert (header.count(",") + 1, rest) == (len(COLUMNS), "")
    assert line.startswith(
        'x,"\'=HYPERLINK(""x"",""y"")",Hai dòng,"Hội ""Phụ nữ"", xã; Ba Chúc",'
        "phu-nu,Hội Liên hiệp Phụ nữ,,,,,,,,30547,,,Xã Ba Chúc,"
    )


def test_points_are_longitude_then_latitude_inside_viet_nam(files):
    features = json.loads(files["du-lieu/models.geojson"])["features"]
    assert len(features) >= 53
    for feature in features:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert 102 < longitude < 110
        assert 8 < latitude < 24


def test_the_descriptor_names_every_column_of_the_tables(files):
    package = json.loads(files["du-lieu/datapackage.json"])
    assert [one["path"] for one in package["resources"]] == [f"{name}.csv" for name in TABLES]
    for one in package["resources"]:
        header = files[f"du-lieu/{one['path']}"].decode("utf-8-sig").split("\r\n", 1)[0].split(",")
        assert [field["name"] for field in one["schema"]["fields"]] == header


def validated(folder: Path) -> tuple[bool, list[str]]:
    """Result of the Frictionless tool for a data package: whether it is valid, and the types of its errors."""
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    report = json.loads(done.stdout)
    tasks = [error["type"] for task in report["tasks"] for error in task["errors"]]
    return report["valid"], [error["type"] for error in report["errors"]] + tasks


def test_the_data_package_validates_with_its_own_tool(files, tmp_path):
    for name in ("datapackage.json", *(f"{name}.csv" for name in TABLES)):
        (tmp_path / name).write_bytes(files[f"du-lieu/{name}"])
    assert validated(tmp_path) == (True, [])


def test_that_tool_sees_a_wrong_table(files, tmp_path):
    """Otherwise the test above would prove nothing."""
    for name in ("datapackage.json", *(f"{name}.csv" for name in TABLES[1:])):
        (tmp_path / name).write_bytes(files[f"du-lieu/{name}"])
    table = files["du-lieu/models.csv"].replace(b",title,", b",heading,", 1)
    (tmp_path / "models.csv").write_bytes(table)
    assert validated(tmp_path) == (False, ["incorrect-label", "hash-count", "byte-count"])


def test_every_figure_stands_in_a_table_with_its_unit_day_and_source(files, written):
    rows = list(csv.DictReader(io.StringIO(files["du-lieu/figures.csv"].decode("utf-8-sig"))))
    told = [
        (slug, key, figure["label"].strip(), figure["unit"].strip(), str(figure.get("as_of") or ""))
        for slug, values in sorted(written.items())
        for key in values
        if isinstance(values[key], dict)
        for figure in values[key].get("figures") or []
    ]
    assert sorted((row["model"], row["part"], row["label"], row["unit"], row["as_of"]) for row in rows) == sorted(told)
    assert all(row["part_label"] and (row["source"] or not row["evidence"]) for row in rows)


def test_every_commune_stands_in_a_table_with_its_code_as_text(files, written):
    rows = list(csv.DictReader(io.StringIO(files["du-lieu/communes.csv"].decode("utf-8-sig"))))
    counts = {row["code"]: int(row["models"]) for row in rows}
    told = [
        code
        for values in written.values()
        for code in {
            place["commune"] for place in values["places"] if place.get("commune") and not place.get("planned")
        }
    ]
    assert {code: count for code, count in counts.items() if count} == {code: told.count(code) for code in told}
    assert sum(1 for row in rows if row["province_code"] == "91") == 102
    assert all(len(code) == 5 for code in counts)


def test_labels_stand_beside_codes(files):
    for row in csv.DictReader(io.StringIO(files["du-lieu/models.csv"].decode("utf-8-sig"))):
        for codes, labels in (("fields", "field_labels"), ("topics", "topic_labels"), ("group", "group_label")):
            assert len(row[codes].split(";")) == len(row[labels].split("; "))
            assert bool(row[codes]) == bool(row[labels])
        assert row["sources"]
        assert row["detail_label"] in ("Làm theo được", "Có kết quả", "Mới ghi tên")
