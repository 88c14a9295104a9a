"""What lies around a commune: by shared borders where boundaries have been fetched, otherwise by distance."""

from showcase.gazetteer.boundaries import Boundaries
from showcase.gazetteer.communes import Commune, distance_km, gazetteer

NEAREST = 5
"""So many communes are given where no border is known."""


def vicinity(commune: Commune, shown: set[str], boundaries: Boundaries | None) -> tuple[list[Commune], bool]:
    """The communes around one, nearest first, and whether they are all those that share a border with it.

    `shown`: codes of the communes that may be given. An island, and a commune whose boundary or neighbours are not
    known, has the nearest ones of its province instead.
    """
    if boundaries is not None and commune.code in boundaries:
        bordering = [gazetteer().by_code[code] for code in boundaries.neighbours(commune.code) if code in shown]
        if bordering:
            return sorted(bordering, key=lambda one: distance_km(commune, one)), True
    everywhere = gazetteer().nearest(commune, len(gazetteer().by_code))
    return [one for one in everywhere if one.code in shown][:NEAREST], False
