"""Registration forms as a table: one row a form. In a form a heading has its text below or beside it."""

import re
from collections.abc import Iterator

from showcase.importing.passages import Passage
from showcase.registers.columns import Given, part_of
from showcase.registers.tables import Line, Table

_LEAST = 4
"""A form has at least so many known headings."""
_HEADING = 120
"""Most characters of a heading."""
_OPEN = re.compile(r"[\s.…_]*")
_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[IVX]{1,4}\.|[-+*])\s*")

Pair = tuple[str, str]
"""A heading and the text under it."""


def forms_table(passages: list[Passage], given: Given) -> Table | None:
    """The forms of a document as a table; None for a document that holds none."""
    forms: list[dict[str, list[str]]] = []
    above: list[str] = []
    for heading, text in _pairs(passages, given):
        if not heading:
            above.append(text)
            continue
        if not forms or (part_of(heading, given) == "title" and _has_title(forms[-1], given)):
            forms.append({})
        forms[-1].setdefault(heading, []).extend([] if _OPEN.fullmatch(text) else [text])
    filled = [form for form in forms if _has_title(form, given) and len(form) >= _LEAST]
    if not filled:
        return None
    heads = list(dict.fromkeys(heading for form in filled for heading, texts in form.items() if texts))
    rows = [tuple("\n".join(form.get(head, ())) for head in heads) for form in filled]
    return Table("phiếu", [Line(number, cells) for number, cells in enumerate([tuple(heads), *rows])], above)


def _has_title(form: dict[str, list[str]], given: Given) -> bool:
    """Whether a form names its model. The title of the form itself may look like a heading, but has no text."""
    return any(part_of(heading, given) == "title" for heading, texts in form.items() if texts)


def _pairs(passages: list[Passage], given: Given) -> Iterator[Pair]:
    """Each piece of text with the heading above or before it; the heading is empty before the first one."""
    current = ""
    for passage in passages:
        texts = passage.cells or (passage.text,)
        heading, text = _headed(texts, given)
        if heading:
            current = heading
            yield current, text
        else:
            yield current, " ".join(filter(None, texts))


def _headed(texts: tuple[str, ...], given: Given) -> Pair:
    """The heading that a paragraph or row begins with, and the rest of it; two empty texts where it has no heading."""
    filled = [text for text in texts if text]
    if len(filled) == 3 and filled[0].strip(".").isdigit():
        filled = filled[1:]
    if len(filled) == 2 and part_of(filled[0].rstrip(" :"), given):
        return _bare(filled[0]), filled[1]
    whole = filled[0] if len(filled) == 1 else ""
    lead, _, rest = whole.partition(":")
    if len(whole) <= _HEADING and part_of(whole.rstrip(" :"), given):
        return _bare(whole), ""
    return (_bare(lead), rest.strip()) if rest and len(lead) <= _HEADING and part_of(lead, given) else ("", "")


def _bare(heading: str) -> str:
    return _NUMBER.sub("", heading).rstrip(" :")
