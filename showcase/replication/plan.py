"""The plan for copying a model: its form from `plan.yml`, and the parts of its Word document."""

import io
import json
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from docx.document import Document
from docx.oxml.ns import qn

from showcase.language.data import read_data
from showcase.look.rendering import Context
from showcase.reporting.document import new_document
from showcase.schema.fields import CRITERION_LABELS

DOCUMENT = "assets/plan/document.json"
"""Path of the fixed parts of the Word document, from the root of the site."""

_HERE = "PLAN"


@dataclass(frozen=True, kw_only=True)
class PlanPage(Context):
    """The page of the plan."""

    template: ClassVar[str] = "plan.html"

    root: str
    form: dict[str, Any]


@cache
def plan_form() -> dict[str, Any]:
    """Chapters, measures and open questions for the script of the page."""
    form: dict[str, Any] = read_data(Path(__file__).with_name("plan.yml"))
    criteria = [{"key": key, "label": label} for key, label in CRITERION_LABELS.items()]
    return {**form, "measures": {"label": form["measures"], "criteria": criteria}}


def plan_files() -> dict[str, bytes]:
    """The parts of an empty Word document in the format of Decree 30/2020; a script fills and packs them.

    `files`: path in the package -> text; `before`, `after`: the text around the content of the main part.
    """
    document = new_document("Kế hoạch làm theo mô hình")
    document.add_paragraph(_HERE)
    _lighten(document)
    packed = io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    main = files.pop("word/document.xml")
    start = main.rindex("<w:p>", 0, main.index(_HERE))
    end = main.index("</w:p>", start) + len("</w:p>")
    made = {"files": files, "before": main[:start], "after": main[end:]}
    return {DOCUMENT: json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()}


def _lighten(document: Document) -> None:
    """Remove parts of python-docx's template that a plan does not need: a picture, 150 styles, effects."""
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_NEEDLESS)]:
            del rels[key]
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _STYLES:
            styles.remove(style)


_NEEDLESS = ("/thumbnail", "/stylesWithEffects", "/customXml", "/webSettings", "/numbering", "/extended-properties")
_STYLES = ("Normal", "Heading1", "Heading2", "DefaultParagraphFont", "TableNormal", "TableGrid", "Header")
