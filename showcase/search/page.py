"""What the search page shows before its script runs: the ready-made lists."""

from showcase.insight.listing import counts
from showcase.insight.site import SECTIONS, Site


def search_view(site: Site) -> dict[str, object]:
    """The context of `search.html`, besides `root`: each section with code, label and number of its entries."""
    return {"lists": [(section, counts(site, section)) for section in SECTIONS]}
