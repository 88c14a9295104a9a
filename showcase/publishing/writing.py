"""Write pages and sheets one by one into the folder of the site, in several processes if there are many.

They are not collected in memory. Results of earlier builds are taken from the store.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from showcase.publishing.frames import Frame, folder
from showcase.publishing.publication import Origin, Publication, load
from showcase.store.workers import spread
from showcase.targets.mark import digest_of


@dataclass(frozen=True)
class Desk:
    """The data with which a process writes pages."""

    publication: Publication
    frames: dict[str, Frame]
    site: Path


def write_rest(publication: Publication, frames: dict[str, Frame], site: Path) -> dict[str, str]:
    """Write every page with a shared frame, and every sheet. Raises ProblemError and OSError.

    Returns: path of each file from the folder of the site -> its digest for the mark file.
    """
    publication.store.flush()
    addresses = [*(address for below in frames for address in publication.framed[below]), *publication.sheets]
    again = (_desk, (publication.origin, frames, site))
    return dict(spread(_write, addresses, Desk(publication, frames, site), again))


def _desk(origin: Origin, frames: dict[str, Frame], site: Path) -> Desk:
    return Desk(load(*origin), frames, site)


def _write(desk: Desk, addresses: Iterable[str]) -> list[tuple[str, str]]:
    written = []
    for address in addresses:
        content = made(desk.publication, desk.frames, address).encode("utf-8", errors="xmlcharrefreplace")
        target = desk.site / address
        target.mkdir(parents=True, exist_ok=True)
        (target / "index.html").write_bytes(content)
        written.append((f"{address}index.html", digest_of(content)))
    desk.publication.store.flush()
    return written


def made(publication: Publication, frames: dict[str, Frame], address: str) -> str:
    """The HTML of a page in its frame, or of a sheet, which has no frame."""
    if address in publication.sheet_models:
        return publication.sheet(address)
    return frames[folder(address)].page(publication.filling(address))
