"""Pages made when they are asked for, from frames that were rendered before, without building the whole site."""

from dataclasses import dataclass, field

from showcase.publishing.frames import Frame, folder
from showcase.publishing.publication import Publication, mark
from showcase.publishing.writing import made

STATE, FRAME = "zz-ban-cua-trang-zz", "zz-ban-cua-khung-zz"
"""Stand for the two stamps, which only a whole build knows."""


@dataclass
class Surroundings:
    """What stands around the content of pages, with marks in its place and both stamps as tokens."""

    frames: dict[str, Frame] = field(default_factory=dict)
    """Folder -> frame of the pages below it."""
    pages: dict[str, str] = field(default_factory=dict)
    """Address -> each page that has no frame of a folder: those written by hand, and those that stand alone."""
    not_found: str = ""
    """The page for an address that leads nowhere."""


def prepared(publication: Publication) -> Publication:
    """The publication with tokens in place of its stamps, which a whole build would have to be made for."""
    publication.state_stamp, publication.frame_stamp = STATE, FRAME
    return publication


def page(publication: Publication, around: Surroundings, address: str) -> str | None:
    """The HTML of a page or sheet with tokens for stamps; None where there is none. Raises ProblemError."""
    if address in around.pages:
        is_gone = address not in publication.pages and mark("page") in around.pages[address]
        return None if is_gone else publication.fill(around.pages[address], address)
    if forwarding := publication.forwarding.get(f"{address}index.html"):
        return forwarding.decode()
    known = address in publication.sheet_models or (address in publication.pages and folder(address) in around.frames)
    return made(publication, around.frames, address) if known else None


def arrangement(publication: Publication) -> set[str]:
    """What the surroundings depend on: folders with a frame, and pages that stand alone."""
    below = {address for many in publication.framed.values() for address in many}
    return {*publication.framed, *(address for address in publication.pages if address not in below)}
