"""What one synthetic model tells: title, owner, dates, and as much of its story as its level of detail asks for."""

from typing import Any

from measuring.phrases import Draw, Words, day, lower_first, words, year
from measuring.settings import Setting
from showcase.language.words import excerpt, number
from showcase.schema.vocabulary import CRITERIA, STORY, vocabulary

SOURCE_ID = "du-lieu-thu"

Values = dict[str, Any]

_STATUS_SHARES = {"dang-ky": 30, "thuc-hien": 35, "duy-tri": 18, "nhan-rong": 8, "nang-chat": 6, "da-dung": 3}
_EVIDENCE_SHARES = {"claimed": 75, "documented": 18, "verified": 7}
_PERIODS = ("2016-2020", "2021-2025", "2023-2025")
_LIKELY_FIGURES = {"effectiveness": 1.0, "participation": 0.6, "results": 0.8, "spread": 0.3, "trust": 0.25}
"""How often a part has figures; others rarely."""

_THEME_SENTENCES = {"context": "before", "effectiveness": "gains", "results": "gains"}
"""Parts that begin with sentences of their theme."""


def citation(draw: Draw) -> Values:
    """The one source, with some place in it."""
    where = f"mục {draw.random.randint(1, 9)}, dòng {draw.random.randint(2, 980)}"
    return {"id": SOURCE_ID, "where": where} if draw.happens(0.7) else {"id": SOURCE_ID}


class Teller:
    """Tells one model."""

    def __init__(self, draw: Draw, theme: Words, kind: str, setting: Setting, detail: str) -> None:
        self.draw, self.theme, self.kind, self.setting, self.detail = draw, theme, kind, setting, detail
        draw.fixed |= {"hamlet": setting.hamlet, "seat": setting.seat, "commune": setting.commune}
        draw.fixed |= {key: draw.pick(theme[f"{key}s"]) for key in ("call", "deed")}
        draw.fixed["who"] = draw.pick(theme["who"])
        self.owner = draw.fill(draw.pick(words()["owners"][kind]))
        short = self.owner.split(",")[0] or f"ban vận động {setting.hamlet}"
        draw.fixed["owner"] = lower_first(short) if kind == "ca-nhan" else short

    def values(self) -> Values:
        """All values of the file but the links to other models, in no special order."""
        draw = self.draw
        title = draw.say(draw.early(words()["titles"]))
        told = {key: self.part(key) for key in self.parts_with_content()}
        values = {"title": title, "summary": self.summary(told), **self.kinds(), **self.circumstances(), **told}
        if draw.fixed["call"] not in title and draw.happens(0.35):
            values["aliases"] = [draw.fixed["call"]]
        if self.detail == "followable":
            values["replication"] = self.replication()
        return values | {"sources": [citation(draw)]}

    def summary(self, told: Values) -> str:
        """At most 250 characters; that of a followable model may name a figure."""
        figures = [figure for part in told.values() for figure in part.get("figures", ())]
        if figures:
            label, shown = lower_first(figures[0]["label"]), number(figures[0]["value"])
            self.draw.fixed |= {"label": label, "value": shown, "unit": figures[0]["unit"]}
        templates = words()["summaries"][self.detail]
        usable = [template for template in templates if figures or "<value>" not in template]
        return excerpt(self.draw.say(self.draw.pick(usable)), 250)

    def kinds(self) -> Values:
        """Owner and everything by which models are sorted."""
        draw, theme = self.draw, self.theme
        values: Values = {"owner": {"name": self.owner, "kind": self.kind} if self.owner else {"kind": self.kind}}
        if theme.get("field"):
            values["fields"] = [theme["field"]]
            other = draw.pick([field for field in vocabulary("fields") if field != theme["field"]])
            values["fields"] += [other] * draw.happens(0.06)
        if "group" in theme and draw.happens(0.6):
            values["group"] = theme["group"]
        if theme["topics"] and draw.happens(0.9):
            values["topics"] = draw.some(theme["topics"], 1, 4)
        if draw.happens(0.9):
            values["registration"] = "ca-nhan" if self.kind == "ca-nhan" or draw.happens(0.35) else "tap-the"
        return values

    def circumstances(self) -> Values:
        """Where and when."""
        draw = self.draw
        values: Values = {"places": self.setting.places}
        if draw.happens(0.7 if "traits" in self.theme else 0.08):
            values["area_traits"] = draw.some(self.theme.get("traits") or list(vocabulary("area_traits")), 1, 2)
        if draw.happens(0.6):
            since = draw.fixed["since"]
            month, day_of_month = draw.random.randint(3, 12), draw.random.randint(10, 28)
            values["started"] = draw.early([since, f"{month}/{since}", f"{day_of_month}/{month}/{since}"])
        if draw.happens(0.75):
            values["status"] = draw.weighted(_STATUS_SHARES)
        if self.detail != "name" and draw.happens(0.3):
            values["recognition"] = [self.recognition()]
        return values

    def recognition(self) -> Values:
        """One recognition, of a low level more often than of a high one."""
        draw = self.draw
        level, since = draw.early(list(vocabulary("recognition_levels"))), draw.random.randint(2017, 2025)
        decision = f"Quyết định số {draw.random.randint(11, 2900)}-QĐ/ĐU"
        return {"level": level, "year": since} | ({"decision": decision} if draw.happens(0.4) else {})

    def parts_with_content(self) -> list[str]:
        """The keys of the parts told, of story and criteria."""
        if self.detail == "name":
            return []
        if self.detail == "followable":
            return [key for key in STORY if self.draw.happens(0.5)] + list(CRITERIA)
        return [*self.draw.some(list(STORY), 0, 2), *self.draw.some(list(CRITERIA), 1, 3)]

    def part(self, key: str) -> Values:
        """One part with its text, and with steps, figures and evidence where they belong."""
        draw, theme = self.draw, self.theme
        values: Values = {"text": self.text(key)}
        if key == "approach":
            values["steps"] = self.steps()
        if draw.happens(_LIKELY_FIGURES.get(key, 0.08)):
            values["figures"] = [self.figure(*row) for row in draw.some(theme["figures"], 1, 3)]
        if key in CRITERIA:
            values["evidence"] = draw.weighted(_EVIDENCE_SHARES)
        return values | {"source": citation(draw)}

    def steps(self) -> list[str]:
        """Some of the theme's steps, in their order."""
        chosen = self.draw.some(self.theme["steps"], 3, 5)
        return [step for step in self.theme["steps"] if step in chosen]

    def text(self, key: str) -> str:
        """Two to four sentences, fewer where only part is told."""
        draw = self.draw
        least, most = (2, 4) if self.detail == "followable" else (1, 2)
        own = self.theme.get(_THEME_SENTENCES.get(key, ""), [])
        if own:
            begun = f"{draw.say(draw.pick(own))} "
            return begun + draw.prose(words()["sections"][key], max(1, least - 1), most - 1)
        return draw.prose(words()["sections"][key], least, most)

    def figure(self, label: str, unit: str, least: int, most: int) -> Values:
        """One number, now and then with how it was said, a range, a total, and its time."""
        draw = self.draw
        value: int | float = draw.size(least, most)
        if "/" in unit:
            value = round(draw.random.uniform(least, most), 1)
        values: Values = {"label": label, "value": value, "unit": unit}
        if draw.happens(0.12):
            values = {"label": label, "qualifier": draw.pick(list(vocabulary("qualifiers"))), **values}
        if isinstance(value, int) and draw.happens(0.12):
            values[draw.pick(["value_to", "out_of"])] = value + draw.size(1, value + 2)
        if draw.happens(0.5):
            values["as_of"] = draw.pick([year(draw), day(draw), draw.pick(list(_PERIODS))])
        order = ("label", "qualifier", "value", "value_to", "out_of", "unit", "as_of")
        return {key: values[key] for key in order if key in values}

    def replication(self) -> Values:
        """Steps, days, cost, people, conditions, risks, and whom to ask."""
        draw, theme = self.draw, self.theme
        return {
            "steps": self.steps(),
            "days": draw.size(7, 180),
            "cost": [self.cost(*row) for row in theme["costs"]],
            "people": draw.say(draw.pick(words()["people"])),
            "preconditions": [draw.say(text) for text in theme["needs"] + draw.some(words()["preconditions"], 1, 2)],
            "risks": theme["risks"] + draw.some(words()["risks"], 0, 1),
            "contact": f"Văn phòng Đảng ủy {self.setting.seat}",
            "source": citation(draw),
        }

    def cost(self, item: str, least: int, most: int) -> Values:
        """One line of cost; `least` and `most` in millions of đồng."""
        draw = self.draw
        values = {"item": item} | ({"qualifier": "khoang"} if draw.happens(0.3) else {})
        note = draw.fill(draw.pick(["người dân góp <share>%", "do các nhà hảo tâm ủng hộ", "góp trong <months> tháng"]))
        return values | {"amount": draw.size(least, most) * 1_000_000} | ({"note": note} if draw.happens(0.5) else {})
