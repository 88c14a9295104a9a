"""The place of a row: today's commune, found by its present or former name, with the help of district and province."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from showcase.files.values import province_names
from showcase.gazetteer.communes import Commune, FormerUnit, gazetteer
from showcase.gazetteer.names import communes_meant
from showcase.importing import places as importing
from showcase.importing.places import Whereabouts, locate
from showcase.language.words import fold, slugify
from showcase.registers.rows import Row
from showcase.registers.setting import Setting

_MOST = 20
"""Most candidates of a place whose commune is not certain, as in the field table."""
_COMMUNE = re.compile(r"(?i)^(?:xã|phường|đặc khu|thị trấn|tt\.?|x\.|p\.)\s*")
_SHORT = {"x.": "xã ", "p.": "phường ", "tt.": "thị trấn ", "h.": "huyện ", "tx.": "thị xã ", "tp.": "thành phố "}
_ABBREVIATED = re.compile(r"(?i)(?<!\w)(?:x|p|tt|h|tx|tp)\.\s*(?=\w)")
_HOW = "hãy ghi xã, phường (và huyện cũ, nếu là tên trước 01/7/2025); chưa biết thì ghi: Chưa rõ xã"
_PLACE = re.compile(
    r"(?i)(?<!\w)(?:xã|phường|đặc khu|thị trấn|ấp|khóm|thôn|bản|khu phố|tổ dân phố|khu dân cư|huyện|tỉnh|địa bàn)(?!\w)"
)
_HIGHER = re.compile(r"(?i)(?:huyện|thị xã|thành phố|quận|tỉnh)\s")
_PROVINCE = re.compile(r"(?i)(?<!\w)(?:tỉnh|thành phố)\s+(?!ủy|đoàn|hội)([^,;()]+)")
_WHOLE = re.compile(r"(?i)(?:toàn|cả|trên địa bàn) tỉnh\b[^,;]*$")
_UNKNOWN = re.compile(r"(?i)(?:chưa rõ|không rõ|chưa biết) xã\b")


@dataclass(frozen=True)
class Spot:
    """The place of a row: either a commune, or a province with candidates, or `why` there is none."""

    commune: str = ""
    province: str = ""
    candidates: tuple[str, ...] = ()
    hamlet: str = ""
    as_written: str = ""
    whole: bool = False
    doubt: str = ""
    """What an editor should check, in Vietnamese; empty where nothing is doubtful."""
    why: str = ""
    """Why the row has no place, in Vietnamese; empty for a row with a place."""

    @property
    def mark(self) -> str:
        """The text by which places of two registers are compared: `30547/ap an hoa`."""
        codes = self.commune or "+".join(self.candidates) or f"{self.province}{'*' if self.whole else ''}"
        return f"{codes}/{fold(self.hamlet)}"


def spot_of(row: Row, where: Setting) -> Spot:
    """The place of a row: from its own cells, else from the sub-heading, the owner or the register's commune."""
    texts = {part: row.text(part) for part in ("place", "hamlet", "commune", "district", "province")}
    place = texts["place"] or "; ".join(filter(names_place, row.clauses("place_and_people")))
    district, province = _with_kind(texts["district"], "huyện"), _with_kind(texts["province"], "tỉnh")
    units = tuple(filter(None, (_full(texts["commune"]), district, province)))
    if code := re.match(r"'?\d{4,5}", row.text("code")):
        spot = _spot_of(code[0], where)
        return _with_hamlet(spot, texts["hamlet"], ", ".join(filter(None, (texts["hamlet"], *units))))
    return _spot(texts["hamlet"], place, units, row.around, row.text("owner"), where)


def names_place(clause: str) -> bool:
    """Whether a clause of the column "place and people" names a place: `ấp 1, xã Ba Chúc`; False: `học sinh nghèo`."""
    return bool(_PLACE.search(clause))


def _with_kind(name: str, kind: str) -> str:
    """The cell of a column for one kind of unit, with that kind: `huyện Tri Tôn` for `Tri Tôn`."""
    written = _full(name)
    return written if not written or _HIGHER.match(written) else f"{kind} {written}"


@lru_cache(maxsize=30_000)
def _spot(hamlet: str, place: str, units: tuple[str, ...], around: str, owner: str, where: Setting) -> Spot:
    written = ", ".join(dict.fromkeys(filter(None, (hamlet, _full(place), *units))))
    if province := _open(units[0] if units else place, where):
        return province
    for text in _tries(place, units, around, owner):
        spot = _spot_of(text, where)
        if spot.commune or spot.candidates or spot.why:
            return _with_hamlet(spot, hamlet or _hamlet(place), written or (around if text == around else ""))
    if where.commune:
        return Spot(where.commune, hamlet=hamlet or _hamlet(place), as_written=written)
    why = f"không thấy xã, phường nào trong “{written}”" if written else "không ghi nơi làm"
    return Spot(why=f"{why}; {_HOW}")


def _open(text: str, where: Setting) -> Spot | None:
    """The place for "toàn tỉnh" (the whole province) or "chưa rõ xã" (commune not known); None for other texts."""
    code = next(iter(_provinces(text.removesuffix(" cũ"))), where.province)
    if _WHOLE.match(text):
        return Spot(province=code, as_written=text, whole=True)
    return Spot(province=code, as_written=text) if _UNKNOWN.match(text) else None


def _tries(place: str, units: tuple[str, ...], around: str, owner: str) -> list[str]:
    """The texts that may name the commune, the most reliable first."""
    district = units[1:] if len(units) > 1 else ()
    joined = [", ".join(units)] if units else []
    own = [", ".join(filter(None, (_full(place), *units)))] if place else []
    heading = [", ".join(filter(None, (_full(place) if not joined else "", around, *district)))] if around else []
    return [text for text in (*(joined or own), *own, *heading, around, owner) if text]


def _full(text: str) -> str:
    """A text with usual abbreviations written out: `xã Ba Chúc, huyện Tri Tôn` for `x. Ba Chúc, h. Tri Tôn`."""
    return _ABBREVIATED.sub(lambda match: _SHORT.get(match[0].strip().lower(), match[0]), text)


def _with_hamlet(spot: Spot, hamlet: str, written: str) -> Spot:
    return Spot(spot.commune, spot.province, spot.candidates, hamlet, written, False, spot.doubt, spot.why)


def _hamlet(place: str) -> str:
    location = locate(place, importing.Setting(frozenset(), True)) if place else None
    return location.hamlet if location else ""


@lru_cache(maxsize=30_000)
def _spot_of(text: str, where: Setting) -> Spot:
    """The place that one text names; an empty Spot where it names no commune or district."""
    if code := re.fullmatch(r"'?(\d{4,5})", text.strip()):
        commune = gazetteer().by_code.get(code[1].zfill(5))
        return Spot(commune.code) if commune else Spot(why=f"mã xã {text} không có trong danh mục")
    provinces = _provinces(text) or frozenset({where.province})
    name, district = _name_of(text), _district_of(text)
    if name and not district:
        return _by_name(name, provinces, where.of_today)
    if not name and not district:
        return _bare(text, provinces, where.of_today)
    if not name and (meant := _bare_of_district(text, district, provinces)):
        return meant
    location = locate(text, importing.Setting(provinces, True))
    return _of_district(location, text) if location else Spot()


def _bare_of_district(text: str, district: str, provinces: frozenset[str]) -> Spot | None:
    """A commune written without its kind, before its former district: `Tân Hội, huyện Tân Hiệp`."""
    for part in reversed([name.strip() for name in text[: text.index(district)].split(",") if name.strip()]):
        meant = _within((match.commune for match in communes_meant(f"{part}, {district}") if match.former), provinces)
        if len(meant) == 1:
            return Spot(meant[0].code)
    return None


def _of_district(location: Whereabouts, text: str) -> Spot:
    """The place for a location that was found by its former district."""
    if location.commune:
        return Spot(location.commune)
    if location.candidates and location.province:
        doubt = f"“{text}”: {location.why.replace('báo cáo', 'sổ')}, để ngỏ giữa {len(location.candidates)} xã, phường"
        return Spot(province=location.province, candidates=location.candidates, doubt=doubt)
    return Spot(why=f"“{text}”: {location.why.replace('báo cáo', 'sổ')}")


def _provinces(text: str) -> frozenset[str]:
    """Codes of today's provinces that a text names."""
    return frozenset(code for name in _PROVINCE.findall(text) if (code := province_names().get(slugify(name))))


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(r"(?i)(?<!\w)(xã|phường|đặc khu|thị trấn)\s+(?!đội|đoàn|ủy|hội)([^,;()\-–]+)")


def _name_of(text: str) -> str:
    """The commune that a text names with its kind, `xã Ba Chúc`: the longest known name, else the name as written."""
    match = _unit().search(text)
    if not match:
        return ""
    kind, words = match[1].lower(), match[2].split()[:6]
    names = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    known = (
        candidate
        for candidate in names
        if gazetteer().named(f"{kind} {candidate}") or gazetteer().formerly(f"{kind} {candidate}")
    )
    return f"{kind} {next(known, names[0])}"


def _district_of(text: str) -> str:
    match = re.search(r"(?i)(?<!\w)(?:huyện|thị xã|quận|thành phố)\s+(?!ủy|đoàn|hội)[^,;()]+", text)
    if not match:
        return ""
    kind, name = match[0].split(maxsplit=1)
    is_province = kind.lower() == "thành" and slugify(name.removeprefix("phố ")) in province_names()
    return "" if is_province and "xã" not in text.lower() and "phường" not in text.lower() else match[0]


def _by_name(name: str, provinces: frozenset[str], of_today: bool | None) -> Spot:
    """The place of a commune named without its district. `of_today`: whether names are those since 01/7/2025."""
    today = _within(gazetteer().named(name), provinces)
    former = _within(gazetteer().formerly(name), provinces)
    others = [commune for commune in former if commune not in today]
    if of_today is False:
        return _only(name, former or today, former_name=bool(former))
    if len(today) == 1 and (of_today or not others):
        return Spot(today[0].code)
    if of_today is None and today and others:
        listed = "; ".join(_shown(commune, name) for commune in (*today[:2], *others[:3]))
        return Spot(
            why=f"{name} có thể là tên nay hoặc tên trước 01/7/2025 ({listed}); hãy ghi năm, hoặc thêm huyện cũ"
        )
    return _only(name, today or former, former_name=not today)


def _within(communes: Iterable[Commune], provinces: frozenset[str]) -> list[Commune]:
    return [commune for commune in communes if commune.province_code in provinces]


def _only(name: str, communes: list[Commune], former_name: bool) -> Spot:
    """The place where exactly one commune has the name; otherwise a Spot that says why not."""
    if len(communes) == 1:
        doubt = f"{name} là tên trước 01/7/2025, nay thuộc {communes[0].name}" if former_name else ""
        return Spot(communes[0].code, doubt=doubt)
    if not communes:
        return Spot(why=f"không thấy {name} trong danh mục của tỉnh; hãy sửa tên, hoặc thêm huyện hay tỉnh")
    listed = "; ".join(_shown(commune, name) for commune in communes[:6])
    return Spot(why=f"có {len(communes)} nơi tên {name} ({listed}); hãy thêm huyện cũ, hoặc ghi mã xã")


def _shown(commune: Commune, name: str) -> str:
    """A commune with its former unit of that name: `Xã Ba Chúc 30547, trước là Thị trấn Ba Chúc, Huyện Tri Tôn`."""
    former = next((unit for unit in commune.former if _called(unit, name)), None)
    return f"{commune.name} {commune.code}" + (f", trước là {former.name}, {former.district}" if former else "")


def _called(unit: FormerUnit, name: str) -> bool:
    return fold(unit.name) == fold(name)


def _bare(text: str, provinces: frozenset[str], of_today: bool | None) -> Spot:
    """The place of a name without its kind, as in a column of communes: `Ba Chúc`, `ấp An Hòa, Ba Chúc`."""
    for part in reversed([name.strip() for name in re.split(r"[,;]|\s[-–]\s", text)]):
        plain = _COMMUNE.sub("", part)
        if not 1 < len(plain) <= 40 or re.match(r"(?i)(?:tỉnh|ấp|thôn|khóm|khu phố|bản|tổ)\b", plain):
            continue
        meant = [match.commune for match in communes_meant(plain) if match.commune.province_code in provinces]
        exact = [commune for commune in meant if fold(plain) in (fold(commune.short_name), fold(commune.name))]
        if exact or meant:
            return _by_bare_name(plain, exact or meant, provinces, of_today)
    return Spot()


def _by_bare_name(name: str, meant: list[Commune], provinces: frozenset[str], of_today: bool | None) -> Spot:
    """The place of a bare name, by the communes that it may mean."""
    if len(meant) == 1 and fold(meant[0].short_name) == fold(name):
        return _by_name(uncapitalised_kind(meant[0]), provinces, of_today)
    if len(meant) == 1:
        return Spot(meant[0].code, doubt=f"{name} là tên trước 01/7/2025, nay thuộc {meant[0].name}")
    if len(meant) <= _MOST and len({commune.province_code for commune in meant}) == 1:
        codes = tuple(sorted(commune.code for commune in meant))
        return Spot(
            province=meant[0].province_code, candidates=codes, doubt=f"“{name}” có thể là {len(codes)} xã, phường"
        )
    return Spot(why=f"có {len(meant)} nơi tên {name}; hãy ghi xã, phường và huyện cũ, hoặc mã xã")


def uncapitalised_kind(commune: Commune) -> str:
    """`xã Ba Chúc` for `Xã Ba Chúc`."""
    return f"{commune.kind.lower()} {commune.short_name}"
