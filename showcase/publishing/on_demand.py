"""Single pages for `serve.py`, made from frames of an earlier build, without building the whole site."""

from dataclasses import dataclass, field

from showcase.publishing.frames import Frame, folder
from showcase.publishing.publication import Publication, mark
from showcase.publishing.writing import made

STATE, FRAME = "zz-ban-cua-trang-zz", "zz-ban-cua-khung-zz"
"""Tokens for the two stamps, which only a whole build knows."""


@dataclass
class Surroundings:
    """The HTML around the content of pages, with marks for the content and tokens for both stamps."""

    frames: dict[str, Frame] = field(default_factory=dict)
    """Folder -> frame of its pages."""
    pages: dict[str, str] = field(default_factory=dict)
    """Address -> HTML of each page without a shared frame: hand-written pages, and single pages."""
    not_found: str = ""
    """The page for an unknown address (404)."""


def prepared(publication: Publication) -> Publication:
    """The publication with tokens instead of stamps, which would need a whole build."""
    publication.state_stamp, publication.frame_stamp = STATE, FRAME
    return publication


def page(publication: Publication, around: Surroundings, address: str) -> str | None:
    """The HTML of a page or sheet with tokens for stamps; None for an unknown address. Raises ProblemError."""
    if address in around.pages:
        is_gone = address not in publication.pages and mark("page") in around.pages[address]
        return None if is_gone else publication.fill(around.pages[address], address)
    if forwarding := publication.forwarding.get(f"{address}index.html"):
        return forwarding.decode()
    known = address in publication.sheet_models or (address in publication.pages and folder(address) in around.frames)
    return made(publication, around.frames, address) if known else None


def arrangement(publication: Publication) -> set[str]:
    """The folders with a frame and the single pages: when these change, `Surroundings` must be rendered again."""
    below = {address for many in publication.framed.values() for address in many}
    return {*publication.framed, *(address for address in publication.pages if address not in below)}
