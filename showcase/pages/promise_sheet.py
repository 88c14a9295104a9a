"""The promises as a sheet of a workbook."""

from showcase.insight.site import Site
from showcase.registers.text_workbooks import TextSheet
from showcase.schema.vocabulary import label

_HEADS = (
    *("Nơi hứa", "Cơ quan đăng ký", "Làm theo mô hình", "Ngày đăng ký", "Hẹn trước ngày", "Nay ra sao", "Tính đến"),
    *("Vì sao dừng", "Quá hẹn", "Đã kể thành mô hình", "Mã xã", "Tên tệp mô hình"),
)


def promise_sheet(site: Site) -> TextSheet:
    """All promises, the latest first; those that are overdue are marked where today is known."""
    today = site.confirmations.today
    rows = [
        (
            *(one.commune.name, one.promise.office, one.original.title, one.promise.registered),
            *(one.promise.due or "", label("promise_states", one.state), one.promise.as_of or ""),
            *(" ".join(one.promise.reason.split()), "quá hẹn" if today and one.is_overdue(today) else ""),
            *(one.copy.title if one.copy else "", one.promise.commune, one.original.slug),
        )
        for one in site.promises.all
    ]
    return TextSheet("Lời hứa làm theo", _HEADS, rows, widths=(28, 32, 44))
