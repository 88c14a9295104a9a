"""Numbers as editors type them, and their correct spelling in a file.

A file holds bare digits with a dot before decimals; Vietnamese writing has it the other way round: 1.030 and 4,4.
"""

from showcase.language.words import slugify
from showcase.schema.grammar import grammar, pattern
from showcase.schema.vocabulary import vocabulary

_SAID: dict[str, str] = grammar()["numbers"]
_SCALES: list[str] = grammar()["scales"]
QUALIFIERS: dict[str, str] = {code: code for code in vocabulary("qualifiers")} | grammar()["qualifiers"]
"""Slug of a word before a number -> the code of what it says."""


def is_plain(text: str) -> bool:
    """Whether a text is a number that people and machines read alike: `1030`, `4.4`, but not `1.030`."""
    return bool(pattern("number").fullmatch(text)) and not pattern("thousands").fullmatch(text)


def remedy(text: str) -> str:
    """What to type instead of a number with separators, words or a range."""
    if pattern("spaced").fullmatch(text) or pattern("thousands").fullmatch(text):
        return _without_separators(text)
    if match := pattern("comma-decimal").fullmatch(text):
        said = _SAID["comma-three" if len(match[2]) == 3 else "comma"]
        return said.format(whole=match[1], decimals=match[2])
    if match := pattern("range").fullmatch(text):
        return _SAID["range"].format(first=match[1], last=match[2])
    match = pattern("in-words").fullmatch(text[:80])
    if match and match[2].rstrip(".,") != text:  # 1.2.3 has no words that could be told apart
        return _words_apart(*match.groups())
    return _SAID["other"]


def _without_separators(text: str) -> str:
    if text.count(",") > 1:  # 1,234,567.8 as in English
        return _SAID["typed"].format(typed=text.replace(",", ""))
    typed = pattern("separator").sub("", text).replace(",", ".")
    said = _SAID["thousand" if pattern("one-thousand").fullmatch(text) else "typed"]
    return said.format(typed=typed, text=text)


def _words_apart(before: str, digits: str, after: str) -> str:
    """Advice for `trên 60 hộ`: the field for each of its three parts."""
    digits = digits.rstrip(".,")
    if any(scale in after for scale in _SCALES):
        return _SAID["scaled"]
    steps = [_SAID["only"].format(digits=digits) if is_plain(digits) else remedy(digits).rstrip(".") + "."]
    if code := QUALIFIERS.get(slugify(before)):
        steps.append(_SAID["qualifier"].format(words=before, code=code))
    elif before:
        steps.append(_SAID["label"].format(words=before))
    if after:
        steps.append(_SAID["unit"].format(words=after))
    return " ".join(steps)
