"""What the front page shows."""

from collections import Counter

from showcase.insight.listing import best_told_first, counts, newest
from showcase.insight.site import SECTIONS, Site
from showcase.schema.vocabulary import CRITERIA, STORY


def home_view(site: Site) -> dict[str, object]:
    """The front page: how much there is, the best told models, the newest."""
    models = site.catalogue.models
    told = best_told_first(models)
    return {
        "total": len(models),
        "details": Counter(model.detail for model in models),
        "fields": counts(site, SECTIONS[0]),
        "unsorted": sum(1 for model in models if not model.fields),
        "full": [model for model in told if model.detail == "full"][:6],
        "newest": newest(site)[:5],
        "communes": len(site.catalogue.by_commune),
        "criteria": CRITERIA,
        "story": STORY,
    }
