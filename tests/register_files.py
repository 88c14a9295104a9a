"""Registers in the layouts of offices, for the tests: workbooks made by openpyxl."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

HEADS = ("STT", "Tên mô hình", "Đơn vị đăng ký", "Địa bàn", "Lĩnh vực", "Nội dung, cách thức thực hiện", "Ghi chú")
TITLES = ("ĐẢNG ỦY XÃ BA CHÚC", "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2026")
COMMUNES = ("Ba Chúc", "Vĩnh Bình", "Vĩnh Trạch", "Định Hòa", "Hòa Điền", "Vĩnh Tuy", "Vĩnh Điều", "Dương Hòa")
FIELDS = ("Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị")


def rows(count: int) -> Iterable[list[object]]:
    """Rows of different models in eight communes and four fields."""
    for number in range(1, count + 1):
        commune = COMMUNES[number % len(COMMUNES)]
        yield [
            number,
            f"Tuyến đường hoa số {number}",
            f"Hội Nông dân xã {commune}",
            f"ấp {number % 9 + 1}, xã {commune}",
            FIELDS[number % len(FIELDS)],
            f"Họp ấp lấy ý kiến\nTrồng hoa hai bên {number} trăm mét đường",
            "đợt một" if number % 2 else None,
        ]


def register(
    path: Path, lines: Iterable[Sequence[object]], above: Sequence[str] = TITLES, merged: Iterable[str] = ()
) -> Path:
    """Write a workbook of these lines below title rows."""
    book = Workbook()
    page = book.active
    for text in above:
        page.append([text])
    for line in lines:
        page.append(list(line))
    for cells in merged:
        page.merge_cells(cells)
    book.save(path)
    return path
