"""What is generated from the field table: the JSON Schema, the annotated template, the page of fields."""

import json
from collections.abc import Iterator

from showcase.fields import MODEL, Field, Kind, walk
from showcase.vocabulary import vocabulary

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
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Mô hình “Dân vận khéo”"}
    return json.dumps(head | _schema_of_group(MODEL), ensure_ascii=False, indent=2) + "\n"


def _schema_of(row: Field) -> dict[str, object]:
    told = {"title": row.label, "description": row.help}
    if row.many:
        return told | {"type": ["array", "null"], "items": _schema_of_one(row), "maxItems": row.most or 30}
    return told | _schema_of_one(row)


def _schema_of_one(row: Field) -> dict[str, object]:
    if row.kind is Kind.GROUP:
        return _schema_of_group(row)
    if row.kind is Kind.CODE:
        return {"enum": [*vocabulary(row.vocabulary), *([] if row.many or row.required else [None])]}
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


def template() -> str:
    """The annotated template: every field with its help; optional ones are commented out."""
    lines = [
        "# Mẫu một mô hình. Xóa dấu # ở đầu dòng để dùng một trường; chỗ nào chưa biết thì để nguyên.",
        "# Giải thích từng trường: trang Đóng góp, bảng các trường.",
        "",
    ]
    for row in MODEL.fields:
        lines += [*_template_of(row, 0, row.required), ""]
    return "\n".join(lines[:-1]) + "\n"


def _template_of(row: Field, depth: int, live: bool, item: bool = False) -> Iterator[str]:
    mark = "" if live else "# "
    indent = "  " * depth
    dash = "- " if item else ""
    choices = f" Chọn: {', '.join(vocabulary(row.vocabulary))}." if row.vocabulary else ""
    if not item:
        yield f"{indent}# {row.label}{' (bắt buộc)' if row.required else ''}: {row.help}{choices}"
    if row.kind is not Kind.GROUP:
        example = _quoted(row)
        yield f"{mark}{indent}{dash}{row.key}: {f'[{example}]' if row.many else example}"
        return
    yield f"{mark}{indent}{dash}{row.key}:"
    for position, child in enumerate(row.fields):
        first = row.many and position == 0
        for line in _template_of(child, depth + (2 if row.many else 1), live and (child.required or first)):
            yield _with_dash(line, depth) if first and not line.lstrip("# ").startswith(child.label) else line


def _with_dash(line: str, depth: int) -> str:
    """Turn the first key of a list item into `- key:`."""
    mark = "# " if line.startswith("# ") else ""
    body = line[len(mark) :]
    return f"{mark}{'  ' * (depth + 1)}- {body.lstrip()}"


def _quoted(row: Field) -> str:
    plain = row.kind in (Kind.NUMBER, Kind.INTEGER, Kind.BOOLEAN, Kind.CODE, Kind.SLUG, Kind.NAME, Kind.PICTURE)
    return row.example if plain or row.example.startswith('"') else json.dumps(row.example, ensure_ascii=False)


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
            rows += ["", f"## {row.label}{'*' if row.required else ''} `{path}` {{ #{path} }}", "", *_told(row), ""]
            if row.kind is Kind.GROUP:
                rows += ["| Trường | Tên | Là gì | Ví dụ |", "|---|---|---|---|"]
        else:
            rows.append(_table_row(path, row))
    lists = ["", "## Các danh mục { #danh-muc }", ""]
    for name, title in _vocabularies():
        lists += [f"### {title}", "", *(f"- `{code}`: {text}" for code, text in vocabulary(name).items()), ""]
    return "\n".join([*head, *rows, *lists]).rstrip() + "\n"


def _told(row: Field) -> list[str]:
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
