"""The returned rows as a workbook: their cells unchanged, the sub-headings above them, and the reason.

After an editor has corrected it, it is read like any register.
"""

from collections.abc import Iterator

from showcase.language.words import number
from showcase.registers.columns import Head
from showcase.registers.intake import Back, Intake, Sheet
from showcase.registers.text_workbooks import MOST, TextSheet, workbook
from showcase.schema.vocabulary import label

_CUT = "ô ấy ở đây chỉ có {most} ký tự đầu, phần sau hãy lấy trong sổ gốc"
WHY, WHERE = "Vì sao chưa đưa vào", "Hàng trong sổ"
_HOW = (
    "Sửa ô chưa đúng theo cột cuối, lưu lại, rồi đọc tệp này như đã đọc tệp trước; hàng nào sửa xong sẽ được đưa vào."
)


def returned(intake: Intake) -> bytes:
    """The workbook of all returned rows, one sheet a table."""
    return workbook(_sheet(sheet) for sheet in intake.sheets if sheet.back)


def _sheet(sheet: Sheet) -> TextSheet:
    head = sheet.rows.head
    width = max([len(head.texts), *(len(back.row.cells) for back in sheet.back)])
    own = [index for index in range(width) if head.parts.get(index) not in ("why", "where")]
    extra = _extra_heads(sheet)
    heads = [*(head.heading(index) for index in own), *extra, WHERE, WHY]
    rows = [
        [*(_at(back, index) for index in own), *_extra(back, sheet, extra), back.row.where, _why(back)]
        for back in sheet.back
    ]
    name = sheet.rows.name.partition("“")[2].rstrip("”") or sheet.rows.name
    above = [text for text in (sheet.where.issuer, sheet.where.title, _HOW) if text]
    return TextSheet(name, heads, rows, above, [*[22] * (len(heads) - 1), 60])


def _at(back: Back, index: int) -> str:
    return back.row.cells[index] if index < len(back.row.cells) else ""


def _why(back: Back) -> str:
    """The reason; with a note where a cell is longer than a cell of a workbook can be."""
    longest = max(map(len, back.row.cells), default=0)
    return back.why if longest <= MOST else f"{back.why}; {_CUT.format(most=number(MOST))}"


def _extra_heads(sheet: Sheet) -> list[str]:
    """Columns for what sub-headings and the title said, where the table has none of its own."""
    known = set(sheet.rows.head.parts.values())
    found = []
    if "commune" not in known and any(back.row.around for back in sheet.back):
        found.append("Xã phường")
    if "fields" not in known and any(back.row.field for back in sheet.back):
        found.append("Lĩnh vực")
    if "registered.period" not in known and sheet.where.period:
        found.append("Năm đăng ký")
    return found


def _extra(back: Back, sheet: Sheet, heads: list[str]) -> Iterator[str]:
    values = {
        "Xã phường": back.row.around,
        "Lĩnh vực": label("fields", back.row.field) if back.row.field else "",
        "Năm đăng ký": sheet.where.period,
    }
    yield from (values[head] for head in heads)


def unknown_headings(sheet: Sheet) -> list[str]:
    """The headings of a table whose cells become comments."""
    return [heading for heading in map(" ".join, map(str.split, _unknown(sheet.rows.head))) if heading]


def _unknown(head: Head) -> list[str]:
    return head.unknown
