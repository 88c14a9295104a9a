"""The facets of models: one list for the index, the addresses, the map, the chips and the page.

A new facet is one entry in `facets` below, and needs no change anywhere else.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from showcase.language.words import fold, slugify
from showcase.model.model import Model
from showcase.model.titles import without_place
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

_EVIDENCE_ORDER = ("verified", "documented", "claimed")


@dataclass(frozen=True)
class Facet:
    """A property by which models are filtered."""

    key: str
    """Its name in the address: `linh-vuc`; small letters and hyphens."""
    label: str
    values: tuple[tuple[str, str], ...]
    """Code and label, in the order of display."""
    of: Callable[[Model], Iterable[str]]
    """The codes of one model."""
    opened: bool = False
    """Whether the search page shows its values at once; the others are folded."""
    chip: bool = False
    """Whether a result shows its values."""
    by_count: bool = False
    """Whether the values with most models come first."""
    hidden: bool = False
    """Whether it is chosen by links alone, without a list of its values."""
    on_map: bool = False
    """Whether the map can be narrowed down by it; such a facet has at most 62 different sets of values."""

    def positions(self, model: Model) -> tuple[int, ...]:
        """The values of one model as positions in `values`, in order."""
        return tuple(sorted(self._order[code] for code in set(self.of(model))))

    @cached_property
    def _order(self) -> dict[str, int]:
        return {code: position for position, (code, _) in enumerate(self.values)}


def facets(models: Sequence[Model]) -> list[Facet]:
    """All facets in the order of display."""
    copied = {model.replicates.model for model in models if model.replicates}
    return [
        _listed("linh-vuc", "Lĩnh vực", "fields", lambda model: model.fields, opened=True, on_map=True),
        _listed("chu-de", "Chủ đề", "topics", lambda model: model.topics, opened=True, chip=True, by_count=True),
        _listed("loai-viec", "Loại việc", "kinds", lambda model: [model.kind], by_count=True),
        _listed("nhom", "Nhóm mô hình", "groups", lambda model: [model.group], on_map=True),
        _listed("chu-the", "Chủ thể", "owner_kinds", lambda model: [model.owner.kind], opened=True, on_map=True),
        _communes(models),
        _listed("dac-diem", "Đặc điểm địa bàn", "area_traits", lambda model: model.area_traits),
        _listed("muc-ke", "Mức kể", "details", lambda model: [model.detail], chip=True, on_map=True),
        _listed("chung-cu", "Mức chứng cứ cao nhất", "evidence", lambda model: [_best_evidence(model)]),
        _listed("tinh-trang", "Tình trạng", "statuses", lambda model: [model.status], chip=True),
        _listed("hinh-thuc", "Hình thức đăng ký", "registrations", lambda model: [model.registration]),
        Facet("so-lieu", "Số liệu", (("co", "Có số liệu"),), lambda model: ["co"] * bool(model.figures), chip=True),
        Facet(
            "lam-theo",
            "Làm theo",
            (("co", "Có hướng dẫn làm theo"), ("da-lam-lai", "Đã có nơi làm lại")),
            lambda model: ["co"] * (model.detail == "followable") + ["da-lam-lai"] * (model.slug in copied),
            chip=True,
        ),
        _same_name(models),
    ]


def facet_keys(models: Sequence[Model]) -> str:
    """The keys of all facets in their order, as a page tells its scripts: `linh-vuc chu-de …`."""
    return " ".join(facet.key for facet in facets(models))


def _listed(key: str, label: str, name: str, of: Callable[[Model], Iterable[str | None]], **shown: bool) -> Facet:
    """A facet whose values are a controlled list."""
    return Facet(key, label, tuple(vocabulary(name).items()), lambda one: [code for code in of(one) if code], **shown)


def _communes(models: Sequence[Model]) -> Facet:
    found = {commune for model in models for commune in model.communes}
    ordered = sorted(found, key=lambda commune: (fold(commune.short_name), commune.code))
    values = tuple((one.slug, one.name if one.province_code == home_province() else one.full_name) for one in ordered)
    return Facet(
        "dia-ban", "Địa bàn", values, lambda model: [one.slug for one in model.communes], opened=True, by_count=True
    )


def _same_name(models: Sequence[Model]) -> Facet:
    """The titles that several models share but for the place at the end, each by a short code, since thousands of
    titles would be too large."""
    titles = {model.title: slugify(without_place(model.title)) for model in models}
    times = Counter(titles[model.title] for model in models)
    shared = {title: f"{crc32(title.encode()):08x}" for title, count in times.items() if count > 1}

    def of(model: Model) -> list[str]:
        title = titles[model.title]
        return [shared[title]] if title in shared else []

    return Facet(
        "cung-ten", "Cùng tên", tuple((code, "Cùng một tên") for code in sorted({*shared.values()})), of, hidden=True
    )


def _best_evidence(model: Model) -> str | None:
    found = {part.evidence for part in model.criteria.values()}
    return next((level for level in _EVIDENCE_ORDER if level in found), None)
