"""Model files have their own wording: no long run of words is copied from a source."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest

from showcase.files.catalogue import ModelFiles
from showcase.model.model import Model

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
RUN = 12
"""So many words in a row are a quotation."""

OFFICIAL = {"title", "aliases", "as_written", "issuer", "number", "decision"}
"""Keys whose text has to be that of the source; beside them the name of the owner."""

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the source texts (../shared/seeds) are not at hand")


def words(text: str) -> list[str]:
    """The words of a text in lower case, without marks."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of twelve words."""
    spoken = words(text)
    return (tuple(spoken[start : start + RUN]) for start in range(len(spoken) - RUN + 1))


@cache
def _source_runs() -> frozenset[tuple[str, ...]]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    return frozenset(run for text in texts for run in runs(text))


def borrowed(text: str) -> list[str]:
    """The runs of a text that are in a source."""
    return [" ".join(run) for run in runs(text) if run in _source_runs()]


def own_texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a model with its path, except official names."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, child in value.items():
            here = f"{path}.{key}" if path else key
            if key not in OFFICIAL and here != "owner.name":
                yield from own_texts(child, here)
    elif isinstance(value, (list, tuple)):
        for index, child in enumerate(value, start=1):
            yield from own_texts(child, f"{path}[{index}]")


@cache
def _models() -> list[Model]:
    return ModelFiles(ROOT / "models").load().models


@needs_seeds
def test_a_quotation_is_noticed() -> None:
    source = words(next(iter(sorted(SEEDS.glob("*.txt")))).read_text(encoding="utf-8"))[:RUN]
    assert borrowed("Lời khác, " + " ".join(source).upper() + ".") == [" ".join(source)]
    assert borrowed(" ".join(source[: RUN - 1])) == []


def test_all_texts_are_looked_at() -> None:
    told = {path.split("[")[0] for model in _models() for path, _ in own_texts(asdict(model))}
    assert {"summary", "context.text", "approach.steps", "effectiveness.figures", "replication.preconditions"} <= told
    assert not told & {"title", "owner.name"}


@needs_seeds
def test_no_long_run_of_words_is_a_sources() -> None:
    assert [
        f"{model.file} · {path}: {run}"
        for model in _models()
        for path, text in own_texts(asdict(model))
        for run in borrowed(text)
    ] == []
