"""The date of a model's news in words: old news carries its year wherever it is shown."""

from showcase.model.model import Model
from showcase.model.places import place_line
from showcase.schema.vocabulary import label


def where_and_when(model: Model) -> str:
    """One line for cards: `Xã Ba Chúc · theo nguồn năm 2020`."""
    return " · ".join(filter(None, (place_line(model), source_words(model))))


def source_words(model: Model) -> str:
    """How old the sources are, and no more than is known: `theo nguồn năm 2020` where all are of that year,
    `nguồn mới nhất năm 2020` where others are older, `có nguồn năm 2020` where others bear no day; empty without a day.
    """
    years = sorted({year for _, year in model.source_years})
    if not years:
        return ""
    if len(model.source_years) < len(model.sources):
        return f"có nguồn năm {years[-1]}"
    return f"{'nguồn mới nhất' if len(years) > 1 else 'theo nguồn'} năm {years[-1]}"


def status_day(model: Model) -> str:
    """The day, year or span of years of the status, `2020`; else the year that all sources bear, `theo nguồn năm 2020`.

    Empty without a status, and where neither is known.
    """
    if not model.status:
        return ""
    years = {year for _, year in model.source_years}
    dated = len(years) == 1 and len(model.source_years) == len(model.sources)
    return model.status_as_of or (source_words(model) if dated else "")


def status_words(model: Model) -> str:
    """`Đang nhân rộng (2020)`; empty when no source tells the status."""
    if not model.status:
        return ""
    day = status_day(model)
    return f"{label('statuses', model.status)} ({day})" if day else label("statuses", model.status)
