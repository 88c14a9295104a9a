"""What the entry form knows of the models that are there, as files of the site.

A short list is one file, `models.json`: the models, sorted by slug. A longer one lies in parts, of which the form
fetches those that a title or a slug asks for (`docs/assets/form/rules/models.js`), and `models.json` says where:

`folder`
    Name of the folder of the parts; it changes with their content, so that no cache mixes two states.
`each`, `models`
    How many models a file `m<number>.json` holds, and the first slug of each. All of them together list the models
    sorted by slug; the number of a model is its place there, from 0.
`keys`
    The first key of each file `k<number>.json`, an object that has for each key (`files/likeness.py`) the numbers of
    the names that have it, each as the gap to the one before. Keys are sorted.
`sizes`
    How many keys each name has. Names are numbered: first the titles, as the models are, then the aliases.
`aliases`
    The number of the model of each alias, as the gap to the one before.

The model files themselves, which the form opens for correction, lie beside the pages of their models; of a long list,
`texts/<number>.json` holds those of the models in `m<number>.json`, as an object slug -> text. Free hosting takes
20,000 files.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, TypeVar

from showcase.files.likeness import keys_of
from showcase.model.model import Model
from showcase.model.places import place_name

WHOLE_BYTES = 150_000
"""Bytes before compression up to which the list is one file: about 600 models."""

MODELS_EACH = 48
"""Models in a file of models: about 2.5 KB compressed."""

KEYS_BYTES = 5_000
"""A file of keys is closed at this size before compression."""

T = TypeVar("T")

Part = tuple[str, bytes]
"""The slug or key with which a part begins, and its content."""


def known_files(models: Iterable[Model]) -> dict[str, bytes]:
    """Path below the folder of the form -> content: `models.json`, and its parts where the list is long."""
    known = [_known(model) for model in _listed(models)]
    whole = _written(known)
    return {"models.json": whole} if len(whole) <= WHOLE_BYTES else _in_parts(known)


def is_long(models: Iterable[Model]) -> bool:
    """Whether the list of these models lies in parts."""
    return len(_written([_known(model) for model in models])) > WHOLE_BYTES


def text_files(models: Iterable[Model], text: Callable[[Model], str]) -> dict[str, bytes]:
    """Path below the folder of the form -> the model files of a long list, 48 in each; `text` reads one of them."""
    parts = enumerate(_batches(_listed(models)))
    return {f"texts/{number}.json": _written({model.slug: text(model) for model in part}) for number, part in parts}


def _listed(models: Iterable[Model]) -> list[Model]:
    return sorted(models, key=lambda model: model.slug)


def _in_parts(known: list[dict[str, Any]]) -> dict[str, bytes]:
    aliases = [(number, alias) for number, one in enumerate(known) for alias in one.get("aliases", ())]
    keys = [keys_of(name) for name in (*(one["title"] for one in known), *(alias for _, alias in aliases))]
    listed, posted = list(_parts_of_models(known)), list(_parts_of_keys(keys))
    parts = {f"m{number}.json": content for number, (_, content) in enumerate(listed)}
    parts |= {f"k{number}.json": content for number, (_, content) in enumerate(posted)}
    folder = f"models/{hashlib.sha256(b''.join(parts.values())).hexdigest()[:12]}/"
    head = {
        "folder": folder,
        "each": MODELS_EACH,
        "models": [first for first, _ in listed],
        "keys": [first for first, _ in posted],
        "sizes": [len(of_name) for of_name in keys],
        "aliases": _gaps([number for number, _ in aliases]),
    }
    return {"models.json": _written(head), **{f"{folder}{name}": content for name, content in parts.items()}}


def _parts_of_models(known: list[dict[str, Any]]) -> Iterator[Part]:
    for batch in _batches(known):
        yield batch[0]["slug"], _written(batch)


def _batches(listed: list[T]) -> Iterator[list[T]]:
    return (listed[start : start + MODELS_EACH] for start in range(0, len(listed), MODELS_EACH))


def _parts_of_keys(keys: list[set[str]]) -> Iterator[Part]:
    part: dict[str, list[int]] = {}
    size = 0
    for key, gaps in _postings(keys):
        size += len(_written({key: gaps}))
        if part and size > KEYS_BYTES:
            yield next(iter(part)), _written(part)
            part, size = {}, len(_written({key: gaps}))
        part[key] = gaps
    if part:
        yield next(iter(part)), _written(part)


def _postings(keys: list[set[str]]) -> Iterator[tuple[str, list[int]]]:
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, of_name in enumerate(keys):
        for key in of_name:
            having[key].append(number)
    for key in sorted(having):
        yield key, _gaps(having[key])


def _gaps(numbers: list[int]) -> list[int]:
    return [after - before for before, after in pairwise([0, *numbers])]


def _known(model: Model) -> dict[str, Any]:
    """What has to be known of a model by another one."""
    folder = model.file.split("/")[-2]
    copied = model.replicates.model if model.replicates else None
    usual = model.file == f"models/{folder}/{model.slug}.yml"
    more = {
        "owner": model.owner.name,
        "aliases": model.aliases,
        "replicates": copied,
        "family": model.family,
        "file": None if usual else model.file,
    }
    told = {name: value for name, value in more.items() if value}
    return {"slug": model.slug, "title": model.title, "place": place_name(model.places[0]), "folder": folder, **told}


def _written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
