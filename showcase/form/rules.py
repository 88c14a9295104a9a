"""What the entry form checks by, as files of the site: the rules as data, the communes, the models that are there.

The patterns of Python's `re` are rewritten so that JavaScript finds the very same with them.
"""

import json
import re
from dataclasses import asdict
from functools import cache
from itertools import groupby
from typing import Any

import yaml

from showcase.files.catalogue import REGISTER, REGISTER_TABLE
from showcase.files.reading import IMPLICIT_TAGS
from showcase.files.values import province_names
from showcase.form.known import known_files
from showcase.gazetteer.communes import MERGER_DATE, Commune, gazetteer
from showcase.insight.site import Site
from showcase.language import old_letters
from showcase.model.model import STOPPED
from showcase.model.places import UNKNOWN_COMMUNE_FOLDER, WHOLE_PROVINCE_FOLDER
from showcase.schema.fields import MODEL, Field, Kind
from showcase.schema.grammar import PERSONAL, grammar
from showcase.schema.numbers import QUALIFIERS
from showcase.schema.problems import messages
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import CRITERIA, STORY, vocabularies

FOLDER = "assets/form/"

_SPACES = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_WORD = r"\p{L}\p{N}_"
_CLASSES = {"d": r"\p{Nd}", "w": _WORD, "s": _SPACES}
_OUTSIDE = {
    **{letter: f"[{inner}]" for letter, inner in _CLASSES.items()},
    **{letter.upper(): f"[^{inner}]" for letter, inner in _CLASSES.items()},
}
_PIECE = re.compile(r"\\U(?P<long>[0-9a-fA-F]{8})|\\(?P<letter>.)|(?P<open>\[\^?\]?)|(?P<close>\])|.", re.DOTALL)


def form_files(site: Site) -> dict[str, bytes]:
    """Path from the root of the site -> content of each file that the entry form fetches."""
    home, others = _communes()
    register = [{key: value for key, value in asdict(one).items() if value} for one in site.catalogue.register.values()]
    made = {
        "rules.json": _written({**_rules(), "register": register}),
        "communes-home.json": home,
        "communes.json": others,
        **known_files(site.catalogue.models),
    }
    return {f"{FOLDER}{name}": content for name, content in made.items()}


def _written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _rules() -> dict[str, Any]:
    """Everything that does not change while the program runs."""
    data = grammar()
    return {
        "model": [_row(row) for row in MODEL.fields],
        "kinds": {kind.name.lower(): kind.value for kind in Kind},
        "vocabularies": vocabularies(),
        "messages": {rule: words for rule, words in messages().items() if not rule.startswith("settings-")},
        "limits": {**data["limits"], "register": REGISTER_TABLE.fields[0].most},
        "patterns": {name: javascript(written) for name, written in data["patterns"].items()},
        **{section: _personal(section) for section in PERSONAL},
        "apologies": [javascript(one) for one in data["apologies"]],
        "apologyExceptions": [javascript(one["written"]) for one in data["apology-exceptions"]],
        "letterNames": [(name, javascript(written)) for name, written in data["letter-names"].items()],
        "lookalikes": data["lookalikes"],
        "oldLetters": {name: part for name, part in old_letters.table().items() if name != "fonts"},
        "numbers": data["numbers"],
        "scales": data["scales"],
        "qualifiers": QUALIFIERS,
        "likeness": data["likeness"],
        "resolvers": resolvers(),
        "implicitTags": sorted(IMPLICIT_TAGS),
        "story": STORY,
        "criteria": CRITERIA,
        "stopped": STOPPED,
        "home": home_province(),
        "merger": MERGER_DATE,
        "provinces": gazetteer().provinces,
        "provinceNames": province_names(),
        "registerFile": f"models/{REGISTER}",
        "folders": {"whole": WHOLE_PROVINCE_FOLDER, "unknown": UNKNOWN_COMMUNE_FOLDER},
    }


def _personal(section: str) -> list[tuple[str, tuple[str, str]]]:
    return [(what, javascript(one)) for what, many in grammar()[section].items() for one in many]


def _row(row: Field) -> dict[str, Any]:
    """A row of the field table without what is empty; `help` is only told where the field is missing."""
    told = {"key": row.key, "label": row.label, "kind": row.kind.name.lower()}
    more = {name: getattr(row, name) for name in ("example", "required", "many", "most", "vocabulary")}
    more["help"] = row.help if row.required else ""
    fields = {"fields": [_row(child) for child in row.fields]} if row.fields else {}
    return {**told, **{name: value for name, value in more.items() if value}, **fields}


def javascript(written: str) -> tuple[str, str]:
    r"""Source and flags of a pattern: `javascript(r"(?i)\d") == (r"[\p{Nd}]", "iu")`.

    Python's classes are those of Unicode, and so they are made here; only what `schema/grammar.yml` uses is known.
    """
    bare = written.removeprefix("(?i)")
    inside, made = False, []
    for match in _PIECE.finditer(bare):
        piece = match[0]
        if match["long"]:
            piece = rf"\u{{{int(match['long'], 16):x}}}"
        elif match["letter"]:
            piece = (_CLASSES if inside else _OUTSIDE).get(match["letter"], piece)
        elif match["open"] or match["close"]:
            inside = bool(match["open"])
        made.append(piece)
    return "".join(made), "iu" if bare != written else "u"


@cache
def resolvers() -> list[tuple[str, str]]:
    """Tag -> pattern of the texts that YAML takes for something else than text, in the order of PyYAML."""
    found: dict[str, re.Pattern[str]] = {}
    for listed in yaml.SafeLoader.yaml_implicit_resolvers.values():
        found |= dict(listed)
    return [(tag, _without_layout(pattern)) for tag, pattern in found.items()]


def _without_layout(pattern: re.Pattern[str]) -> str:
    """The source of a pattern without the spaces that re.VERBOSE lets stand between its parts."""
    if not pattern.flags & re.VERBOSE:
        return pattern.pattern
    return "".join(part if part.startswith("[") else re.sub(r"\s", "", part) for part in _parts(pattern.pattern))


def _parts(source: str) -> list[str]:
    return re.split(r"(\[[^\]]*\])", source)


@cache
def _communes() -> tuple[bytes, bytes]:
    """The communes of the home province, and all others: province -> their rows."""
    rows = _rows_of_communes()
    home = {home_province(): rows.pop(home_province())}
    return _written(home), _written(rows)


def all_communes() -> bytes:
    """The communes of all provinces in one file, for a site that has no home province."""
    return _written(_rows_of_communes())


def _rows_of_communes() -> dict[str, list[list[Any]]]:
    communes = sorted(gazetteer().by_code.values(), key=lambda commune: (commune.province_code, commune.code))
    return {
        province: [_commune(commune) for commune in group]
        for province, group in groupby(communes, lambda commune: commune.province_code)
    }


def _commune(commune: Commune) -> list[Any]:
    """Code, name, and the former units: each district with its province and its units, `~` before divided ones."""
    districts: dict[tuple[str, str], list[str]] = {}
    for unit in commune.former:
        districts.setdefault((unit.district, unit.province), []).append(("~" if unit.partly else "") + unit.name)
    former = [[*district, *names] for district, names in districts.items()]
    # Where two communes would have the same slug, it ends in the code.
    own = [commune.slug] if commune.slug.endswith(commune.code) else []
    return [commune.code, commune.name, former, *own]
