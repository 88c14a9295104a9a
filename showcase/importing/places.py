"""Find today's commune for a place in a report; only where exactly one commune fits."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from showcase.gazetteer.communes import Commune, gazetteer
from showcase.importing.outlines import UPPER, any_of, outlines, words
from showcase.importing.owners import hamlet, organisation
from showcase.importing.passages import Passage
from showcase.importing.report_age import is_of_today
from showcase.importing.unmarked import Typing, readable
from showcase.language.words import fold

_LINE = 120
"""Most characters of a line with the name of the office at the head of a report."""
_LETTERHEAD = 5
"""So many first passages of a report may name its office in capitals."""
_HEAD = 30
"""So many first passages of a report are searched for its province."""


@dataclass(frozen=True)
class Whereabouts:
    """One place of a report: its commune, or candidates with their province, or only the written words."""

    as_written: str
    commune: str | None = None
    candidates: tuple[str, ...] = ()
    province: str | None = None
    hamlet: str = ""
    why: str = ""
    """Why the commune is unknown, in Vietnamese."""


@dataclass(frozen=True)
class Setting:
    """What holds for all places of a report."""

    provinces: frozenset[str]
    """Codes of today's provinces that the report names."""
    of_today: bool | None
    """Whether its communes are those since 1 July 2025; None where its age is unknown."""
    home: str | None = None
    """Code of the commune of the report, if the editor gave one."""
    district: str = ""
    """The only district at the head of a report from before July 2025: `huyện Can Lộc`."""
    issuer: str = ""
    """The commune of the office that wrote the report: `xã Ba Chúc`."""
    names_former: bool = False
    """Whether the report names a former province, `tỉnh Kiên Giang`: its communes may be former ones, too."""
    only: str = ""
    """The only commune in the report, as written: `xã Ba Chúc, tỉnh An Giang`; empty if it names several."""
    hamlets: tuple[tuple[str, str], ...] = ()
    """Hamlets that the report names with their commune: `("ap giong cat", "xã Lương An Trà, huyện Tri Tôn")`."""
    before_only: tuple[str, ...] = ()
    """The words before each mention of the only commune: `Thực hiện kế hoạch của Đảng ủy `."""

    @cached_property
    def province(self) -> str | None:
        """The only province of the report."""
        return next(iter(self.provinces)) if len(self.provinces) == 1 else None


_MOTTO = re.compile(r"\s*CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM\s*|\s*Độc lập\s*-\s*Tự do\s*-\s*Hạnh phúc\s*")
"""The national motto beside the name of an office; its `XÃ HỘI` is no commune."""


def setting(passages: Iterable[Passage], home: str | None = None) -> Setting:
    """The setting of a report. `home`: the code of its commune, if an editor gave one."""
    texts = [
        _MOTTO.sub(" ", text).strip()
        for item in Typing(list(passages)).passages
        for text in (item.text, *item.cells)
        if text
    ]
    if home:
        return Setting(frozenset({gazetteer().by_code[home].province_code}), True, home)
    named = _provinces(texts[:_HEAD]) or _provinces(texts) or _province_without_word(texts[:_HEAD])
    of_today, (only, before_only) = is_of_today(texts), _only_commune(texts)
    return Setting(
        frozenset(_province_codes()[name] for name in named),
        of_today,
        district="" if of_today else _district(texts[:_HEAD]),
        issuer=_issuer(texts[:_HEAD]),
        names_former=not named <= _names_of_today(),
        only=only,
        hamlets=tuple(_hamlets(texts).items()),
        before_only=before_only,
    )


def _only_commune(texts: list[str]) -> tuple[str, tuple[str, ...]]:
    """The only commune of a report, with its district and province, and the words before each mention.

    Both empty where the report names two communes or none.
    """
    pattern = rf"(?<!\w)(?<!tác )(?<!TÁC )(?i:(xã|phường|đặc khu|thị trấn))\s+({_name()})"
    named: dict[str, str] = {}
    before: list[str] = []
    for text in texts:
        for match in re.finditer(pattern, text):
            lead = text[max(0, match.start() - _LEAD) : match.start()]
            if not (_ELSEWHERE.search(lead) or _LEARNS.match(text, match.end())):
                around = _AROUND.match(text, match.end())
                named.setdefault(fold(f"{match[1]} {match[2]}"), match[0] + (around[0] if around else ""))
                issued = _ISSUES.match(text, match.end())
                before += ["" if issued else lead] if len(before) < _NAMINGS else []
    return (next(iter(named.values())), tuple(before)) if len(named) == 1 else ("", ())


def _hamlets(texts: list[str]) -> dict[str, str]:
    """Hamlets with the commune behind them, where it is always the same: `ấp Giồng Cát, xã Lương An Trà`."""
    pattern = re.compile(rf"(?<!\w)((?i:{hamlet()})\s+{_name()}),\s+((?i:xã|phường|thị trấn|đặc khu)\s+{_name()})")
    named: dict[str, str] = {}
    for text in texts:
        for found in pattern.finditer(text):
            around = _AROUND.match(text, found.end())
            commune = found[2] + (around[0] if around else "")
            same = fold(named.get(fold(found[1]), commune)).startswith(fold(found[2]))
            named[fold(found[1])] = commune if same else ""
    return named


_ISSUES = re.compile(
    r"(?:,?\s(?:tỉnh|huyện)[^.;:,“”]{1,40}?)?\s(?:lập\s+(?:ngày|biểu)|(?:lập|gửi)\s+(?:danh sách|báo cáo|bảng))(?!\w)"
)
"""Words behind the name of a commune whose office writes the report: `xã Nhị Long lập ngày 30/11/2026`."""
_NAMINGS = 200
"""Most mentions of the only commune that are collected."""
_LEAD = 60
"""Most characters of the words before a commune."""
_ELSEWHERE = re.compile(r"(?:tham quan|học tập|học hỏi|kinh nghiệm)[^.;“”]{0,50}$")
"""Words before a commune that people visited to learn from it."""

_LEARNS = re.compile(
    r"(?:,[^.;:“”]{0,40})?\s(?:(?:cũng|đã|sẽ)\s)*(?:đến\s|về\s)?(?:học tập|học hỏi|tham quan|tìm hiểu)(?!\w)"
)
"""Words behind the name of a commune that visits somebody."""


def _district(head: list[str]) -> str:
    """The only district in these texts; empty for two or none."""
    districts = {fold(name): name for text in head for name in _all_districts(text)}
    return next(iter(districts.values())) if len(districts) == 1 else ""


_OF_COMMITTEE = {"thị": "thị xã", "thành": "thành phố"}
"""`Thị ủy`, `Thành đoàn` -> the kind of district."""


def _all_districts(text: str) -> list[str]:
    pattern = rf"(?<!\w)(?i:({any_of(words(outlines()['units']['district']))}))\s+(?!(?i:ủy|đoàn)\s)({_name()})"
    named = [(word.lower(), name) for word, name in re.findall(pattern, text)]
    committees = re.findall(rf"(?<!\w)(?i:(huyện|quận|thị|thành) (?:ủy|đoàn))\s+({_name()})", text)
    named += [(_OF_COMMITTEE.get(word.lower(), word.lower()), name) for word, name in committees]
    return [
        f"{word} {name}"
        for word, name in named
        if gazetteer().formerly(f"{word} {name}") and not (word == "thành phố" and _province(name) in _cities())
    ]


def _issuer(head: list[str]) -> str:
    """The commune of the office at the head of a report: `ĐẢNG ỦY XÃ BA CHÚC`; empty for two or none."""
    organs = r"(?:ĐẢNG ỦY|ỦY BAN NHÂN DÂN|UBND|HĐND|ỦY BAN MTTQ|BAN CHẤP HÀNH|ĐẢNG BỘ)(?: VIỆT NAM)?"
    pattern = re.compile(
        rf"\W*(?i:{organs}\s+(?P<kind>xã|phường|đặc khu))\s+(?P<name>{_name()})"
        rf"(?:,\s*(?i:tỉnh|thành phố)\s+{_name()})?\W*"
    )
    lines = [pattern.fullmatch(text) for text in head if len(text) < _LINE]
    unions = rf"\W*(?i:(?:{organisation()}[^\d,.;:]{{0,40}}?\s+)?)(?P<kind>XÃ|PHƯỜNG|ĐẶC KHU)\s+(?P<name>{_name()})"
    lines += [
        re.fullmatch(rf"{unions}\W*", text) for text in head[:_LETTERHEAD] if len(text) < _LINE and text.isupper()
    ]
    communes = {(match["kind"].lower(), match["name"].title()) for match in lines if match}
    return " ".join(communes.pop()) if len(communes) == 1 else ""


def _provinces(texts: list[str]) -> frozenset[str]:
    """The provinces in these texts, folded: `an giang`."""
    patterns = (
        rf"\b[Tt](?:ỉnh(?:\s+ủy)?|ỉnh đoàn|hành phố|hành ủy)\s+({_name()})",
        rf"\b(?:TỈNH|THÀNH PHỐ|TP\.?)(?:\s+ỦY)?\s+({_name()})",
        rf"(?:^|\s)({_name()}),\s+ngày\s+\d",
    )
    names = [name for text in texts for pattern in patterns for name in re.findall(pattern, text)]
    return frozenset(filter(None, map(_known_province, names)))


@cache
def _province_codes() -> dict[str, str]:
    """Folded name of a present or former province -> today's code: `{"kien giang": "91"}`."""
    codes: dict[str, str] = {}
    for commune in gazetteer().by_code.values():
        codes |= {_bare(unit.province): commune.province_code for unit in commune.former}
    return codes | {_bare(name): code for code, name in gazetteer().provinces.items()}


def _province_without_word(texts: list[str]) -> frozenset[str]:
    """The provinces that are named without `tỉnh`: `Ở Đồng Nai, `, `(Phú Thọ) - `."""
    patterns = (
        rf"(?<!\w)(?:[Ởở]|[Tt]ại)\s+({_name()})(?=\s*(?:[,.;:]|$))",
        rf"(?<!\w)(?i:xã|phường|huyện|thị xã|thị trấn)\s+{_name()},\s+({_name()})(?=\s*(?:[,.;)]|$))",
        rf"(?<!\w)(?i:xã|phường|đặc khu)\s+{_name()}\s+[-–—]\s+({_name()})(?=\s*(?:[,.;)]|$))",
        rf"^[Kk]ính gửi[^.;:]{{0,100}}\s(?i:xã|phường|đặc khu)\s+{_name()}\s*\(({_name()})\)",
        rf"^\W*({_name()})\)?\s*(?:[-–—:]\s|,\s+(?:tháng|năm|quý|đầu|cuối)\s)",
    )
    names = [fold(name) for text in texts for pattern in patterns for name in re.findall(pattern, text)]
    return frozenset(name for name in names if name in _province_codes())


def _bare(province: str) -> str:
    return re.sub("^(tinh|thanh pho) ", "", fold(province))


@cache
def _names_of_today() -> frozenset[str]:
    """Folded names of today's provinces: `an giang`."""
    return frozenset(map(_bare, gazetteer().provinces.values()))


def _known_province(name: str) -> str:
    """The province at the beginning of a text, folded: `an giang` for `An Giang Năm`; else empty."""
    syllables = fold(name).split()
    tries = (" ".join(syllables[:count]) for count in range(len(syllables), 0, -1))
    return next((name for name in tries if name in _province_codes()), "")


def _province(name: str) -> str | None:
    """Today's code for the present or former province at the beginning of a text."""
    return _province_codes().get(_known_province(name))


_AROUND_UNIT = rf"(?i:huyện|thị xã|thành phố|quận|tỉnh|TP\.?)\s+[{UPPER}]"
_AROUND = re.compile(rf"(?:\s*(?:,|\()\s*(?={_AROUND_UNIT})[^,;.:()“”]{{3,40}}\)?){{1,2}}")
"""District and province after a commune: `, huyện Núi Thành, tỉnh Quảng Nam`, ` (tỉnh Sơn La)`."""


@cache
def _name() -> str:
    return rf"[{UPPER}\d][\w'-]*(?:\s+(?:[{UPPER}][\w'-]*|\d{{1,2}})){{0,4}}"


@dataclass
class _Units:
    """The administrative units in a text."""

    communes: list[tuple[str, str]] = field(default_factory=list)
    """(`xã`, `Ba Chúc`), also for `Xã đoàn Ba Chúc`."""
    district: str = ""
    province: str = ""
    bracket: str = ""
    """The words in brackets after a place: `Hà Tĩnh`."""


def locate(text: str, where: Setting, around: str = "") -> Whereabouts | None:
    """The place in a text; None without a place. `around`: the commune in a heading above."""
    typed, text = text, readable(text)
    written = _written(text, typed)
    units = _units(text)
    if not (units.communes or units.district or units.province) and around:
        units = _units(readable(around))
        written = f"{written}, {around}" if written else around
    where = _in_province(units.bracket, where)
    home = gazetteer().by_code.get(where.home or "")
    hamlet_name = _hamlet(text, typed)
    if units.communes:
        communes, why = _communes(units, where)
    elif units.district:
        communes, why = _of_district(units.district, where), "báo cáo chỉ ghi cấp huyện"
    elif province := _province(units.province) if units.province else _of_level(text, where):
        return Whereabouts(written, province=province, why="báo cáo chỉ ghi cấp tỉnh")
    elif home:
        communes, why = [home], ""
    else:
        return Whereabouts(written, hamlet=hamlet_name, why="báo cáo không ghi xã") if written else None
    codes = tuple(commune.code for commune in communes)
    if len(communes) == 1:
        return Whereabouts(written, codes[0], hamlet=hamlet_name)
    provinces = {commune.province_code for commune in communes}
    province = provinces.pop() if len(provinces) == 1 else None
    candidates = codes if province and len(codes) <= 20 else ()
    return Whereabouts(written, None, candidates, province if candidates else None, hamlet_name, why)


def _in_province(name: str, where: Setting) -> Setting:
    """The setting limited to a province in brackets after a place."""
    code = _province(name) if name else None
    return replace(where, provinces=frozenset({code})) if code else where


def _of_level(text: str, where: Setting) -> str | None:
    """The report's province for an owner at province level: `Bộ Chỉ huy Quân sự tỉnh`; None for other owners."""
    return where.province if re.search(r"\btỉnh$", text.strip()) else None


def _communes(units: _Units, where: Setting) -> tuple[list[Commune], str]:
    kind, name = units.communes[0]
    tries = [" ".join(name.split()[:count]) for count in range(len(name.split()), 0, -1)]
    for bare in tries:
        full = f"{kind} {bare}"
        if units.district or where.district:
            communes = _formerly(full, units.district or where.district)
        elif kind in outlines()["units"]["former"] or where.of_today is False:
            communes = _formerly_in(full, units.province, where)
        elif where.of_today:
            communes = _same_letters(gazetteer().named(full), full)
        else:
            if only := _at_any_time(full, units.province, where):
                return [only], ""
            why = f"báo cáo không ghi ngày và không ghi huyện, nên chưa rõ là {full} nay hay trước 01/7/2025"
            return [], why
        communes = [commune for commune in communes if not where.provinces or commune.province_code in where.provinces]
        if communes:
            return communes, f"có {len(communes)} nơi tên {full}"
    return [], f"không thấy {kind} {name} trong danh mục"


def _formerly_in(name: str, province: str, where: Setting) -> list[Commune]:
    """Today's communes on the land of a former commune, if it was the only one of its name in the province."""
    codes = {_province(province)} if province else where.provinces
    formerly = gazetteer().formerly(name)
    named = [(commune, unit) for commune in formerly for unit in commune.former if _same(unit.name, name)]
    within = [(commune, unit) for commune, unit in named if commune.province_code in codes]
    return [commune for commune, _ in within] if len({unit.district for _, unit in within}) == 1 else []


def _same_letters(communes: list[Commune], name: str) -> list[Commune]:
    """Of communes whose names differ only in tones or marks (`Năm Căn`, `Nậm Cắn`), those written like `name`."""
    return [commune for commune in communes if _letters(commune.name) == _letters(name)] or communes


def _letters(name: str) -> list[list[str]]:
    """The letters and marks of each word, sorted, so that `Hòa` and `Hoà` are equal."""
    return [sorted(unicodedata.normalize("NFD", word)) for word in name.lower().split()]


def _at_any_time(name: str, province: str, where: Setting) -> Commune | None:
    """The commune that has a name both before and since the merger, or is new since then; else None."""
    codes = {_province(province)} if province else where.provinces
    today = _same_letters([commune for commune in gazetteer().named(name) if commune.province_code in codes], name)
    formerly = gazetteer().formerly(name)
    former = [commune for commune in formerly if any(_same(unit.name, name) for unit in commune.former)]
    before = [commune for commune in former if commune.province_code in codes]
    new = not before and not (_known_province(province) not in _names_of_today() if province else where.names_former)
    return today[0] if len(today) == 1 and (today == before or new) else None


def _formerly(name: str, district: str) -> list[Commune]:
    """Today's communes on the land of a former commune of a district; several if its land was divided."""
    units = [(commune, unit) for commune in gazetteer().formerly(name) for unit in commune.former]
    named = [(commune, unit.district) for commune, unit in units if _same(unit.name, name)]
    exact = [commune for commune, other in named if _same(other, district)]
    # Phú Quốc and others were districts before they became cities.
    return exact or [commune for commune, other in named if _bare_district(other) == _bare_district(district)]


def _bare_district(district: str) -> str:
    return re.sub("^(huyen|thi xa|thanh pho|quan) ", "", fold(district))


def _of_district(district: str, where: Setting) -> list[Commune]:
    return [
        commune
        for commune in gazetteer().formerly(district)
        if (not where.provinces or commune.province_code in where.provinces)
        and any(_same(unit.district, district) for unit in commune.former)
    ]


def _same(name: str, other: str) -> bool:
    return fold(name) == fold(other)


def _written(text: str, typed: str) -> str:
    """The part of an owner's name that is a place, as typed: `xã Kiên Bình, huyện Kiên Lương`."""
    match = re.search(rf"{_any_unit()}\s+(?:{_name()}|\w)", text)
    return typed[match.start() :].strip(" ,.;()") if match else ""


@cache
def _any_unit() -> str:
    units = outlines()["units"]
    levels = words(*(units[level] for level in ("today", "former", "district", "province", "hamlet")))
    youth = [*units["of_youth"], *units["short"]]
    return rf"(?<![Tt]ác )(?:\b(?i:{any_of(levels)})|\b{any_of(youth)})(?=\s+(?:số\s+)?[{UPPER}\d])|\b{hamlet()}"


def _units(text: str) -> _Units:
    table = outlines()["units"]
    youth = table["of_youth"] | table["short"]
    levels = {word: level for level in ("today", "former", "district", "province") for word in table[level]}
    pattern = (
        rf"(?<![Tt]ác )\b({any_of(words(list(levels), list(youth)))}|(?i:{any_of(words(list(levels)))}))\s+({_name()})"
    )
    bracket = re.search(rf"\(({_name()})\)", text)
    units = _Units(bracket=bracket[1] if bracket else "")
    for word, name in re.findall(pattern, text):
        word = youth.get(word, word).lower()
        level = levels[word]
        if level in ("today", "former"):
            units.communes.append((word, name))
        elif level == "district" and not (word == "thành phố" and _province(name) in _cities()):
            units.district = units.district or f"{word} {name}"
        else:
            units.province = units.province or name
    return units


@cache
def _cities() -> frozenset[str]:
    """Codes of the cities at province level."""
    return frozenset(code for code, name in gazetteer().provinces.items() if name.startswith("Thành phố"))


def _hamlet(text: str, typed: str) -> str:
    higher = any_of(words(*(outlines()["units"][level] for level in ("today", "former", "district"))))
    match = re.search(rf"\b{hamlet()}\s+[^,;.()]{{1,40}}?(?=\s*(?:$|[,;.()]|\s{higher}\s))", text)
    return typed[match.start() : match.end()].strip() if match and not match[0].startswith("các") else ""
