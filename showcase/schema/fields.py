"""The one field table, read from `fields.yml`: everything a model file may hold.

From it come the strict reading of files, the JSON Schema, the annotated template and the field reference;
nothing about a field is written down anywhere else. Labels, help and examples are for editors, in Vietnamese.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

from showcase.language.data import read_data
from showcase.schema.vocabulary import CRITERIA

TABLE = Path(__file__).with_name("fields.yml")


class Kind(Enum):
    """What a value may be, in words for editors; `showcase.files.values` has the rule of each."""

    LINE = "một dòng chữ"
    PROSE = "một hay nhiều đoạn văn"
    KHMER = "một đoạn chữ Khmer"
    CODE = "một mã trong danh mục"
    COMMUNE = "mã xã năm chữ số trong dấu nháy"
    PROVINCE = "mã tỉnh hai chữ số trong dấu nháy"
    SLUG = "tên tệp của một mô hình, không có .yml"
    NAME = "tên ngắn không dấu, nối bằng gạch ngang"
    NUMBER = "số, lẻ viết bằng dấu chấm"
    INTEGER = "số nguyên"
    BOOLEAN = "true hoặc false"
    DATE = "ngày trong dấu nháy"
    PERIOD = "ngày hoặc quãng năm trong dấu nháy"
    LINK = "địa chỉ https://"
    PICTURE = "tên tệp ảnh đặt cạnh tệp mô hình"
    GROUP = "một nhóm trường"


@dataclass(frozen=True)
class Field:
    """One row of the table."""

    key: str
    label: str
    kind: Kind
    help: str
    example: str = ""
    required: bool = False
    many: bool = False
    """The value is a list of `kind`."""
    most: int = 0
    """Characters of a text, or items of a list; 0 for the default of the kind."""
    vocabulary: str = ""
    fields: tuple["Field", ...] = ()

    @cached_property
    def by_key(self) -> dict[str, "Field"]:
        """The fields of a group by key."""
        return {field.key: field for field in self.fields}


def _read_table(key: str, label: str) -> Field:
    """The root of a table. Raises KeyError for an unknown kind or shared row, TypeError for an unknown column."""
    table = read_data(TABLE)
    root = {"key": key, "label": label, "kind": "group", "help": f"Một tệp: {label.lower()}.", "fields": table[key]}
    return _field(root, table["shared"])


def _field(row: dict[str, Any], shared: dict[str, Any]) -> Field:
    if "shared" in row:
        return _field(shared[row["shared"]], shared)
    made = {**row, "kind": Kind[row["kind"].upper()]}
    return Field(**{**made, "fields": tuple(_field(child, shared) for child in row.get("fields", ()))})


MODEL = _read_table("model", "Mô hình")
"""The root of the table: the keys of a file in their order."""

COLLECTION = _read_table("collection", "Bộ mô hình")
"""What a collection of models may hold."""

MOVED = _read_table("moved", "Mô hình đã chuyển")
"""What the list of models that have moved may hold."""

SOURCE = MODEL.by_key["sources"]
"""One source, in a model and in `models/sources.yml` alike."""

CRITERION_LABELS = {key: MODEL.by_key[key].label for key in CRITERIA}


def walk(field: Field = MODEL, path: str = "") -> Iterator[tuple[str, Field]]:
    """All rows below `field` with their dotted paths: `("novelty.figures.value", ...)`, in order of the table."""
    for child in field.fields:
        here = f"{path}.{child.key}" if path else child.key
        yield here, child
        yield from walk(child, here)
