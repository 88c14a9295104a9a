"""Pages that lead on: a model that has moved, or was merged into another, is still found at its old address."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.insight.site import Site, model_address
from showcase.look.rendering import Context, render
from showcase.model.model import Model


@dataclass(frozen=True, kw_only=True)
class ForwardingPage(Context):
    """The whole page, since it stands outside the frame of the site; the sitemap leaves it out."""

    template: ClassVar[str] = "forwarding.html"

    model: Model
    onward: str
    """The way from there to the model."""
    canonical: str


def forwarding_files(site: Site) -> dict[str, bytes]:
    """Path from the root of the site -> content, one page for each old slug."""
    return {f"mo-hinh/{old}/index.html": _page(site, new) for old, new in sorted(site.catalogue.moved.items())}


def _page(site: Site, slug: str) -> bytes:
    model, onward = site.catalogue.by_slug[slug], f"../{slug}/"
    canonical = site.address + model_address(model) if site.address else onward
    return render(ForwardingPage(model=model, onward=onward, canonical=canonical)).encode()
