"""The A4 sheet of a told model, and with it the text for the commune loudspeaker.

A sheet is a document of its own, without the frame of the site: it hangs on a notice board. What does not fit is
cut, and the sheet says so; the QR code leads to the whole.
"""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from showcase.insight.site import Site, model_address
from showcase.language.aloud import settings
from showcase.look import lotus
from showcase.look.qr import qr_drawing
from showcase.look.rendering import Context, day, render
from showcase.model.model import Model, Source, State
from showcase.sheets.announcement import Announcement, announcement
from showcase.sheets.content import WHOLE, Content, Room, content
from showcase.sheets.height import LEAST, Setting, height_around_columns, height_of_columns

FILE = "to-a4/index.html"
"""Beside the page of the model."""

_AMPLE = Room(
    title=250, summary=250, steps=10, step=240, story=900, need=300, proof=340,
    figure=120, unit=60, owner=200, places=200, sources=3, source=160,
)  # fmt: skip
_WIDE = Room(
    title=250, summary=250, steps=8, step=130, story=500, need=170, proof=200,
    figure=90, unit=40, owner=140, places=100, sources=2, source=110,
)  # fmt: skip
_CLOSE = Room(
    title=250, summary=250, steps=8, step=90, story=350, need=110, proof=130,
    figure=70, unit=30, owner=100, places=80, sources=1, source=80,
)  # fmt: skip
# In half the page, a line of the least type takes some 55 letters.
_TIGHT = Room(
    title=250, summary=250, steps=8, step=104, story=250, need=104, proof=112,
    figure=54, unit=26, owner=90, places=80, sources=1, source=70,
)  # fmt: skip
_SCANT = Room(
    title=250, summary=250, steps=6, step=104, story=180, need=54, proof=112,
    figure=40, unit=22, owner=70, places=60, sources=1, source=60,
)  # fmt: skip
_LEAST = Room(
    title=100, summary=100, steps=3, step=36, story=100, need=28, proof=28,
    figure=24, unit=12, owner=36, places=36, sources=1, source=36,
)  # fmt: skip

_LADDER = (
    *((13, 1.25, _AMPLE), (12, 1.25, _AMPLE), (12, 1, _AMPLE), (11, 1, _AMPLE), (10, 1, _AMPLE), (10, 1, _WIDE)),
    *((9, 1, _AMPLE), (9, 1, _WIDE), (9, 1, _CLOSE), (LEAST, 1, _CLOSE)),
    *((LEAST, 1, _TIGHT), (LEAST, 1, _SCANT), (LEAST, 1, _LEAST)),
)
"""Type in points, how large its title is, and the room for texts, the best first; a sheet takes the first that fits."""
_SHARES = (0.5, 0.6)
_MOST = 745
"""Points that a sheet may take by estimate; it has 768, so that some are kept for other browsers and letters."""


@dataclass(frozen=True, kw_only=True)
class SheetPage(Context):
    """The A4 sheet of a model with its text for the loudspeaker."""

    template: ClassVar[str] = "sheet.html"

    title: str
    states: tuple[State, ...]
    root: str
    symbol: Markup
    sign: Markup
    code: Markup | str
    """The QR code as SVG; empty where the address of the site is not known."""
    shown: Content
    way: str
    classes: str
    announcement: Announcement
    pace: int


def has_sheet(model: Model) -> bool:
    """Whether a model has a sheet: a bare name has none."""
    return model.detail != "name"


def sheet(site: Site, model: Model) -> str:
    """The whole HTML document. Without the address of the site there is no QR code: it would lead nowhere."""
    address = f"{site.address}{model_address(model)}" if site.address else ""
    sources = [site.catalogue.source(source) for source in model.sources]
    shown, way, setting = _fitted(model, sources, address, site.changes.get(model.file, ""))
    return render(
        SheetPage(
            title=model.title,
            states=model.states,
            root="../../../",
            symbol=lotus.symbol(),
            sign=lotus.sign(36),
            code=qr_drawing(address) if address else "",
            shown=shown,
            way=way,
            classes=setting.classes,
            announcement=announcement(model, sources, site.confirmations.is_old(model)),
            pace=settings()["pace"],
        )
    )


def _fitted(model: Model, sources: list[Source], address: str, changed: str) -> tuple[Content, str, Setting]:
    """What stands on the sheet, the way to the whole, and the largest type in which all that fits on a page.

    The last step of the ladder holds whatever the rules allow.
    """
    own = repr(content(model, sources, WHOLE)).count("…")
    cut: dict[Room, tuple[Content, str]] = {}
    for size, large, room in _LADDER:
        if room not in cut:
            shown = content(model, sources, room)
            cut[room] = shown, _way(address, changed, repr(shown).count("…") > own)
        shown, way = cut[room]
        tried = [Setting(size, large, steps) for steps in _SHARES]
        left = _MOST - height_around_columns(shown, way, bool(address), tried[0])
        for setting in tried:
            if left > 0 and height_of_columns(shown, setting) <= left:
                return shown, way, setting
    return shown, way, setting


def _way(address: str, changed: str, cut: bool) -> str:
    """The words that lead from the sheet to the page of the model; `changed`: ISO day, empty when not known."""
    way = f"quét mã bên cạnh, hoặc vào {address}" if address else "mở trang của mô hình"
    why = "Chỗ có dấu “…” xem tiếp ở trang của mô hình" if cut else "Đọc đủ, xem từng nguồn"
    return f"{why}: {way}{f' · Sửa lần cuối {day(changed)}' if changed else ''}"
