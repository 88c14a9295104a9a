"""The promises as a sheet of a workbook."""

from showcase.insight.promises import Promises
from showcase.registers.text_workbooks import TextSheet
from showcase.schema.vocabulary import label

_HEADS = (
    *("Nơi hứa", "Cơ quan đăng ký", "Làm theo mô hình", "Ngày đăng ký", "Hẹn trước ngày", "Nay ra sao", "Tính đến"),
    *("Vì sao dừng", "Quá hẹn", "Đã kể thành mô hình", "Mã xã", "Tên tệp mô hình"),
)


def promise_sheet(promises: Promises, today: str) -> TextSheet:
    """All promises, latest first. Overdue promises are marked unless the ISO date of today is empty."""
    rows = [
        (
            *(pledge.commune.name, pledge.promise.office, pledge.original.title, pledge.promise.registered),
            *(pledge.promise.due or "", label("promise_states", pledge.state), pledge.promise.as_of or ""),
            *(" ".join(pledge.promise.reason.split()), "quá hẹn" if today and pledge.is_overdue(today) else ""),
            *(pledge.copy.title if pledge.copy else "", pledge.promise.commune, pledge.original.slug),
        )
        for pledge in promises.all
    ]
    return TextSheet("Lời hứa làm theo", _HEADS, rows, widths=(28, 32, 44))
