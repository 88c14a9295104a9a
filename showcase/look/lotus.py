"""The sign of the site: a lotus of six petals, one a criterion, drawn as inline SVG.

Clockwise from the top in the order of the criteria. A petal is filled (told with figures), pale with an outline
(told in words) or only a dashed outline (not known), so that it can be read without colour.
"""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from showcase.model.model import State

PETAL = "M50 49C37 38 35 19 50 3c15 16 13 35 0 46Z"
"""The petal that points up, in a box of 100 x 100."""

HEART = '<circle class="heart" cx="50" cy="50" r="6.5"/>'

_WORDS: dict[State, str] = {"figures": "có số liệu", "text": "có mô tả", "empty": "chưa rõ"}


def symbol() -> Markup:
    """The petal, and the ring of the five others, once a page, so that fifty lotuses in a list stay light."""
    ring = "".join(f'<use href="#petal"{_turn(index)}/>' for index in range(1, 6))
    defined = f'<path id="petal" d="{PETAL}"/><g id="ring">{ring}</g>'
    return Markup(f'<svg class="symbols" aria-hidden="true"><defs>{defined}</defs></svg>')


def sign(size: int) -> Markup:
    """The lotus as the sign of the site: six full petals, without words, for beside the name."""
    petals = "".join(f'<use href="#petal" class="figures"{_turn(index)}/>' for index in range(6))
    return _frame(petals, size, 'aria-hidden="true"')


@lru_cache(maxsize=2048)
def lotus(states: tuple[State, ...], size: int) -> Markup:
    """The lotus of one model, `size` pixels wide; the page must carry `symbol()`."""
    petals = "".join(f'<use href="#petal" class="{state}"{_turn(index)}/>' for index, state in enumerate(states))
    return _frame(petals, size, _named(summary(states)))


@lru_cache
def petal(position: int, state: State, size: int) -> Markup:
    """One criterion beside its text: its own petal in its state, the others as a faint ring."""
    ring = f'<use href="#ring" class="other"{_turn(position)}/>'
    own = f'<use href="#petal" class="{state}"{_turn(position)}/>'
    return _frame(ring + own, size, _named(_WORDS[state]))


def summary(states: Iterable[State]) -> str:
    """The lotus in words: `3 tiêu chí có số liệu, 2 có mô tả, 1 chưa rõ`."""
    all_states = list(states)
    counts = [(all_states.count(state), words) for state, words in _WORDS.items()]
    told = [f"{count} {words}" for count, words in counts if count]
    first, *rest = told
    return ", ".join([first.replace(" ", " tiêu chí ", 1), *rest])


def standalone(size: int = 64) -> str:
    """A lotus of full petals as a file of its own, for the icon of the site."""
    turns = "".join(f'<path d="{PETAL}"{_turn(index)}/>' for index in range(6))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="{size}" height="{size}">'
        f'<g fill="#ad2459" stroke="#fff" stroke-width="2">{turns}</g>'
        '<circle cx="50" cy="50" r="8" fill="#d0901a"/></svg>'
    )


def _turn(index: int) -> str:
    return f' transform="rotate({60 * index} 50 50)"' if index else ""


def _named(words: str) -> str:
    return f'role="img" aria-label="{words}"'


def _frame(petals: str, size: int, role: str) -> Markup:
    return Markup(
        f'<svg class="lotus" {role} viewBox="0 0 100 100" width="{size}" height="{size}">{petals}{HEART}</svg>'
    )
