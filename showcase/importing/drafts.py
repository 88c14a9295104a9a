"""Drafts of model files from what a report tells: nothing but what it says, each text with its place.

A draft is no model file yet: what is missing stands as a comment, and every text is still the report's own wording.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count

import yaml

from showcase.files.values import Invalid, check_text
from showcase.importing.figures import figures
from showcase.importing.forms import as_told, beneficiaries, forces
from showcase.importing.headings import Found, Told
from showcase.importing.outlines import UPPER, kind_of_owner
from showcase.importing.owners import commune, hamlet, person, place_within
from showcase.importing.places import Setting, Whereabouts, locate
from showcase.importing.unmarked import readable
from showcase.language.words import excerpt, fold, slug_within
from showcase.schema.fields import MODEL, Field, Kind
from showcase.schema.problems import shown
from showcase.schema.vocabulary import CRITERIA

_HEAD = """# BẢN NHÁP, máy rút từ báo cáo {report}; chưa phải tệp mô hình.
# Chữ dưới đây còn là của báo cáo: hãy viết lại bằng lời của mình, câu ngắn, việc thật, rồi mới đưa vào models/.
# Chỗ ghi CÒN THIẾU là điều báo cáo không nói rõ; hỏi nơi làm mô hình rồi điền, không đoán.
# Viết xong thì xóa các dòng bắt đầu bằng dấu #, rồi chạy: python scripts/check_models.py"""
_LIMITS = {Kind.LINE: 300, Kind.PROSE: 3000}
_MISSING = "CÒN THIẾU"
_SUMMARISED = ("approach", "plan.steps", "results", "effectiveness", "novelty", "context")
"""Parts whose first sentence may be the summary, the best first."""


@dataclass(frozen=True)
class Draft:
    """The text of one draft, and what is missing in it, in Vietnamese."""

    name: str
    """Name of the file without `.yml`."""
    text: str
    title: str
    missing: tuple[str, ...]
    placed: int = 0
    """Texts of the report that stand in fields."""
    comments: int = 0
    """Texts of the report that stand in comments."""


@dataclass
class _Paper:
    """A draft while it is written."""

    lines: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    placed: int = 0
    comments: int = 0

    def lacks(self, key: str, what: str, why: str = "", indent: str = "") -> None:
        reason = f"{what}: {why}" if why else what
        self.lines.append(f"{indent}# {key}: {_MISSING} - {comment(reason)}")
        self.missing.append(reason)

    def beside(self, told: Told, why: str) -> None:
        """Keep a text of the report as a comment, with its heading and place."""
        heading = f"{comment(told.heading)} " if told.heading else ""
        self.lines.append(f"# {heading}({comment(told.where)}), {why}: {comment(told.text)}")
        self.comments += 1

    def told(self, key: str, text: str, indent: str = "") -> None:
        self.lines.append(f"{indent}{key}: {scalar(text)}")


def drafts(models: list[Found], report: str, source: str, where: Setting) -> list[Draft]:
    """One draft for each model. `report`: name of its file; `source`: id of the source, as in `sources`."""
    names: set[str] = set()
    where = _speaking_of(models, where)
    return [_draft(model, report, source, where, names) for model in models]


def _draft(model: Found, report: str, source: str, where: Setting, names: set[str]) -> Draft:
    model = replace(model, parts=as_told(model))
    paper = _Paper([*_HEAD.format(report=comment(report)).split("\n"), *_beside(model)])
    for part, told in model.parts.items():
        for one in told if not _has_field(part) else ():
            paper.beside(one, "báo cáo ghi" if part == "resources" else "chưa có trường riêng")
    for one in model.more:
        paper.beside(one, "chưa rõ thuộc mục nào")
    for one in model.near:
        paper.beside(one, "đứng sau chỗ nêu mô hình, chưa rõ có nói về mô hình này không")
    paper.lines.append("")
    places = _places(model, where)
    for row in MODEL.fields:
        _WRITERS.get(row.key, _other)(paper, row, model, places, source)
    name = _name(model, names)
    names.add(name)
    text = "\n".join(paper.lines) + "\n"
    return Draft(name, text, model.title, tuple(paper.missing), paper.placed, paper.comments)


def _has_field(part: str) -> bool:
    """Whether the field table has a field for a part: `context`, `plan.aims`."""
    group, _, key = part.partition(".")
    return group in MODEL.by_key and (not key or key in MODEL.by_key[group].by_key)


def comment(text: str, length: int = 8000) -> str:
    """Text of a report on one line of a comment, where it can do no harm."""
    return shown(text, length)


def scalar(text: str) -> str:
    """Text as the value of a key on one line."""
    return str(yaml.safe_dump(text, allow_unicode=True, width=10**9)).removesuffix("\n").removesuffix("\n...")


def _beside(model: Found) -> Iterator[str]:
    yield f"# Báo cáo nói về mô hình này ở: {comment('; '.join(model.wheres))}"
    for name in model.other_names:
        yield f"# Báo cáo còn ghi: {comment(name)}"


def _name(model: Found, taken: set[str]) -> str:
    base = slug_within(model.title, 60) or "mo-hinh"
    names = [base, slug_within(f"{slug_within(base, 40)}-{' '.join(model.places) or model.owner}", 80)]
    owner = slug_within(f"{slug_within(base, 40)}-{model.owner}", 80)
    return next(name for name in chain(names, [owner], (f"{base}-{n}" for n in count(2))) if name not in taken)


def _places(model: Found, where: Setting) -> list[Whereabouts]:
    read = replace(model, owner=readable(model.owner), places=[readable(one) for one in model.places])
    of_owner = place_within(read.owner)
    around = of_owner if re.search(commune(), of_owner) else model.around or _issuer_of(read, where)
    found = [locate(text, where, around) for text in model.places]
    if not any(place and place.commune for place in found):
        near = [place for one in model.parts.get("beneficiaries", []) for place in beneficiaries(one.text)[0]]
        found += [locate(text, where, around) for text in (*near[:1], model.owner)]
    known = {place.commune or place.as_written: place for place in reversed(found) if place}
    places = list(reversed(known.values()))
    return [place for place in places if place.commune] or places[:1]


def _issuer_of(model: Found, where: Setting) -> str:
    """The commune in whose name the report is written, for `Hội Nông dân xã` and for a hamlet alone.

    A report that names no other commune tells of its own models, whoever they are of.
    """
    bare = re.search(r"(?<!\w)(?:xã|phường|đặc khu)$", model.owner)
    near = any(_HAMLET.search(one) for one in (model.owner, *model.places))
    if known := _of_hamlet(model, where):
        return known
    local = where.only and not (place_within(model.owner) or _HIGHER.search(model.owner))
    if where.issuer and (bare or near or local):
        return where.issuer
    return (
        where.only
        if ((near or local) and where.before_only) or (bare and where.only.lower().startswith(bare[0]))
        else ""
    )


def _of_hamlet(model: Found, where: Setting) -> str:
    """The commune that the report names elsewhere behind the hamlet of a model; empty where it names none."""
    named = {fold(found[0]) for one in (model.owner, *model.places) for found in _WHOLE_HAMLET.finditer(one)}
    return dict(where.hamlets).get(named.pop(), "") if len(named) == 1 else ""


_HIGHER = re.compile(r"(?<!\w)(?:tỉnh|huyện|quận|thị xã|thành phố|trung ương|Quân khu)(?!\w)", re.IGNORECASE)
"""An owner above the communes: `Đoàn Thanh niên Công an tỉnh`."""
_HAMLET = re.compile(rf"(?<!\w)(?<!già )(?<!Già )(?i:{hamlet()})\s+(?:số\s+)?[{UPPER}\d]")
"""The beginning of a hamlet by its name; `Già làng Bríu Pố` is a person."""
_WHOLE_HAMLET = re.compile(rf"{_HAMLET.pattern}[\w'-]*(?:\s+(?:[{UPPER}][\w'-]*|\d{{1,2}})){{0,4}}")


def _speaking_of(models: list[Found], where: Setting) -> Setting:
    """The setting without words that stand before the only commune in the name of an owner, or in a place.

    Where no others are left, nothing says that the whole report is of that commune: its hamlets may lie elsewhere.
    """
    names = (readable(name) for model in models for name in (model.owner, *model.places))
    starts = tuple({name[: found.start()] for name in names if (found := _COMMUNE.search(name)) and found.start()})
    left = [one for one in where.before_only if not (starts and one.endswith(starts)) and not _BEHIND_TITLE.search(one)]
    if len(models) > 1:
        left = [one for one in left if not _BEHIND_PERSON.search(one)]
    return replace(where, before_only=tuple(left))


_COMMUNE = re.compile(commune())
_BEHIND_TITLE = re.compile(r"”[\s,(–—-]*(?:(?:tại|ở|của)\s+)?$")
_BEHIND_PERSON = re.compile(rf"{person()}[^.;:]{{0,60}}$")
"""Where a person lives of whom a model is."""


def _other(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    """A field that is called as a part of the outlines: a group with a text, a group of texts, or a text alone."""
    if "text" in row.by_key:
        _part(paper, row, model, places, source)
    elif any(part.startswith(f"{row.key}.") for part in model.parts):
        _group_of_texts(paper, row, model, source)
    elif told := model.parts.get(row.key, []):
        _texts(paper, row, told, "")


def _group_of_texts(paper: _Paper, row: Field, model: Found, source: str) -> None:
    paper.lines.append(f"{row.key}:")
    start, placed = len(paper.lines), paper.placed
    wheres = []
    for child in row.fields:
        told = model.parts.get(f"{row.key}.{child.key}", [])
        wheres += [one.where for one in told]
        _texts(paper, child, told, "  ")
    if paper.placed == placed:
        paper.lines[start - 1] = f"# {row.key}:"
    elif "source" in row.by_key:
        where = excerpt("; ".join(dict.fromkeys(wheres)), 300)
        paper.lines.append(f"  source: {{id: {source}, where: {quoted(where)}}}")


def _texts(paper: _Paper, row: Field, told: list[Told], indent: str) -> None:
    """The texts of one field: an item each, or all as one; comments where the field does not take them."""
    whole = " ".join(one.text for one in told)
    if row.kind not in _LIMITS or (not row.many and not fits(whole, row)):
        for one in told:
            paper.beside(one, f"chưa đưa được vào {row.label}")
        return
    kept = [one for one in told if not row.many or fits(one.text, replace(row, most=0))][: row.most or None]
    if row.many and kept:
        paper.lines.append(f"{indent}{row.key}:")
        paper.lines += [f"{indent}  - {scalar(one.text)}" for one in kept]
    elif kept:
        paper.told(row.key, whole, indent)
    paper.placed += len(kept)
    for one in told:
        if one not in kept:
            paper.beside(one, f"chưa đưa được vào {row.label}")


def _forces(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    """Those who take part, each with its role, where the text gives every one a role."""
    told = model.parts.get("forces", [])
    named = [pair for one in told for pair in forces(one.text)]
    for one in told:
        paper.beside(one, "báo cáo ghi")
    if not named or len(named) > row.most or not all(forces(one.text) for one in told):
        return
    paper.lines.append("forces:")
    for name, role in named:
        paper.lines += [f"  - name: {scalar(name)}", f"    role: {role}"]
    paper.placed += len(told)


def _beneficiaries(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    """Those who benefit; the places beside them are among the places of the model."""
    told = model.parts.get("beneficiaries", [])
    people = [person for one in told for person in beneficiaries(one.text)[1] if fits(person, replace(row, most=0))]
    for one in told:
        paper.beside(one, "báo cáo ghi")
    if people:
        paper.lines.append("beneficiaries:")
        paper.lines += [f"  - {scalar(person)}" for person in people[: row.most]]
        paper.placed += len(told)


def _title(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    if fits(model.title, row):
        paper.told("title", model.title)
    else:
        paper.lacks("title", "tên mô hình", f"tên trong báo cáo chưa dùng được: {model.title}")


def _summary(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    """The first sentence that tells what is done, else what came of it; the report's own words, to be rewritten."""
    told = [one.text for part in _SUMMARISED for one in model.parts.get(part, [])]
    sentences = (_first_sentence(text) for text in (*told, *(one.text for one in model.more)))
    sentence = next((one for one in sentences if len(one.split()) >= 4 and fits(one, row)), "")
    if sentence:
        paper.told("summary", sentence)
    else:
        paper.lines.append(f"# summary: {_MISSING} - {row.help}")


def _first_sentence(text: str) -> str:
    sentence = re.split(r"(?<=[.!?…;])\s", text.strip(" -+•"), maxsplit=1)[0].rstrip(";")
    return sentence[:1].upper() + sentence[1:]


def _fields(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    if 0 < len(model.fields) <= row.most:
        paper.lines.append(f"fields: [{', '.join(model.fields)}]")
    else:
        paper.lacks("fields", "lĩnh vực", ", ".join(model.fields))


def _group(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    if model.group:
        paper.told("group", model.group)


def _owner(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    name = model.owner[:1].upper() + model.owner[1:] if model.person else model.owner
    if not name or not fits(name, row.by_key["name"]):
        paper.lacks("owner", "chủ thể", name)
        return
    paper.lines.append("owner:")
    paper.told("name", name, "  ")
    if kind := "ca-nhan" if model.person else kind_of_owner(name):
        paper.told("kind", kind, "  ")
    else:
        paper.lacks("kind", "loại chủ thể", name, "  ")


def _registration(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    if model.person:
        paper.told("registration", "ca-nhan")


def _place_list(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    known = [place for place in places if place.commune or place.province][: row.most]
    for place in known:
        if not place.commune:
            paper.missing.append(f"xã, phường ({place.as_written or model.owner}): {place.why}")
    if not known:
        why = next((f"{place.as_written}: {place.why}" for place in places), "báo cáo không ghi nơi làm")
        paper.lacks("places", "địa bàn", why)
        return
    paper.lines.append("places:")
    for place in known:
        for dash, (key, value) in zip(["- ", *["  "] * 9], _place(place), strict=False):
            paper.lines.append(f"  {dash}{key}: {value}")


def _place(place: Whereabouts) -> Iterator[tuple[str, str]]:
    if place.commune:
        yield "commune", f'"{place.commune}"'
    else:
        yield "province", f'"{place.province}"'
        if place.candidates:
            yield "candidates", "[" + ", ".join(f'"{code}"' for code in place.candidates) + "]"
    for key, text in (("hamlet", place.hamlet), ("as_written", place.as_written)):
        if text and fits(text, MODEL.by_key["places"].by_key[key]):
            yield key, scalar(text)


def _part(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    told = model.parts.get(row.key, [])
    texts = [one for one in told if fits(one.text, row.by_key["text"])]
    kept = _within(texts, _LIMITS[Kind.PROSE])
    for one in told:
        if one not in kept:
            paper.beside(one, f"chưa đưa được vào {row.label}")
    if not kept:
        return
    paper.lines.append(f"{row.key}:")
    if len(kept) == 1:
        paper.told("text", kept[0].text, "  ")
    else:
        paper.lines.append("  text: |-")
        paper.lines += "\n\n".join(f"    {one.text}" for one in kept).split("\n")
    paper.placed += len(kept)
    if "figures" in row.by_key:
        paper.lines += _figures(kept, row.by_key["figures"])
    if row.key in CRITERIA:
        paper.told("evidence", "claimed", "  ")
    where = excerpt("; ".join(dict.fromkeys(one.where for one in kept)), 300)
    paper.lines.append(f"  source: {{id: {source}, where: {quoted(where)}}}")


def _figures(told: list[Told], row: Field) -> list[str]:
    """The figures of a part, each with what it counts, at most as many as the field takes."""
    found = [one for text in told for one in figures(text.text)][: row.most]
    usable = [one for one in found if fits(one.label, row.by_key["label"]) and fits(one.unit, row.by_key["unit"])]
    lines = []
    for one in usable:
        values = {"label": scalar(one.label), "qualifier": one.qualifier, "value": one.value, "value_to": one.value_to}
        values |= {"out_of": one.out_of, "unit": scalar(one.unit)}
        for dash, (key, value) in zip(["- ", *["  "] * 9], ((k, v) for k, v in values.items() if v), strict=False):
            lines.append(f"    {dash}{key}: {value}")
    return ["  figures:", *lines] if lines else []


def _within(texts: list[Told], limit: int) -> list[Told]:
    """The first texts that together keep the limit of one field."""
    kept: list[Told] = []
    for one in texts:
        if sum(len(other.text) + 2 for other in kept) + len(one.text) > limit:
            break
        kept.append(one)
    return kept


def _sources(paper: _Paper, row: Field, model: Found, places: list[Whereabouts], source: str) -> None:
    where = excerpt("; ".join(model.wheres), 300)
    paper.lines += ["sources:", f"  - id: {source}", f"    where: {quoted(where)}"]


def quoted(text: str) -> str:
    """A short text without special characters in double quotes, for flow style."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def fits(text: str, row: Field) -> bool:
    """Whether reading would take a text for this field."""
    try:
        check_text(text)
    except Invalid:
        return False
    return 0 < len(text) <= (row.most or _LIMITS[row.kind]) and not re.search("[\n]", text)


_WRITERS = {
    "title": _title,
    "summary": _summary,
    "fields": _fields,
    "group": _group,
    "owner": _owner,
    "registration": _registration,
    "places": _place_list,
    "forces": _forces,
    "beneficiaries": _beneficiaries,
    "sources": _sources,
}
