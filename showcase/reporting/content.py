"""The chapter on models of an official report: writes chosen models into a Word document.

Every sentence and figure comes from the model files and cites its source by number. Missing parts are listed, so that
the office can ask for them before it sends the report.
"""

from collections.abc import Callable

from docx.document import Document

from showcase.files.catalogue import Catalogue
from showcase.gazetteer.communes import gazetteer
from showcase.insight.selection import Choice, Chosen
from showcase.language.words import excerpt, number, uncapitalised
from showcase.look.rendering import counted
from showcase.model.model import Citation, Model, Part, Source
from showcase.model.places import place_line
from showcase.reporting.document import (
    add_heading,
    add_heading_block,
    add_paragraph,
    add_signature,
    add_table,
    new_document,
)
from showcase.schema.fields import MODEL
from showcase.schema.vocabulary import CRITERIA, label, vocabulary

Progress = Callable[[int, int], None]


def subject(choice: Choice) -> str:
    """The subject of the report: `Mô hình “Dân vận khéo” ở xã Ba Chúc, lĩnh vực Kinh tế, giai đoạn 2025-2026`."""
    name = gazetteer().by_code[choice.commune].full_name if choice.commune else ""
    parts = [f"ở {uncapitalised(name)}"] if name else []
    parts += [f"lĩnh vực {label('fields', choice.field)}"] if choice.field else []
    parts += [f"nhóm {label('groups', choice.group)}"] if choice.group else []
    if choice.period:
        first, last = choice.period
        parts.append(f"năm {first}" if first == last else f"giai đoạn {first}-{last}")
    return " ".join(["Mô hình “Dân vận khéo”", ", ".join(parts)]).strip()


def compose(
    catalogue: Catalogue, choice: Choice, chosen: Chosen, progress: Progress = lambda done, total: None
) -> Document:
    """The whole document."""
    document = new_document(subject(choice))
    add_heading_block(document, "BÁO CÁO", subject(choice))
    report = _Report(document, catalogue, chosen.models)
    report.overview(chosen)
    report.add_told_models(progress)
    report.list()
    report.figures()
    report.sources()
    add_signature(document)
    return document


class _Report:
    """Writes the chapters; sources are numbered in the order of their first use."""

    def __init__(self, document: Document, catalogue: Catalogue, models: list[Model]) -> None:
        self.document = document
        self.models = models
        self.sources_used: dict[tuple[str, str], tuple[int, Source]] = {}
        self.catalogue = catalogue

    def overview(self, chosen: Chosen) -> None:
        add_heading(self.document, "I. TỔNG QUAN")
        counts = [
            f"{number(sum(1 for model in self.models if model.detail == code))} {name.lower()}"
            for code, name in vocabulary("details").items()
        ]
        add_paragraph(self.document, f"Có {number(len(self.models))} mô hình: {', '.join(counts)}.")
        by_field = [
            f"{name} {number(sum(1 for model in self.models if code in model.fields))}"
            for code, name in vocabulary("fields").items()
        ]
        unsorted = sum(1 for model in self.models if not model.fields)
        sentence = f"Theo lĩnh vực: {'; '.join(by_field)}; chưa ghi lĩnh vực {number(unsorted)}."
        add_paragraph(self.document, sentence + " Một mô hình có thể thuộc hai lĩnh vực.")
        if chosen.undated:
            left = f"Còn {number(len(chosen.undated))} mô hình khác hợp phạm vi nhưng chưa rõ năm, nên không tính."
            add_paragraph(self.document, left)

    def add_told_models(self, progress: Progress) -> None:
        add_heading(self.document, "II. CÁC MÔ HÌNH ĐÃ CÓ NỘI DUNG")
        described = [model for model in self.models if model.detail != "name"]
        if not described:
            add_paragraph(self.document, "Các mô hình trong phạm vi này mới ghi tên, chưa có nội dung.")
        for position, model in enumerate(described, start=1):
            add_heading(self.document, f"{position}. {model.title}", level=2)
            self._model(model)
            progress(position, len(described))

    def _model(self, model: Model) -> None:
        owner = model.owner.name or "chưa rõ"
        add_paragraph(self.document, f"{owner}; địa bàn: {place_line(model)}.", lead="Chủ thể:")
        add_paragraph(self.document, model.summary, lead="Tóm tắt:")
        parts = dict(model.parts())
        filled = [key for key, part in parts.items() if part.state != "empty"]
        for key in filled:
            self._part(model, key, parts[key])
        missing = [MODEL.by_key[key].label for key in CRITERIA if key not in filled]
        if missing:
            add_paragraph(self.document, f"{'; '.join(missing)}.", lead="Chưa rõ:")

    def _part(self, model: Model, key: str, part: Part) -> None:
        texts = [" ".join(block.split()) for block in part.text.split("\n\n") if block.strip()]
        texts += [f"{position}) {step}" for position, step in enumerate(part.steps, start=1)]
        texts = texts or ["Có số liệu, xem phần IV."]
        texts[-1] += f" {self._cited(model, part.source)}"
        add_paragraph(self.document, texts[0].strip(), lead=f"{MODEL.by_key[key].label}:")
        for text in texts[1:]:
            add_paragraph(self.document, text.strip())

    def _cited(self, model: Model, citation: Citation | None) -> str:
        """The citation `[1]` or `[1, dòng 256]`; empty without a source."""
        if not citation:
            return ""
        known = {source.id: source for source in model.sources}
        number_of = self._number(model, known[citation.id])
        return f"[{number_of}, {citation.where}]" if citation.where else f"[{number_of}]"

    def _number(self, model: Model, source: Source) -> int:
        """The number of a source. A source of the register has one number for all models; other sources one a model."""
        key = (source.id, "" if source.id in self.catalogue.register else model.slug)
        position, _ = self.sources_used.setdefault(key, (len(self.sources_used) + 1, self.catalogue.source(source)))
        return position

    def list(self) -> None:
        add_heading(self.document, "III. DANH SÁCH MÔ HÌNH")
        rows = [
            [
                str(position),
                model.title,
                model.owner.name or "Chưa rõ",
                place_line(model),
                "; ".join(label("fields", code) for code in model.fields) or "Không ghi",
                label("details", model.detail),
                ", ".join(str(self._number(model, source)) for source in model.sources),
            ]
            for position, model in enumerate(self.models, start=1)
        ]
        heads = ["TT", "Tên mô hình", "Chủ thể", "Địa bàn", "Lĩnh vực", "Mức kể", "Nguồn"]
        add_table(self.document, heads, [11, 44, 32, 26, 22, 15, 15], rows)

    def figures(self) -> None:
        add_heading(self.document, "IV. SỐ LIỆU")
        rows = []
        for position, model in enumerate(self.models, start=1):
            name = f"{position}. {excerpt(model.title, 60)}"
            for key, part in model.parts():
                source = self._cited(model, part.source)
                rows += [
                    [
                        name,
                        MODEL.by_key[key].label,
                        figure.label,
                        counted(figure),
                        figure.as_of or "Không ghi",
                        source,
                    ]
                    for figure in part.figures
                ]
        if not rows:
            add_paragraph(self.document, "Những mô hình này chưa có số liệu.")
            return
        heads = ["TT", "Mô hình (phần III)", "Ở mục", "Số liệu", "Giá trị", "Thời điểm", "Nguồn"]
        numbered = [[str(position), *row] for position, row in enumerate(rows, start=1)]
        add_table(self.document, heads, [11, 34, 22, 33, 25, 18, 22], numbered)

    def sources(self) -> None:
        add_heading(self.document, "V. NGUỒN")
        for position, source in self.sources_used.values():
            named = [source.title, f"số {source.number}" if source.number else "", source.issuer, source.date or ""]
            add_paragraph(self.document, f"[{position}] {', '.join(filter(None, named))}.")
