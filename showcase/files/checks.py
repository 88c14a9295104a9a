"""The rules for one model, beyond the form of its values.

Each rule is a generator; its docstring is the rule. Files whose form is broken are not checked here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from showcase.files.personal import personal_in, personal_lines
from showcase.files.pictures import PIXEL_LIMITS, SIZE_LIMIT, fault_of
from showcase.files.reading import Reading
from showcase.files.style import apology_in
from showcase.files.values import SLUG, SLUG_LIMIT
from showcase.gazetteer.communes import gazetteer
from showcase.language.words import fold, nearest, number, slug_within
from showcase.model.model import STOPPED, Model, Source
from showcase.model.places import folder_of
from showcase.schema.dates import last_day
from showcase.schema.grammar import pattern
from showcase.schema.vocabulary import CRITERIA, vocabulary


@dataclass(frozen=True)
class Finding:
    """A broken rule without its words yet: `rule` is a key of `schema/messages.yml`."""

    rule: str
    path: str = ""
    found: object = ""
    nearest: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    line: int = 0
    """Where it stands, counted from 1; 0 for the line of `path`."""


@dataclass(frozen=True)
class Context:
    """What a rule may use beside the model itself."""

    register: dict[str, Source]
    folder: Path
    """Where the file lies, for its pictures."""
    values: dict[str, Any]
    """The plain values of the file, for rules about every text."""
    source: str = ""
    """The text of the file, for what stands in no value: comments."""


Rule = Callable[[Model, Context], Iterator[Finding]]


def slug_is_kebab_case(model: Model, context: Context) -> Iterator[Finding]:
    """The file name is ASCII kebab-case of at most 80 characters, since it becomes the address of the page.

    It is no address of another page, and no name that Windows cannot open.
    """
    if not SLUG.fullmatch(model.slug) or len(model.slug) > SLUG_LIMIT:
        yield Finding("slug", found=model.slug, values={"suggestion": slug_within(model.slug, SLUG_LIMIT) or "mo-hinh"})
    elif pattern("page-name").fullmatch(model.slug):
        yield Finding("page-name", found=model.slug)
    if pattern("windows-name").fullmatch(model.slug):
        yield Finding("windows-name", found=model.slug)


def folder_fits_place(model: Model, context: Context) -> Iterator[Finding]:
    """The folder is the slug of the first commune; `toan-tinh` and `chua-ro-xa` hold what has none."""
    expected = folder_of(model)
    root, *folders, _ = model.file.split("/")
    clear = model.places[0].commune or model.places[0].province
    if clear and folders != [expected]:
        yield Finding("folder", "places", "/".join(folders) or root, values={"expected": expected})


def places_are_clear(model: Model, context: Context) -> Iterator[Finding]:
    """A place has a commune, or a province with what little is known, never both."""
    for index, place in enumerate(model.places, start=1):
        path = f"places[{index}]"
        if place.commune:
            for key in ("province", "whole_province", "former_province", "candidates"):
                if getattr(place, key):
                    yield Finding("place-twice", f"{path}.{key}", key)
        elif not place.province:
            yield Finding("place-unclear", path)
        elif place.whole_province and place.candidates:
            yield Finding("place-conflict", f"{path}.candidates")
        for position, code in enumerate(place.candidates, start=1):
            if place.province and gazetteer().by_code[code].province_code != place.province:
                found = f"{code} ({gazetteer().by_code[code].full_name})"
                values = {"province": gazetteer().provinces[place.province]}
                yield Finding("candidate-elsewhere", f"{path}.candidates[{position}]", found, values=values)


def parts_with_content_have_sources(model: Model, context: Context) -> Iterator[Finding]:
    """Every part with text or figures names its source; every told criterion its level of evidence."""
    suggestion = {"suggestion": model.sources[0].id}
    for key, part in model.parts():
        told = part.state != "empty"
        if told and not part.source:
            yield Finding("source-missing", key, values=suggestion)
        if told and key in CRITERIA and not part.evidence:
            yield Finding("evidence-missing", key)
        if not told and (part.source or part.evidence):
            yield Finding("part-without-text", key)
    if model.replication.has_content and not model.replication.source:
        yield Finding("source-missing", "replication", values=suggestion)


def copies_are_consistent(model: Model, context: Context) -> Iterator[Finding]:
    """A dated or judged copy names its source; only a stopped one has a reason; its outcome fits the status."""
    copy = model.replicates
    if not copy:
        return
    if copy.has_details and not copy.source:
        yield Finding("source-missing", "replicates", values={"suggestion": model.sources[0].id})
    if copy.reason and copy.outcome != STOPPED:
        yield Finding("reason-without-stop", "replicates.reason")
    if copy.outcome and model.status and (copy.outcome == STOPPED) != (model.status == STOPPED):
        status = vocabulary("statuses")[model.status]
        yield Finding("outcome-against-status", "replicates.outcome", copy.outcome, values={"status": status})


def promises_are_clear(model: Model, context: Context) -> Iterator[Finding]:
    """An office promises once for a commune; its date comes before the day it is due; what stopped has a reason."""
    seen: set[tuple[str, str]] = set()
    for index, promise in enumerate(model.promises, start=1):
        path, who = f"promises[{index}]", (promise.commune, fold(promise.office))
        if who in seen:
            yield Finding("promise-twice", f"{path}.office", promise.office)
        if promise.due and last_day(promise.due) < last_day(promise.registered):
            yield Finding("promise-due-order", f"{path}.due", promise.due, values={"day": promise.registered})
        if (promise.state == STOPPED) != bool(promise.reason):
            yield Finding("promise-reason", f"{path}.reason" if promise.reason else path)
        seen.add(who)


def cited_sources_are_listed(model: Model, context: Context) -> Iterator[Finding]:
    """Every cited source stands in the `sources` of the file."""
    listed = [source.id for source in model.sources]
    options = {"options": ", ".join(listed)}
    for path, cited in _cited(model):
        if cited not in listed:
            yield Finding("source-not-listed", path, cited, nearest(cited, listed) or "", options)


def _cited(model: Model) -> Iterator[tuple[str, str]]:
    """Path and id of every source that the file cites."""
    for key, part in model.parts():
        if part.source:
            yield f"{key}.source.id", part.source.id
        for index, figure in enumerate(part.figures, start=1):
            if figure.source:
                yield f"{key}.figures[{index}].source", figure.source
    for key in ("replication", "replicates", "standing", "plan"):
        group = getattr(model, key)
        if group and group.source:
            yield f"{key}.source.id", group.source.id


def sources_are_described_once(model: Model, context: Context) -> Iterator[Finding]:
    """A source is described in the register or in the file, in exactly one of them, and listed once."""
    seen: set[str] = set()
    for index, source in enumerate(model.sources, start=1):
        path = f"sources[{index}]"
        described = [key for key in ("number", "title", "issuer", "date", "link") if getattr(source, key)]
        if source.id in seen:
            yield Finding("source-twice", f"{path}.id", source.id)
        elif source.id in context.register and described:
            yield Finding("source-redescribed", f"{path}.{described[0]}", source.id)
        elif source.id not in context.register and not (source.title and source.issuer):
            yield Finding("source-undescribed", f"{path}.id", source.id, nearest(source.id, context.register) or "")
        seen.add(source.id)


def figures_are_plausible(model: Model, context: Context) -> Iterator[Finding]:
    """The end of a range is above its beginning; a number is not above the total it belongs to."""
    for key, part in model.parts():
        for index, figure in enumerate(part.figures, start=1):
            path = f"{key}.figures[{index}]"
            if figure.value_to is not None and figure.value_to <= figure.value:
                yield Finding("range-order", f"{path}.value_to", figure.value_to)
            if figure.out_of is not None and figure.value > figure.out_of:
                yield Finding("out-of-order", f"{path}.value", figure.value)


def pictures_are_there(model: Model, context: Context) -> Iterator[Finding]:
    """A picture lies beside its file, is what its suffix says, and is not too large."""
    for index, picture in enumerate(model.pictures, start=1):
        path = context.folder / picture.file
        if not path.is_file():
            yield Finding("picture-missing", f"pictures[{index}].file", picture.file)
        elif fault := fault_of(path):
            sizes = {"size": number(path.stat().st_size // 1024), "limit": number(SIZE_LIMIT // 1024)}
            sizes |= {"pixels": number(PIXEL_LIMITS.get(path.suffix, 0) // 1_000_000)}
            yield Finding(fault, f"pictures[{index}].file", picture.file, values=sizes)


def no_personal_data(model: Model, context: Context) -> Iterator[Finding]:
    """No telephone number, identity card, e-mail address or bank account anywhere in a file (Law 91/2025/QH15)."""
    if found := personal_in(model.slug):
        yield Finding("personal-data", "", found.text, values={"what": found.what})
    yield from personal_data(context.values, context.source)


def personal_data(values: dict[str, Any], source: str) -> Iterator[Finding]:
    """Personal data in the values of a file, and in those of its lines that belong to no value."""
    reported = set()
    for path, text in _texts(values, ""):
        if found := personal_in(text):
            reported.add(found.text)
            yield Finding("personal-data", path, found.text, values={"what": found.what})
    for line, found in personal_lines(source, reported):
        yield Finding("personal-data", "", found.text, line=line, values={"what": found.what})


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _texts(child, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, child in enumerate(value, start=1):
            yield from _texts(child, f"{path}[{index}]")


def summary_does_not_apologise(model: Model, context: Context) -> Iterator[Finding]:
    """A summary holds what is known; what a source does not tell is asked once, on the page. Advice."""
    if found := apology_in(model.summary):
        yield Finding("summary-apologises", "summary", found)


def check_register(values: dict[str, Any], source: str) -> Iterator[Finding]:
    """All findings for the common register: each source is listed once, and nothing in it belongs to a person."""
    seen: set[str] = set()
    for index, listed in enumerate(values.get("sources", []), start=1):
        name = listed.get("id", "")
        if name in seen:
            yield Finding("source-twice", f"sources[{index}].id", name)
        seen.add(name)
    yield from personal_data(values, source)


RULES: tuple[Rule, ...] = (
    slug_is_kebab_case,
    folder_fits_place,
    places_are_clear,
    parts_with_content_have_sources,
    copies_are_consistent,
    promises_are_clear,
    cited_sources_are_listed,
    sources_are_described_once,
    figures_are_plausible,
    pictures_are_there,
    no_personal_data,
    summary_does_not_apologise,
)


def check(model: Model, context: Context) -> Iterator[Finding]:
    """All findings of all rules for one model."""
    for rule in RULES:
        yield from rule(model, context)


def report(reading: Reading, finding: Finding) -> None:
    """Put a finding into words, at its line."""
    line = finding.line or reading.line(finding.path)
    reading.report_at(line, finding.rule, finding.path, finding.found, finding.nearest, **finding.values)
