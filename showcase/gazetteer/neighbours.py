"""Neighbours of a commune: by shared borders if boundaries have been fetched, otherwise by distance."""

from showcase.gazetteer.boundaries import Boundaries
from showcase.gazetteer.communes import Commune, distance_km, gazetteer

NEAREST = 5
"""Number of nearest communes, if no border is known."""


def vicinity(commune: Commune, shown: set[str], boundaries: Boundaries | None) -> tuple[list[Commune], bool]:
    """The neighbours of a commune, nearest first; and True if they share a border, False if they are the nearest.

    `shown`: codes of the communes to choose from. An island, or a commune without known boundary, gets the nearest
    communes of its province.
    """
    if boundaries is not None and commune.code in boundaries:
        bordering = [gazetteer().by_code[code] for code in boundaries.neighbours(commune.code) if code in shown]
        if bordering:
            return sorted(bordering, key=lambda other: distance_km(commune, other)), True
    everywhere = gazetteer().nearest(commune, len(gazetteer().by_code))
    return [other for other in everywhere if other.code in shown][:NEAREST], False
