"""What a contribution of models may touch. Standard library only: it also runs where a token lies in the environment.

A change that touches `models/` is a contribution of models, and touches nothing else: then whoever knows the models
can take it in without reading code. A maintainer lets an exception pass with the label `LABEL`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LABEL = "được đổi ngoài models"
"""A label that only maintainers can set, so that contributors cannot accept their own changes."""

PLAIN_FILE = "100644"
"""The mode that git gives to a file that is neither a program nor a link."""

REGISTER = "models/sources.yml"

_ALLOWED = re.compile(r"models/[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*\.(?:yml|jpg|png|webp)")


@dataclass(frozen=True)
class Change:
    """One changed file."""

    path: str
    """From the root of the repository, with forward slashes."""
    gone: bool = False
    mode: str = PLAIN_FILE
    """The mode of the file in git; `PLAIN_FILE` if unknown."""


@dataclass(frozen=True)
class Refusal:
    """A file that may not be part of the contribution, and why, in Vietnamese."""

    path: str
    why: str


def is_contribution(changes: Iterable[Change]) -> bool:
    """Whether the change touches the models."""
    return any(change.path.startswith("models/") for change in changes)


def refusals(changes: list[Change]) -> list[Refusal]:
    """The faults of a contribution; empty for a change outside of the models."""
    if not is_contribution(changes):
        return []
    found = [Refusal(change.path, why) for change in changes if (why := _why(change))]
    return sorted(found, key=lambda refusal: refusal.path)


def _why(change: Change) -> str:
    if not change.path.startswith("models/"):
        return (
            "Đóng góp mô hình chỉ đổi tệp trong models/. Bỏ tệp này khỏi đề nghị; "
            "cần đổi thì gửi một đề nghị riêng, không kèm mô hình."
        )
    if change.gone:
        return ""
    if change.mode != PLAIN_FILE:
        return "Đây không phải tệp thường (liên kết, chương trình hoặc kho con). Thay bằng một tệp thường."
    if change.path != REGISTER and not _ALLOWED.fullmatch(change.path):
        return (
            "Trong models/ chỉ có tệp .yml và ảnh .jpg, .png, .webp, đặt trong thư mục của xã, "
            "tên không dấu, nối bằng gạch ngang. Đổi tên hoặc bỏ tệp này."
        )
    return ""
