"""Two further tables of open data: figures with unit, date and source; communes with their numbers of models."""

from collections.abc import Iterable, Iterator

from showcase.gazetteer.communes import Commune
from showcase.insight.listing import communes_shown
from showcase.insight.site import Site, commune_address
from showcase.model.model import Figure, Model, Part
from showcase.schema.fields import MODEL
from showcase.schema.vocabulary import labels, vocabulary

FIGURE_COLUMNS: dict[str, tuple[str, str]] = {
    "model": ("string", "Mô hình: tên tệp, như cột slug của models.csv"),
    "model_title": ("string", "Tên mô hình"),
    "part": ("string", "Mã phần của câu chuyện hoặc tiêu chí"),
    "part_label": ("string", "Tên phần ấy"),
    "label": ("string", "Đếm gì"),
    "qualifier": ("string", "Mã cách nói: khoảng, trên, gần…; trống khi nguồn nói đúng con số"),
    "qualifier_label": ("string", "Cách nói bằng chữ"),
    "value": ("number", "Giá trị"),
    "value_to": ("number", "Giá trị trên, khi nguồn nói một khoảng"),
    "out_of": ("number", "Trên tổng số"),
    "unit": ("string", "Đơn vị"),
    "as_of": ("string", "Ngày, tháng hoặc năm của con số; trống khi chưa rõ"),
    "evidence": ("string", "Mã chứng cứ của phần ấy; trống khi không nêu"),
    "evidence_label": ("string", "Chứng cứ bằng chữ"),
    "source": ("string", "Văn bản nêu con số"),
    "source_number": ("string", "Số hiệu văn bản"),
}
"""Column of figures.csv -> type and meaning."""

COMMUNE_COLUMNS: dict[str, tuple[str, str]] = {
    "code": ("string", "Mã xã hiện nay, năm chữ số, giữ cả số 0 ở đầu"),
    "name": ("string", "Tên xã, phường, đặc khu"),
    "kind": ("string", "Xã, Phường hoặc Đặc khu"),
    "province_code": ("string", "Mã tỉnh, thành phố"),
    "province": ("string", "Tỉnh, thành phố"),
    "models": ("integer", "Số mô hình ở đó"),
    **{code: ("integer", f"Số mô hình lĩnh vực {name}") for code, name in vocabulary("fields").items()},
    "perhaps": ("integer", "Số mô hình có thể ở đó: chưa rõ làm ở xã nào"),
    "former": ("string", "Các đơn vị trước 01/7/2025"),
    "latitude": ("number", "Vĩ độ điểm giữa (WGS84)"),
    "longitude": ("number", "Kinh độ điểm giữa"),
    "address": ("string", "Địa chỉ trang, tính từ gốc của trang"),
}
"""Column of communes.csv -> type and meaning."""


def figure_rows(site: Site, models: list[Model]) -> Iterator[list[object]]:
    """The rows of figures.csv: every figure of the story and of the criteria, in the order of `models`."""
    for model, key, part, figure in figures_in_parts(models):
        yield [model.slug, model.title, key, MODEL.by_key[key].label, *_figure(site, model, part, figure)]


def figures_in_parts(models: Iterable[Model]) -> Iterator[tuple[Model, str, Part, Figure]]:
    """(model, key of the part, part, figure) of every figure."""
    for model in models:
        for key, part in (*model.story.items(), *model.criteria.items()):
            for figure in part.figures:
                yield model, key, part, figure


def evidence_words(part: Part) -> str:
    """The evidence of a part in words; empty for an empty part or one without evidence."""
    return labels("evidence", [part.evidence]) if part.state != "empty" else ""


def source_of(figure: Figure, part: Part) -> str:
    """The id of a figure's source: its own, else the source of its part; empty without one."""
    return figure.source or (part.source.id if part.source else "")


def _figure(site: Site, model: Model, part: Part, figure: Figure) -> list[object]:
    return [
        figure.label,
        figure.qualifier,
        labels("qualifiers", [figure.qualifier]),
        figure.value,
        figure.value_to,
        figure.out_of,
        figure.unit,
        figure.as_of,
        part.evidence or "",
        evidence_words(part),
        *_source(site, model, source_of(figure, part)),
    ]


def _source(site: Site, model: Model, wanted: str) -> tuple[str, str]:
    """Title and number of the model's source with the id `wanted`; both empty without one."""
    sources = (site.catalogue.source(cited) for cited in model.sources if cited.id == wanted)
    return next(((source.title, source.number) for source in sources), ("", ""))


def commune_rows(site: Site) -> Iterator[list[object]]:
    """The rows of communes.csv, including communes without models."""
    for commune in communes_shown(site):
        yield _commune(site, commune)


def _commune(site: Site, commune: Commune) -> list[object]:
    return [
        *(commune.code, commune.name, commune.kind, commune.province_code, commune.province),
        *commune_counts(site, commune),
        *(former_units(commune), commune.latitude, commune.longitude, commune_address(commune)),
    ]


def commune_counts(site: Site, commune: Commune) -> list[int]:
    """Numbers of models: in the commune, in each field, and those that may be there."""
    models = site.catalogue.by_commune.get(commune.code, [])
    by_field = [sum(1 for model in models if code in model.fields) for code in vocabulary("fields")]
    return [len(models), *by_field, len(site.catalogue.by_candidate.get(commune.code, ()))]


def former_units(commune: Commune) -> str:
    """The units before 1 July 2025 in one line: `Xã A, Huyện B, Tỉnh C; Xã D, Huyện B, Tỉnh C (một phần)`."""
    return "; ".join(f"{unit}{' (một phần)' if unit.partly else ''}" for unit in commune.former)
