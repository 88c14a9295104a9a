"""What the map page counts: communes, models in rows, and the four choices that narrow them down.

`communes.json` (see `data_file`) grows with the communes; a model costs four letters in it. Titles lie in one file
a commune (`list_files`), fetched when the commune is chosen.
"""

import json
import string
from dataclasses import dataclass
from functools import cached_property

from showcase.files.catalogue import Catalogue
from showcase.gazetteer.communes import Commune
from showcase.gazetteer.home import FAR_ZONES, home
from showcase.insight import shades
from showcase.insight.facets import Facet, facets
from showcase.insight.listing import communes_shown, fullest_first
from showcase.insight.site import Site
from showcase.model.model import Model
from showcase.model.places import former_name, place_line
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

LETTERS = string.ascii_letters + string.digits
"""A column has one of these for each model: the number of its list of values."""

UNPLACED = "chua-ro-xa"
"""Name of the file of the models whose commune is not known."""

MAP_ID = "map_ban_do"
"""The element that the interactive map goes into; folium puts `map_` before the name given."""

ARCHIPELAGOS = dict(zip(FAR_ZONES, ("Đặc khu Hoàng Sa (Đà Nẵng)", "Đặc khu Trường Sa (Khánh Hòa)"), strict=True))
"""Special zones of other provinces that every wide view names."""


@dataclass(frozen=True)
class Row:
    """One line of the table of communes."""

    commune: Commune
    count: int
    by_field: tuple[int, ...]
    """In the order of the vocabulary; a model may count in two fields or in none."""
    perhaps: int
    """Models that may be there, known only by a former district."""


class Atlas:
    """The communes that the map shows, and the models in the order of their rows."""

    def __init__(self, site: Site) -> None:
        self.catalogue: Catalogue = site.catalogue
        self.communes = communes_shown(site)
        self.home = [commune for commune in self.communes if commune.province_code == home_province()]
        self.others = [commune for commune in self.communes if commune.province_code != home_province()]
        self.unplaced = fullest_first([model for model in self.catalogue.models if not model.communes])

    @cached_property
    def models(self) -> list[Model]:
        """By commune in the order shown, those of unknown communes last: so a row's number tells its commune.

        Within a commune by their letters: equal ones side by side spare a third of the compressed bytes.
        """
        order = {commune.code: position for position, commune in enumerate(self.communes)}

        def key(model: Model) -> tuple[int, str, str]:
            commune = order[model.communes[0].code] if model.communes else len(order)
            return commune, self.letters(model), model.slug

        return sorted(self.catalogue.models, key=key)

    @cached_property
    def choices(self) -> list[Facet]:
        """The facets that narrow the map down."""
        return [facet for facet in facets(self.catalogue.models) if facet.on_map]

    @cached_property
    def _lists(self) -> list[list[tuple[int, ...]]]:
        """The distinct lists of values of each choice."""
        return [sorted({choice.positions(model) for model in self.catalogue.models}) for choice in self.choices]

    def letters(self, model: Model) -> str:
        """The values of one model, a letter for each choice."""
        pairs = zip(self.choices, self._lists, strict=True)
        return "".join(LETTERS[lists.index(choice.positions(model))] for choice, lists in pairs)

    def in_commune(self, commune: Commune) -> list[Model]:
        """The models of one commune, the best told first."""
        return fullest_first(self.catalogue.by_commune.get(commune.code, []))

    def table(self, communes: list[Commune]) -> list[Row]:
        """The table of some communes."""
        return [self._row(commune) for commune in communes]

    def _row(self, commune: Commune) -> Row:
        models = self.in_commune(commune)
        by_field = tuple(sum(1 for model in models if code in model.fields) for code in vocabulary("fields"))
        return Row(commune, len(models), by_field, self.perhaps(commune))

    def perhaps(self, commune: Commune) -> int:
        """How many models may be in a commune, known only by its former district."""
        return len(self.catalogue.by_candidate.get(commune.code, ()))

    @cached_property
    def steps(self) -> list[int]:
        """The least number of models of each shade, so that few communes have the fullest: `[1, 2, 5]`."""
        return shades.steps(map(len, self.catalogue.by_commune.values()))

    def shade(self, count: int) -> int:
        """0 for no model, then the number of the step."""
        return shades.shade(count, self.steps)

    @cached_property
    def copies(self) -> list[tuple[Model, Model]]:
        """Original and copy, where both are in the catalogue."""
        found = []
        for copy in self.catalogue.models:
            original = self.catalogue.by_slug.get(copy.replicates.model) if copy.replicates else None
            if original:
                found.append((original, copy))
        return found

    @cached_property
    def linked(self) -> dict[str, list[str]]:
        """Slug -> codes of the communes where copies of the model are, and where its original is."""
        found: dict[str, dict[str, None]] = {}
        for original, copy in self.copies:
            for one, other in ((original, copy), (copy, original)):
                found.setdefault(one.slug, {}).update(dict.fromkeys(commune.code for commune in other.communes))
        return {slug: list(codes) for slug, codes in found.items()}

    @cached_property
    def copied(self) -> list[tuple[Model, list[Model]]]:
        """Originals with their copies, the most copied first."""
        found: dict[str, list[Model]] = {}
        for original, copy in self.copies:
            found.setdefault(original.slug, []).append(copy)
        order = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        return [(self.catalogue.by_slug[slug], copies) for slug, copies in order]

    @cached_property
    def framed(self) -> list[Commune]:
        """The island communes that a frame of their own shows, beside the first view."""
        return [commune for commune in self.home if any(commune.code in inset.communes for inset in home().insets)]

    def jumps(self) -> list[Commune]:
        """The special zones and island communes of the home province."""
        return home().islands


def name_of(commune: Commune) -> str:
    """`Xã Ba Chúc`; with its province outside the home province."""
    return commune.name if commune.province_code == home_province() else commune.full_name


def unplaced_note(model: Model) -> str:
    """What is known of the place of a model without a commune."""
    former = next((name for place in model.done if (name := former_name(place))), None)
    return place_line(model) + (f" ({former})" if former else "")


def data_file(atlas: Atlas) -> bytes:
    """`communes.json`, what the page counts with.

    `communes`: code, name, slug, whether it is in the home province, models that may be there.
    `runs`: how many rows each commune has. `also`: [row, commune] for models of several communes. `facets`: key,
    label, values, the distinct `lists` of values, and `column`, for each row the letter of its list. `steps`: see
    `Atlas.steps`.
    """
    positions = {commune.code: position for position, commune in enumerate(atlas.communes)}
    runs = [0] * len(atlas.communes)
    also = []
    for row, model in enumerate(atlas.models):
        theirs = [positions[commune.code] for commune in dict.fromkeys(model.communes)]
        for position in theirs[:1]:
            runs[position] += 1
        also += [[row, position] for position in theirs[1:]]
    letters = [atlas.letters(model) for model in atlas.models]
    facets = [
        {
            "key": choice.key,
            "label": choice.label,
            "values": [list(value) for value in choice.values],
            "lists": [list(values) for values in atlas._lists[number]],
            "column": "".join(one[number] for one in letters),
        }
        for number, choice in enumerate(atlas.choices)
    ]
    communes = [
        [one.code, name_of(one), one.slug, int(one in atlas.home), atlas.perhaps(one)] for one in atlas.communes
    ]
    return _json({"communes": communes, "runs": runs, "also": also, "facets": facets, "steps": atlas.steps})


def list_files(atlas: Atlas) -> dict[str, bytes]:
    """Name -> titles of one commune: [slug, title, letters, note on the place, `Atlas.linked`], the best told first."""
    lists = {commune.code: atlas.in_commune(commune) for commune in atlas.communes}
    made = {f"{code}.json": _json([_row(atlas, one) for one in models]) for code, models in lists.items() if models}
    rows = [[one.slug, one.title, atlas.letters(one), unplaced_note(one)] for one in atlas.unplaced]
    return made | {f"{UNPLACED}.json": _json(rows)}


def _row(atlas: Atlas, model: Model) -> list[object]:
    return [model.slug, model.title, atlas.letters(model), "", atlas.linked.get(model.slug, [])]


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
