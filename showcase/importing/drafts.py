"""Drafts of model files from the models found in a report. Each text is the report's, with its place; none is added.

An editor turns a draft into a model file: missing fields are marked by comments, texts have to be rewritten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count

import yaml

from showcase.files.values import Invalid, check_text
from showcase.importing.figures import figures
from showcase.importing.forms import beneficiaries, forces, parts_with_plan
from showcase.importing.headings import ReportedModel, ReportText
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
"""Parts whose first sentence may become the summary, in order of preference."""


@dataclass(frozen=True)
class Draft:
    """The text of one draft, and its missing fields in Vietnamese."""

    name: str
    """Name of the file without `.yml`."""
    text: str
    title: str
    missing: tuple[str, ...]
    placed: int = 0
    """Number of texts of the report that were put into fields."""
    comments: int = 0
    """Number of texts of the report that were put into comments."""


@dataclass
class _Paper:
    """The lines of a draft while it is written."""

    lines: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    placed: int = 0
    comments: int = 0

    def lacks(self, key: str, what: str, why: str = "", indent: str = "") -> None:
        reason = f"{what}: {why}" if why else what
        self.lines.append(f"{indent}# {key}: {_MISSING} - {comment(reason)}")
        self.missing.append(reason)

    def note(self, piece: ReportText, why: str) -> None:
        """Write a text of the report as a comment, with its heading and place."""
        heading = f"{comment(piece.heading)} " if piece.heading else ""
        self.lines.append(f"# {heading}({comment(piece.where)}), {why}: {comment(piece.text)}")
        self.comments += 1

    def put(self, key: str, text: str, indent: str = "") -> None:
        self.lines.append(f"{indent}{key}: {scalar(text)}")


def drafts(models: list[ReportedModel], report: str, source: str, where: Setting) -> list[Draft]:
    """One draft for each model. `report`: name of its file; `source`: id of the source, as in `sources`."""
    names: set[str] = set()
    where = _speaking_of(models, where)
    return [_draft(model, report, source, where, names) for model in models]


def _draft(model: ReportedModel, report: str, source: str, where: Setting, names: set[str]) -> Draft:
    model = replace(model, parts=parts_with_plan(model))
    paper = _Paper([*_HEAD.format(report=comment(report)).split("\n"), *_beside(model)])
    for part, pieces in model.parts.items():
        for piece in pieces if not _has_field(part) else ():
            paper.note(piece, "báo cáo ghi" if part == "resources" else "chưa có trường riêng")
    for piece in model.more:
        paper.note(piece, "chưa rõ thuộc mục nào")
    for piece in model.near:
        paper.note(piece, "đứng sau chỗ nêu mô hình, chưa rõ có nói về mô hình này không")
    paper.lines.append("")
    places = _places(model, where)
    for row in MODEL.fields:
        _WRITERS.get(row.key, _other)(paper, row, model, places, source)
    name = _name(model, names)
    names.add(name)
    text = "\n".join(paper.lines) + "\n"
    return Draft(name, text, model.title, tuple(paper.missing), paper.placed, paper.comments)


def _has_field(part: str) -> bool:
    """Whether the field table has this path: `context`, `plan.aims`."""
    group, _, key = part.partition(".")
    return group in MODEL.by_key and (not key or key in MODEL.by_key[group].by_key)


def comment(text: str, length: int = 8000) -> str:
    """Text of a report as one line of a YAML comment, without control characters."""
    return shown(text, length)


def scalar(text: str) -> str:
    """Text as the value of a key on one line."""
    return str(yaml.safe_dump(text, allow_unicode=True, width=10**9)).removesuffix("\n").removesuffix("\n...")


def _beside(model: ReportedModel) -> Iterator[str]:
    yield f"# Báo cáo nói về mô hình này ở: {comment('; '.join(model.wheres))}"
    for name in model.other_names:
        yield f"# Báo cáo còn ghi: {comment(name)}"


def _name(model: ReportedModel, taken: set[str]) -> str:
    base = slug_within(model.title, 60) or "mo-hinh"
    names = [base, slug_within(f"{slug_within(base, 40)}-{' '.join(model.places) or model.owner}", 80)]
    owner = slug_within(f"{slug_within(base, 40)}-{model.owner}", 80)
    return next(name for name in chain(names, [owner], (f"{base}-{n}" for n in count(2))) if name not in taken)


def _places(model: ReportedModel, where: Setting) -> list[Whereabouts]:
    read = replace(model, owner=readable(model.owner), places=[readable(one) for one in model.places])
    of_owner = place_within(read.owner)
    around = of_owner if re.search(commune(), of_owner) else model.around or _issuer_of(read, where)
    located = [locate(text, where, around) for text in model.places]
    if not any(place and place.commune for place in located):
        near = [place for piece in model.parts.get("beneficiaries", []) for place in beneficiaries(piece.text)[0]]
        located += [locate(text, where, around) for text in (*near[:1], model.owner)]
    known = {place.commune or place.as_written: place for place in reversed(located) if place}
    places = list(reversed(known.values()))
    return [place for place in places if place.commune] or places[:1]


def _issuer_of(model: ReportedModel, where: Setting) -> str:
    """The commune of the report, for an owner like `Hội Nông dân xã` or a hamlet without its commune; else empty.

    A report that names no other commune lists models of its own commune, whoever owns them.
    """
    bare = re.search(r"(?<!\w)(?:xã|phường|đặc khu)$", model.owner)
    near = any(_HAMLET.search(text) for text in (model.owner, *model.places))
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


def _of_hamlet(model: ReportedModel, where: Setting) -> str:
    """The commune that the report names elsewhere behind the hamlet of a model; empty where it names none."""
    named = {fold(found[0]) for one in (model.owner, *model.places) for found in _WHOLE_HAMLET.finditer(one)}
    return dict(where.hamlets).get(named.pop(), "") if len(named) == 1 else ""


_HIGHER = re.compile(r"(?<!\w)(?:tỉnh|huyện|quận|thị xã|thành phố|trung ương|Quân khu)(?!\w)", re.IGNORECASE)
"""An owner above commune level: `Đoàn Thanh niên Công an tỉnh`."""
_HAMLET = re.compile(rf"(?<!\w)(?<!già )(?<!Già )(?i:{hamlet()})\s+(?:số\s+)?[{UPPER}\d]")
"""The beginning of a hamlet with its name. `Già làng Bríu Pố` is a person."""
_WHOLE_HAMLET = re.compile(rf"{_HAMLET.pattern}[\w'-]*(?:\s+(?:[{UPPER}][\w'-]*|\d{{1,2}})){{0,4}}")


def _speaking_of(models: list[ReportedModel], where: Setting) -> Setting:
    """The setting without those words before the only commune that belong to owners or places of models.

    Where none are left, the report need not be of that commune: its hamlets may lie in other communes.
    """
    names = (readable(name) for model in models for name in (model.owner, *model.places))
    starts = tuple(
        {name[: commune.start()] for name in names if (commune := _COMMUNE.search(name)) and commune.start()}
    )
    left = [
        lead for lead in where.before_only if not (starts and lead.endswith(starts)) and not _BEHIND_TITLE.search(lead)
    ]
    if len(models) > 1:
        left = [lead for lead in left if not _BEHIND_PERSON.search(lead)]
    return replace(where, before_only=tuple(left))


_COMMUNE = re.compile(commune())
_BEHIND_TITLE = re.compile(r"”[\s,(–—-]*(?:(?:tại|ở|của)\s+)?$")
_BEHIND_PERSON = re.compile(rf"{person()}[^.;:]{{0,60}}$")
"""The words before the home of a person who owns a model."""


def _other(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
    """Write a field whose key is a part of the outlines: a group with a text, a group of texts, or a text."""
    if "text" in row.by_key:
        _part(paper, row, model, places, source)
    elif any(part.startswith(f"{row.key}.") for part in model.parts):
        _group_of_texts(paper, row, model, source)
    elif pieces := model.parts.get(row.key, []):
        _texts(paper, row, pieces, "")


def _group_of_texts(paper: _Paper, row: Field, model: ReportedModel, source: str) -> None:
    paper.lines.append(f"{row.key}:")
    start, placed = len(paper.lines), paper.placed
    wheres = []
    for child in row.fields:
        pieces = model.parts.get(f"{row.key}.{child.key}", [])
        wheres += [piece.where for piece in pieces]
        _texts(paper, child, pieces, "  ")
    if paper.placed == placed:
        paper.lines[start - 1] = f"# {row.key}:"
    elif "source" in row.by_key:
        where = excerpt("; ".join(dict.fromkeys(wheres)), 300)
        paper.lines.append(f"  source: {{id: {source}, where: {quoted(where)}}}")


def _texts(paper: _Paper, row: Field, pieces: list[ReportText], indent: str) -> None:
    """Write the texts of one field: as items of a list, or joined. Texts that do not fit become comments."""
    whole = " ".join(piece.text for piece in pieces)
    if row.kind not in _LIMITS or (not row.many and not fits(whole, row)):
        for piece in pieces:
            paper.note(piece, f"chưa đưa được vào {row.label}")
        return
    fitting = [piece for piece in pieces if not row.many or fits(piece.text, replace(row, most=0))][: row.most or None]
    if row.many and fitting:
        paper.lines.append(f"{indent}{row.key}:")
        paper.lines += [f"{indent}  - {scalar(piece.text)}" for piece in fitting]
    elif fitting:
        paper.put(row.key, whole, indent)
    paper.placed += len(fitting)
    for piece in pieces:
        if piece not in fitting:
            paper.note(piece, f"chưa đưa được vào {row.label}")


def _forces(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
    """Write the forces (organisations that take part) where the text gives each of them a role."""
    pieces = model.parts.get("forces", [])
    named = [pair for piece in pieces for pair in forces(piece.text)]
    for piece in pieces:
        paper.note(piece, "báo cáo ghi")
    if not named or len(named) > row.most or not all(forces(piece.text) for piece in pieces):
        return
    paper.lines.append("forces:")
    for name, role in named:
        paper.lines += [f"  - name: {scalar(name)}", f"    role: {role}"]
    paper.placed += len(pieces)


def _beneficiaries(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
    """Write the beneficiaries. Places in the same text were added to the places of the model."""
    pieces = model.parts.get("beneficiaries", [])
    people = [
        person for piece in pieces for person in beneficiaries(piece.text)[1] if fits(person, replace(row, most=0))
    ]
    for piece in pieces:
        paper.note(piece, "báo cáo ghi")
    if people:
        paper.lines.append("beneficiaries:")
        paper.lines += [f"  - {scalar(person)}" for person in people[: row.most]]
        paper.placed += len(pieces)


def _title(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
    if fits(model.title, row):
        paper.put("title", model.title)
    else:
        paper.lacks("title", "tên mô hình", f"tên trong báo cáo chưa dùng được: {model.title}")


def _summary(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
    """Write the first sentence of a part in `_SUMMARISED` that fits; an editor has to rewrite it."""
    texts = [piece.text for part in _SUMMARISED for piece in model.parts.get(part, [])]
    sentences = (_first_sentence(text) for text in (*texts, *(piece.text for piece in model.more)))
    sentence = next((text for text in sentences if len(text.split()) >= 4 and fits(text, row)), "")
    if sentence:
        paper.put("summary", sentence)
    else:
        paper.lines.append(f"# summary: {_MISSING} - {row.help}")


def _first_sentence(text: str) -> str:
    sentence = re.split(r"(?<=[.!?…;])\s", text.strip(" -+•"), maxsplit=1)[0].rstrip(";")
    return sentence[:1].upper() + sentence[1:]


def _fields(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
    if 0 < len(model.fields) <= row.most:
        paper.lines.append(f"fields: [{', '.join(model.fields)}]")
    else:
        paper.lacks("fields", "lĩnh vực", ", ".join(model.fields))


def _group(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
    if model.group:
        paper.put("group", model.group)


def _owner(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
    name = model.owner[:1].upper() + model.owner[1:] if model.person else model.owner
    if not name or not fits(name, row.by_key["name"]):
        paper.lacks("owner", "chủ thể", name)
        return
    paper.lines.append("owner:")
    paper.put("name", name, "  ")
    if kind := "ca-nhan" if model.person else kind_of_owner(name):
        paper.put("kind", kind, "  ")
    else:
        paper.lacks("kind", "loại chủ thể", name, "  ")


def _registration(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
    if model.person:
        paper.put("registration", "ca-nhan")


def _place_list(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
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


def _part(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
    pieces = model.parts.get(row.key, [])
    texts = [piece for piece in pieces if fits(piece.text, row.by_key["text"])]
    fitting = _within(texts, _LIMITS[Kind.PROSE])
    for piece in pieces:
        if piece not in fitting:
            paper.note(piece, f"chưa đưa được vào {row.label}")
    if not fitting:
        return
    paper.lines.append(f"{row.key}:")
    if len(fitting) == 1:
        paper.put("text", fitting[0].text, "  ")
    else:
        paper.lines.append("  text: |-")
        paper.lines += "\n\n".join(f"    {piece.text}" for piece in fitting).split("\n")
    paper.placed += len(fitting)
    if "figures" in row.by_key:
        paper.lines += _figures(fitting, row.by_key["figures"])
    if row.key in CRITERIA:
        paper.put("evidence", "claimed", "  ")
    where = excerpt("; ".join(dict.fromkeys(piece.where for piece in fitting)), 300)
    paper.lines.append(f"  source: {{id: {source}, where: {quoted(where)}}}")


def _figures(pieces: list[ReportText], row: Field) -> list[str]:
    """The lines for the figures of a part, at most as many as the field accepts."""
    listed = [figure for piece in pieces for figure in figures(piece.text)][: row.most]
    label, unit = row.by_key["label"], row.by_key["unit"]
    usable = [figure for figure in listed if fits(figure.label, label) and fits(figure.unit, unit)]
    lines = []
    for figure in usable:
        values = {"label": scalar(figure.label), "qualifier": figure.qualifier, "value": figure.value}
        values |= {"value_to": figure.value_to, "out_of": figure.out_of, "unit": scalar(figure.unit)}
        for dash, (key, value) in zip(["- ", *["  "] * 9], ((k, v) for k, v in values.items() if v), strict=False):
            lines.append(f"    {dash}{key}: {value}")
    return ["  figures:", *lines] if lines else []


def _within(texts: list[ReportText], limit: int) -> list[ReportText]:
    """The first texts whose total length is within `limit` (characters)."""
    fitting: list[ReportText] = []
    for piece in texts:
        if sum(len(other.text) + 2 for other in fitting) + len(piece.text) > limit:
            break
        fitting.append(piece)
    return fitting


def _sources(paper: _Paper, row: Field, model: ReportedModel, places: list[Whereabouts], source: str) -> None:
    where = excerpt("; ".join(model.wheres), 300)
    paper.lines += ["sources:", f"  - id: {source}", f"    where: {quoted(where)}"]


def quoted(text: str) -> str:
    """A text in double quotes for YAML in flow style: `{id: a, where: "dòng 5"}`."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def fits(text: str, row: Field) -> bool:
    """Whether a text is valid for this field."""
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
