"""Files for sharing a page: its QR code, and its card (the picture that social networks show).

Both contain the public address of the site; a site without one has neither.
"""

from collections.abc import Iterator

from showcase.insight.listing import communes_shown
from showcase.insight.site import Site, commune_address, model_address
from showcase.look import social_cards
from showcase.look.qr import qr_picture
from showcase.look.rendering import counted
from showcase.model.model import Model
from showcase.model.places import place_line
from showcase.store.results import NOTHING, Store

QR = "ma-qr.png"
"""File name of the QR code, in the folder of its page."""


def share_files(site: Site, store: Store = NOTHING) -> dict[str, bytes]:
    """Path from the root of the site -> content: QR codes and cards."""
    models = [model for model in site.catalogue.models if model.detail != "name"] if site.address else []
    codes = {f"{address}{QR}": qr_picture(site.address + address) for address in _shared(site)}
    return {**codes, **social_cards.card_files(map(card_text, models), store)}


def card_text(model: Model) -> social_cards.CardText:
    """The texts on the card of a model."""
    figure = model.leading_figure
    year = model.figure_years[figure] if figure else ""
    day = figure and (figure.as_of or (f"theo nguồn năm {year}" if year else ""))
    about = f"{figure.label}{f' ({day})' if day else ''}" if figure else model.summary
    return social_cards.CardText(
        slug=model.slug,
        title=model.title,
        place=place_line(model),
        figure=counted(figure) if figure else "",
        about=about,
        states=model.states,
    )


def _shared(site: Site) -> Iterator[str]:
    """Addresses of the pages with a QR code: told models and communes."""
    if site.address:
        yield from (model_address(model) for model in site.catalogue.models if model.detail != "name")
        yield from (commune_address(commune) for commune in communes_shown(site))
