"""One row of a register as the values of a model file. Cells without a field become comments; nothing is added."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from showcase.files.personal import personal_in
from showcase.files.values import Invalid, check_text
from showcase.gazetteer.communes import gazetteer
from showcase.importing.outlines import group_of, kind_of_owner
from showcase.importing.owners import person
from showcase.language.words import excerpt, number
from showcase.registers.phrases import (
    clauses,
    coded,
    date_and_end,
    date_of,
    first_sentence,
    items,
    level_and_year,
    named,
    period_of,
)
from showcase.registers.places import Spot, names_place, spot_of
from showcase.registers.rows import Cell, Row, field_code, is_mark
from showcase.registers.setting import Setting
from showcase.registers.tables import CELL_LIMIT
from showcase.schema.fields import MODEL, Field, Kind
from showcase.schema.grammar import limit
from showcase.schema.problems import shown

_LEFT_OUT = "(bỏ: có {what}, không được công khai)"
_ONCE = ("title", "place", "hamlet", "commune", "district", "province", "code", "owner_kind")
"""Parts for which a model file has one value: further cells become comments."""


class Returned(Exception):
    """A row cannot become a model file, for the reason in the message (Vietnamese); an editor corrects the row."""


@dataclass
class Entry:
    """One row, as the values of a model file."""

    row: Row
    values: dict[str, Any] = field(default_factory=dict)
    spot: Spot = field(default_factory=Spot)
    comments: list[str] = field(default_factory=list)
    """Cells without a field, each with its heading: `“Ghi chú”: chờ duyệt`."""
    doubts: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Headings of cells that hold personal data, which is never published."""


def entry_of(row: Row, where: Setting) -> Entry:
    """The entry of a row. Raises Returned for a row without title, owner or place."""
    entry = Entry(row)
    maker = _Maker(entry, where)
    maker.refuse_endless()
    maker.identity()
    maker.life()
    maker.story()
    maker.rest()
    maker.summary()
    order = list(MODEL.by_key)
    entry.values = {key: entry.values[key] for key in sorted(entry.values, key=order.index)}
    return entry


def source_of(row: Row, where: Setting) -> dict[str, str]:
    """Source and row, as other fields cite it: `{"id": "so-2026", "where": "hàng 14"}`."""
    return {"id": where.source, "where": excerpt(row.where, 300)}


@dataclass
class _Maker:
    entry: Entry
    where: Setting

    @property
    def row(self) -> Row:
        return self.entry.row

    def refuse_endless(self) -> None:
        """Raises Returned for a row with a cell longer than CELL_LIMIT, so that no cell is cut."""
        cells = [cell for listed in self.row.parts.values() for cell in listed]
        for cell in (*cells, *self.row.others):
            if len(cell.text) > CELL_LIMIT:
                length, most = number(len(cell.text)), number(CELL_LIMIT)
                raise Returned(
                    f"{shown(cell.heading, 120)}: ô dài {length} ký tự, nhiều nhất {most}; hãy chia hay rút gọn"
                )

    def identity(self) -> None:
        """Put the required title, owner and place; then fields, group and registration."""
        title = self.row.text("title").strip(' .;“”"')
        self._must_fit("title", title, MODEL.by_key["title"])
        self.entry.spot = spot_of(self.row, self.where)
        if self.entry.spot.why:
            raise Returned(self.entry.spot.why)
        self.entry.doubts += [self.entry.spot.doubt] if self.entry.spot.doubt else []
        self.entry.values |= {"title": title, "owner": self._owner(), "places": [self._place(), *self._further()]}
        self._fields()
        self._put("group", "group", lambda text: coded("groups", text) or group_of(text))
        self._put("registration", "registration", lambda text: coded("registrations", text))

    def _must_fit(self, part: str, text: str, row: Field) -> None:
        """Raises Returned for a required text that is too short or that the field does not accept."""
        if len(re.findall(r"[^\W_]", text)) < 3:
            raise Returned(f"{row.label}: để trống hoặc quá ngắn")
        if fault := _fault(text, row):
            raise Returned(f"{row.label}: {fault}")

    def _owner(self) -> dict[str, str]:
        cells = [cell for cell in self.row.parts.get("owner", []) if not is_mark(cell.text)]
        for cell in self.row.parts.get("owner", []):
            self._registered_by_heading(cell)
        name = " ".join(cells[0].text.split()) if cells else ""
        if name:
            self._must_fit("owner", name, MODEL.by_key["owner"].by_key["name"])
        self._beside(cells[1:])
        kind = self._owner_kind(name)
        return {"name": name, "kind": kind} if name else {"kind": kind}

    def _registered_by_heading(self, cell: Cell) -> None:
        """Put the registration of a cell whose column is headed `Cá nhân` or `Tập thể`."""
        if code := coded("registrations", cell.heading):
            self.entry.values["registration"] = code

    def _owner_kind(self, name: str) -> str:
        written = coded("owner_kinds", self.row.text("owner_kind"))
        is_person = self.entry.values.get("registration") == "ca-nhan" or re.match(rf"{person()}", name)
        kind = written or ("ca-nhan" if is_person else kind_of_owner(name))
        if not kind and name:
            self.entry.doubts.append(f"chưa rõ loại chủ thể của “{shown(name)}”")
        return kind or "khac"

    def _place(self) -> dict[str, Any]:
        spot = self.entry.spot
        made: dict[str, Any] = {"commune": spot.commune} if spot.commune else {"province": spot.province}
        made |= {"whole_province": True} if spot.whole else {}
        made |= {"candidates": list(spot.candidates)} if spot.candidates else {}
        table = MODEL.by_key["places"].by_key
        texts = {"hamlet": spot.hamlet, "as_written": spot.as_written}
        faults = [key for key, text in texts.items() if text and _fault(text, table[key])]
        self._beside([Cell("Địa bàn", texts[key]) for key in faults])
        return made | {key: text for key, text in texts.items() if text and key not in faults}

    def _further(self) -> list[dict[str, str]]:
        """The communes after the first one in a column of codes: `30547; 30688`."""
        codes = [code.zfill(5) for code in re.findall(r"\d{4,5}", self.row.text("code"))[1:20]]
        return [{"commune": code} for code in dict.fromkeys(codes) if code in gazetteer().by_code]

    def _fields(self) -> None:
        cells = self.row.parts.get("fields", [])
        named_fields = [field_code(name) for cell in cells for name in re.split(r"[;\n]", cell.text) if name.strip()]
        if named_fields and all(named_fields) and len(set(named_fields)) <= 2:
            self.entry.values["fields"] = list(dict.fromkeys(named_fields))
        else:
            self._beside(cells)
            if self.row.field:
                self.entry.values["fields"] = [self.row.field]

    def life(self) -> None:
        """Put registration, dates, status, recognition and standing."""
        self._put("registered.level", "registered.level", lambda text: named("levels", text))
        self._put("registered.period", "registered.period", period_of)
        if "period" not in self.entry.values.get("registered", {}) and self.where.period and self.where.planning:
            self.entry.values.setdefault("registered", {})["period"] = self.where.period
        self._started()
        for part in ("launched", "ended"):
            self._put(part, part, date_of)
        self._put("status", "status", lambda text: coded("statuses", text))
        if self.where.planning and "status" not in self.entry.values and not self.row.text("status"):
            self.entry.values["status"] = "dang-ky"
        self._recognition()
        self._standing()

    def _started(self) -> None:
        """Put the date of the beginning; in a register of plans it goes into the plan's schedule."""
        for part in ("time", "started"):
            for cell in self.row.parts.get(part, []):
                if self.where.planning:
                    self._add_plan(
                        "schedule", cell if part == "time" else Cell(cell.heading, f"{cell.heading}: {cell.text}")
                    )
                elif date := date_of(cell.text) or date_and_end(cell.text)[0]:
                    self.entry.values.setdefault("started", date)
                    self._beside([cell] if date_of(cell.text) is None else [])
                else:
                    self._beside([cell])

    def _recognition(self) -> None:
        levels = self.row.parts.get("recognition.level", [])
        level, year = level_and_year(levels[0].text) if levels else (None, None)
        if not level:
            for part in ("level", "year", "decision", "form"):
                self._beside(self.row.parts.get(f"recognition.{part}", []))
            return
        years = re.findall(r"\b(?:19|20)\d\d\b", self.row.text("recognition.year"))
        made: dict[str, Any] = {"level": level}
        if year or len(years) == 1:
            made["year"] = year or int(years[0])
        decision = self.row.text("recognition.decision")
        made |= {"decision": decision} if decision and not _fault(decision, _row("recognition.decision")) else {}
        form = coded("recognition_forms", self.row.text("recognition.form"))
        made |= {"form": form} if form else {}
        self._beside([] if form else self.row.parts.get("recognition.form", []))
        self.entry.values["recognition"] = [made]

    def _standing(self) -> None:
        cells = self.row.parts.get("standing", [])
        state = named("standings", cells[0].text) or coded("standings", cells[0].text) if cells else None
        if state:
            self.entry.values["standing"] = {"state": state, "source": source_of(self.row, self.where)}
        else:
            self._beside(cells)

    def story(self) -> None:
        """Put what was planned into `plan`, and what was done into the story."""
        for part in ("aims", "criteria", "steps", "outputs", "upkeep", "budget"):
            for cell in self.row.parts.get(f"plan.{part}", []):
                self._add_plan(part, cell)
        for cell in self.row.parts.get("plan.schedule", []):
            self._add_plan("schedule", cell)
        self._put("plan.evaluation", "plan.evaluation", date_of)
        for cell in self.row.parts.get("time_and_means", []):
            self._means(cell)
        for cell in self.row.parts.get("content", []):
            self._add_plan("steps", cell) if self.where.planning else self._put_story("approach", cell)
        for part in ("context", "results"):
            for cell in self.row.parts.get(part, []):
                self._put_story(part, cell)
        self._people()
        if "plan" in self.entry.values:
            self.entry.values["plan"]["source"] = source_of(self.row, self.where)

    def _people(self) -> None:
        """Put forces with their roles, beneficiaries and campaigns."""
        for part, role in (
            ("forces", None),
            ("forces.lead", "chu-tri"),
            ("forces.partner", "phoi-hop"),
            ("forces.member", "tham-gia"),
        ):
            for cell in self.row.parts.get(part, []):
                self._forces(cell, role)
        heading = next((cell.heading for cell in self.row.parts.get("place_and_people", [])), "")
        people = [clause for clause in self.row.clauses("place_and_people") if not names_place(clause)]
        for cell in [*self.row.parts.get("beneficiaries", []), *(Cell(heading, clause) for clause in people)]:
            self._list("beneficiaries", cell)
        for cell in self.row.parts.get("campaigns", []):
            self._list("campaigns", cell)

    def _forces(self, cell: Cell, role: str | None) -> None:
        table = MODEL.by_key["forces"]
        forces = [(code or role, text) for code, text in clauses(cell.text, "roles")]
        known = self.entry.values.get("forces", [])
        if len(forces) + len(known) > table.most or any(_fault(text, table.by_key["name"]) for _, text in forces):
            self._beside([cell])
            return
        made = [{"name": text, "role": code} if code else {"name": text} for code, text in forces]
        self.entry.values["forces"] = [*known, *made]

    def _means(self, cell: Cell) -> None:
        """Put a cell on time and means: each clause into the field that its lead names, else into the schedule."""
        for target, text in clauses(cell.text, "means"):
            part = (target or "plan.schedule").removeprefix("plan.")
            date = date_of(text) if part == "evaluation" else None
            if date:
                self.entry.values.setdefault("plan", {})["evaluation"] = date
            else:
                self._add_plan("schedule" if part == "evaluation" else part, Cell(cell.heading, text))

    def _add_plan(self, part: str, cell: Cell) -> None:
        row = MODEL.by_key["plan"].by_key[part]
        plan = self.entry.values.get("plan", {})
        if row.many:
            value: Any = [*plan.get(part, []), *items(cell.text, row.most)]
            faults = [_fault(text, row) for text in value] + (["dài"] if len(value) > row.most else [])
        else:
            value = "\n".join(filter(None, (plan.get(part, ""), cell.text)))
            faults = [_fault(value, row)]
        if not value or any(faults):
            self._beside([cell])
        else:
            self.entry.values["plan"] = {**plan, part: value}

    def _put_story(self, part: str, cell: Cell) -> None:
        """Put a cell into a part of the story, with the register as source."""
        earlier = self.entry.values.get(part, {}).get("text", "")
        text = "\n\n".join(filter(None, (earlier, cell.text)))
        if _fault(text, MODEL.by_key[part].by_key["text"]):
            self._beside([cell])
        else:
            self.entry.values[part] = {"text": text, "source": source_of(self.row, self.where)}

    def _list(self, part: str, cell: Cell) -> None:
        row = MODEL.by_key[part]
        listed = [*self.entry.values.get(part, []), *items(cell.text, row.most)]
        if len(listed) > row.most or any(_fault(text, row) for text in listed):
            self._beside([cell])
        elif listed:
            self.entry.values[part] = list(dict.fromkeys(listed))

    def _put(self, part: str, path: str, read: Callable[[str], Any]) -> None:
        """Put the first cell of a part at `path`; a cell for which `read` gives None becomes a comment."""
        cells = self.row.parts.get(part, [])
        value = read(cells[0].text) if cells else None
        self._beside(cells if value is None else cells[1:])
        if value is not None:
            group, _, name = path.rpartition(".")
            (self.entry.values.setdefault(group, {}) if group else self.entry.values)[name] = value

    def rest(self) -> None:
        """Put cells without a field into comments: remarks, unknown columns, other sub-headings."""
        for part in _ONCE:
            self._beside(self.row.parts.get(part, [])[1:])
        self._beside(self.row.parts.get("remarks", []))
        self._beside(list(self.row.others))
        if self.row.under:
            self._beside([Cell("đề mục", self.row.under)])

    def _beside(self, cells: list[Cell]) -> None:
        for cell in cells:
            personal = personal_in(f"{cell.heading}: {cell.text}")
            text = _LEFT_OUT.format(what=personal.what) if personal else shown(cell.text, CELL_LIMIT)
            self.entry.left_out += [cell.heading] if personal else []
            self.entry.comments.append(f"“{shown(cell.heading, 120)}”: {text}")

    def summary(self) -> None:
        """Put the summary: its own column, else the first sentence of approach or results, else a composed sentence."""
        row = MODEL.by_key["summary"]
        cells = self.row.parts.get("summary", [])
        if cells and not _fault(cells[0].text, row):
            self.entry.values["summary"] = cells[0].text
            return
        self._beside(cells)
        done = [self.entry.values.get(part, {}).get("text", "") for part in ("approach", "results")]
        sentences = (first_sentence(text) for text in done if text)
        usable = (f"{sentence}." for sentence in sentences if len(sentence.split()) >= 4)
        fitting = (sentence for sentence in usable if not _fault(sentence, row))
        self.entry.values["summary"] = next(fitting, "") or self._composed()

    def _composed(self) -> str:
        """One sentence from owner, year and place of the row."""
        owner = self.entry.values["owner"].get("name", "")
        period = self.entry.values.get("registered", {}).get("period", "")
        done = "đăng ký" if self.where.planning else "thực hiện"
        who = f"Mô hình do {excerpt(owner, 110)} {done}" if owner else f"Mô hình được {done}"
        place = f" ở {excerpt(self.entry.spot.as_written, 80)}" if self.entry.spot.as_written else ""
        sentence = f"{who}{f' ({period})' if period else ''}{place}."
        steps = self.entry.values.get("plan", {}).get("steps", [""])
        intended = f"{sentence} Dự kiến: {first_sentence(steps[0])}."
        return intended if steps[0] and not _fault(intended, MODEL.by_key["summary"]) else sentence


def _row(path: str) -> Field:
    table = MODEL
    for key in path.split("."):
        table = table.by_key[key]
    return table


_LENGTH = {Kind.LINE: limit("line"), Kind.PROSE: limit("prose")}


def _fault(text: str, row: Field) -> str:
    """Why the field does not accept a text, in Vietnamese; empty for an accepted text.

    Raises Returned for a text with personal data, which must not be published, not even in a comment.
    """
    if personal := personal_in(text):
        raise Returned(f"{row.label}: có {personal.what} ({shown(personal.text)}), không được công khai; hãy bỏ")
    most = _LENGTH[row.kind] if row.many else row.most or _LENGTH[row.kind]
    if not text or len(text) > most:
        return f"dài {len(text)} ký tự, nhiều nhất {most}"
    if row.kind is Kind.LINE and "\n" in text:
        return "có nhiều dòng"
    try:
        check_text(text)
    except Invalid as invalid:
        return f"có chữ không dùng được: {shown(invalid.found)}"
    return ""
