"""What is generated from the field table: the JSON Schemas and the page of fields."""

import json

from showcase.files.catalogue import REGISTER_TABLE
from showcase.schema.fields import MODEL, Field, Kind, walk
from showcase.schema.vocabulary import vocabulary

_PATTERNS = {
    Kind.COMMUNE: r"^\d{5}$",
    Kind.PROVINCE: r"^\d{2}$",
    Kind.SLUG: r"^[a-z0-9]+(-[a-z0-9]+)*$",
    Kind.NAME: r"^[a-z0-9]+(-[a-z0-9]+)*$",
    Kind.DATE: r"^((\d{1,2}/)?\d{1,2}/)?\d{4}$",
    Kind.PERIOD: r"^(((\d{1,2}/)?\d{1,2}/)?\d{4}|\d{4} ?[-–] ?\d{4})$",
    Kind.LINK: r"^https://",
    Kind.PICTURE: r"^[a-z0-9]+(-[a-z0-9]+)*\.(jpg|png|webp)$",
}
_TYPES = {Kind.NUMBER: "number", Kind.INTEGER: "integer", Kind.BOOLEAN: "boolean"}


def schema() -> str:
    """The JSON Schema (draft 2020-12) of a model file, with labels and help for editors that complete and explain."""
    return _as_schema("Mô hình “Dân vận khéo”", MODEL)


def register_schema() -> str:
    """The JSON Schema of the common register of sources."""
    return _as_schema("Sổ nguồn chung", REGISTER_TABLE)


def _as_schema(title: str, table: Field) -> str:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return json.dumps(head | _schema_of_group(table), ensure_ascii=False, indent=2) + "\n"


def _schema_of(row: Field) -> dict[str, object]:
    told = {"title": row.label, "description": row.help}
    if row.many:
        return told | {"type": ["array", "null"], "items": _schema_of_item(row), "maxItems": row.most or 30}
    return told | _schema_of_item(row)


def _schema_of_item(row: Field) -> dict[str, object]:
    if row.kind is Kind.GROUP:
        return _schema_of_group(row)
    if row.kind is Kind.CODE:
        labels = vocabulary(row.vocabulary)
        empty = [] if row.many or row.required else [None]
        described = [*labels.values(), *("Bỏ trống" for _ in empty)]
        return {"enum": [*labels, *empty], "markdownEnumDescriptions": described}
    optional = [] if row.many or row.required else ["null"]
    made: dict[str, object] = {"type": [_TYPES.get(row.kind, "string"), *optional]}
    if row.kind in _PATTERNS:
        made["pattern"] = _PATTERNS[row.kind]
    if row.most and not row.many:
        made["maxLength"] = row.most
    return made


def _schema_of_group(row: Field) -> dict[str, object]:
    return {
        "type": ["object", "null"],
        "properties": {child.key: _schema_of(child) for child in row.fields},
        "required": [child.key for child in row.fields if child.required],
        "additionalProperties": False,
    }


def page() -> str:
    """The page of all fields, in Markdown."""
    head = [
        "---",
        "title: Bảng các trường",
        "description: Mọi trường của một tệp mô hình, nghĩa và ví dụ.",
        "---",
        "",
        "# Bảng các trường",
        "",
        "Trang này làm ra từ bảng trường trong mã nguồn, không sửa bằng tay. Trường có dấu * là bắt buộc.",
        "",
    ]
    rows: list[str] = []
    for path, row in walk():
        if "." not in path:
            rows += ["", f"## {row.label}{'*' if row.required else ''} `{path}` {{ #{path} }}", "", *_about(row), ""]
            if row.kind is Kind.GROUP:
                rows += ["| Trường | Tên | Là gì | Ví dụ |", "|---|---|---|---|"]
        else:
            rows.append(_table_row(path, row))
    lists = ["", "## Các danh mục { #danh-muc }", ""]
    for name, title in _vocabularies():
        lists += [f"### {title}", "", *(f"- `{code}`: {text}" for code, text in vocabulary(name).items()), ""]
    return "\n".join([*head, *rows, *lists]).rstrip() + "\n"


def _about(row: Field) -> list[str]:
    kind = f"Nhiều mục, mỗi mục là {row.kind.value}." if row.many else f"Là {row.kind.value}."
    example = [f"Ví dụ: `{row.example}`"] if row.example else []
    return [row.help, "", " ".join([kind, *example])]


def _table_row(path: str, row: Field) -> str:
    star = "*" if row.required else ""
    example = f"`{row.example}`" if row.example else ""
    return f"| `{path.partition('.')[2]}`{star} | {row.label} | {row.help} | {example} |"


def _vocabularies() -> list[tuple[str, str]]:
    """The lists that editors choose from, each once, named after the field that uses it first."""
    found: dict[str, str] = {}
    for _, row in walk():
        if row.vocabulary:
            found.setdefault(row.vocabulary, row.label)
    return list(found.items())
