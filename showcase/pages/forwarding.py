"""Pages at old addresses that forward to a model which was renamed or merged into another."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.insight.site import Site, model_address
from showcase.look.rendering import Context, render
from showcase.model.model import Model


@dataclass(frozen=True, kw_only=True)
class ForwardingPage(Context):
    """A complete page without the frame of the site; it is not in the sitemap."""

    template: ClassVar[str] = "forwarding.html"

    model: Model
    onward: str
    """Relative address of the model: `../ten-moi/`."""
    canonical: str


def forwarding_files(site: Site) -> dict[str, bytes]:
    """Path from the root of the site -> content: one page for each old slug."""
    return {f"mo-hinh/{old}/index.html": _page(site, new) for old, new in sorted(site.catalogue.moved.items())}


def _page(site: Site, slug: str) -> bytes:
    model, onward = site.catalogue.by_slug[slug], f"../{slug}/"
    canonical = site.address + model_address(model) if site.address else onward
    return render(ForwardingPage(model=model, onward=onward, canonical=canonical)).encode()
