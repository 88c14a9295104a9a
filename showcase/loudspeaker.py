"""The text about a model for the commune loudspeaker: for the ear, from the fields of the model alone.

A text has what must be said (which model, whose, where, in short, from which source) and, as far as the most that
`data/spoken.yml` allows, figures and steps. Only whole sentences are left out; none is shortened within.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from showcase.communes import HOME_PROVINCE
from showcase.model import Model, Place, Source
from showcase.places import former_name, place_name
from showcase.rendering import counted
from showcase.spoken import minutes, settings, spoken, syllables_of

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_ORDINALS = ("thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "thứ tám")
_FIGURES = 4
# First words of an owner that are no names, and so are small within a sentence.
_COMMON_NOUNS = ("Ông", "Bà", "Xã", "Phường", "Ấp", "Bản")


@dataclass(frozen=True)
class Announcement:
    """A text to be read aloud."""

    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole text, a paragraph a line."""
        return "\n".join(self.paragraphs)

    @property
    def syllables(self) -> int:
        """At most `most` of `data/spoken.yml`."""
        return syllables_of(self.text)

    @property
    def minutes(self) -> float:
        """Minutes of slow reading, to the half."""
        return minutes(self.text)

    @property
    def length(self) -> str:
        """The minutes in words: `nửa phút`, `1 phút rưỡi`."""
        whole, half = divmod(self.minutes, 1)
        if not whole:
            return "nửa phút"
        return f"{int(whole)} phút{' rưỡi' if half else ''}"


def announcement(model: Model, sources: list[Source]) -> Announcement:
    """The text for a model; `sources` are its sources as the register describes them."""
    budget = settings()["most"]
    opening = [_sentence(told) for told in _opening(model)]
    closing = [_sentence(_source(sources[0]))] if sources else []
    budget -= syllables_of(" ".join(opening + closing))
    summary, budget = _fitting(_SENTENCE_END.split(" ".join(model.summary.split())), budget)
    figures, budget = _fitting(_figures(model), budget)
    steps, budget = _fitting(_steps(model), budget)
    paragraphs = (opening, summary, steps, figures, closing)
    return Announcement(tuple(" ".join(sentences) for sentences in paragraphs if sentences))


def _fitting(sentences: Iterable[str], budget: int) -> tuple[list[str], int]:
    """The first sentences that fit, and what is left of the budget; the first too long one ends it, to keep order."""
    taken = []
    for sentence in map(_sentence, sentences):
        if syllables_of(sentence) > budget:
            break
        taken.append(sentence)
        budget -= syllables_of(sentence)
    return taken, budget


def _sentence(text: str) -> str:
    said = spoken(text).rstrip(" .;,:")
    return f"{said[:1].upper()}{said[1:]}."


def _opening(model: Model) -> Iterator[str]:
    """Which model, whose, where; nothing that the words before have told already."""
    told = f"Xin giới thiệu mô hình {model.title}"
    owner = model.owner.name
    if owner and owner.lower() not in told.lower():
        first, _, rest = owner.partition(" ")
        told += f", của {first.lower() if first in _COMMON_NOUNS else first} {rest}"
    where = _where(model.places[0], told.lower())
    yield f"{told}, {where}" if where else told
    if model.status == "da-dung":
        yield "Mô hình này đã dừng"


def _where(place: Place, told: str) -> str:
    if place.today and place.today.name.lower() in told:
        home = place.today.province_code == HOME_PROVINCE
        return "" if home else place.today.province[0].lower() + place.today.province[1:]
    if place.today or place.whole_province:
        name = place_name(place)
        return f"{'nay thuộc ' if former_name(place) else ''}{name[0].lower()}{name[1:]}"
    return "" if place.as_written.lower() in told else place.as_written


def _steps(model: Model) -> Iterator[str]:
    steps = model.replication.steps or model.approach.steps
    for ordinal, step in zip(_ORDINALS, steps, strict=False):
        yield f"{'Cách làm, ' if ordinal == _ORDINALS[0] else ''}{ordinal}: {step}"


def _figures(model: Model) -> Iterator[str]:
    """The first figures that the summary has not told; a time that several share is said once."""
    summary, time = spoken(model.summary), ""
    new = [figure for figure in dict.fromkeys(model.figures) if spoken(counted(figure)) not in summary]
    for figure in new[:_FIGURES]:
        again = figure.as_of == time
        time = figure.as_of or ""
        yield (f"Số liệu {_time(time)}. " if time and not again else "") + f"{figure.label}: {counted(figure)}"


def _time(as_of: str) -> str:
    if "-" in as_of:
        return f"giai đoạn {as_of}"
    return as_of if "/" in as_of else f"năm {as_of}"


def _source(source: Source) -> str:
    """A report is named by its issuer: its own title is too long for the ear, and stands on the page."""
    what = "báo cáo" if source.title.startswith("Báo cáo") else source.title
    return f"Theo {what}" + (f" của {source.issuer}" if source.issuer else "")
