"""The date of a model's news in words: old news carries its year wherever it is shown."""

from showcase.model.model import Model
from showcase.model.places import place_line
from showcase.schema.vocabulary import label


def where_and_when(model: Model) -> str:
    """One line for cards: `Xã Ba Chúc · theo nguồn năm 2020`."""
    return f"{place_line(model)} · theo nguồn năm {model.year}" if model.year else place_line(model)


def status_day(model: Model) -> str:
    """The day, year or span of years of the status; empty when it is not known."""
    return model.status_as_of or model.year


def status_words(model: Model) -> str:
    """`Đang nhân rộng (2020)`; empty when no source tells the status."""
    if not model.status:
        return ""
    day = status_day(model)
    return f"{label('statuses', model.status)} ({day})" if day else label("statuses", model.status)
