"""After any change since the last build, a build with the store gives the same bytes as one without it."""

import random
from dataclasses import replace
from pathlib import Path

from small_trees import MINIMAL

from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.publishing.publication import Publication
from showcase.schema.settings import Settings
from showcase.store.results import NOTHING, Store

ROOT = Path(__file__).resolve().parents[2]
EVERYTHING = ROOT / "tests/cases/valid/everything-filled/models"
PICTURES = [path.read_bytes() for path in sorted((ROOT / "tests/cases").rglob("*.png"))][:2]
REGISTER = "sources:\n  - {id: chung, title: Báo cáo chung, issuer: Tỉnh ủy, date: 1/2/2024}\n"
LINES = (
    "family: a\n",
    "topics: [giao-thong, chieu-sang]\n",
    "replicates:\n  model: a\n  source: {{id: bao-cao-xa-2025}}\n",
    "results:\n  text: Được\n  figures: [{{label: hộ, value: {}, unit: hộ}}]\n  source: {{id: bao-cao-xa-2025}}\n",
)
FIRST = {
    "sources.yml": REGISTER,
    "ba-chuc/a.yml": MINIMAL + "effectiveness:\n  text: Có vốn làm ăn\n  source: {id: bao-cao-xa-2025}\n",
    "ba-chuc/b.yml": MINIMAL.replace("bao-cao-xa-2025", "chung").split("    title: Báo")[0],
    "ba-chuc/c.yml": MINIMAL + "replicates:\n  model: a\n  source: {id: bao-cao-xa-2025}\n",
    "ba-chuc/d.yml": MINIMAL + "family: a\npictures:\n  - {file: d.png, alt: Họp tổ}\n",
    "ba-chuc/d.png": PICTURES[0],
    **{f"ba-chuc/to-{number}.yml": MINIMAL.replace("góp vốn", f"góp {number} vốn") for number in range(4)},
}
FULL = {path.relative_to(EVERYTHING).as_posix(): path.read_bytes() for path in EVERYTHING.rglob("*") if path.is_file()}


class State:
    """All inputs of a build, except the code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changes: dict[str, str] = {}
        self.settings = Settings(province="91", publisher="Ban", telephone="0296 3852 576")

    def write(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def change(self, chance: random.Random) -> str:
        """Make one change that an editor or an administrator of the site may make. Returns its description."""
        kind = chance.choice(["word", "title", "line", "register", "gone", "new", "picture", "settings", "day"])
        path = chance.choice(sorted(path for path in self.folder.rglob("*.yml") if path.name != "sources.yml"))
        text, name, number = path.read_text(encoding="utf-8"), f"ba-chuc/{path.name}", chance.randint(1, 99)
        if kind in ("word", "title"):
            key = "summary: " if kind == "word" else "title: "
            self.write(path.relative_to(self.folder).as_posix(), text.replace(key, f"{key}Tổ {number} ", 1))
        elif kind == "line" and path.stem.startswith("to-"):
            self.write(name, MINIMAL + chance.choice(LINES).format(number))
        elif kind == "register":
            self.write("sources.yml", REGISTER.replace("Báo cáo", f"Báo cáo {number}"))
        elif kind == "gone" and path.stem.startswith("to-"):
            path.unlink()
        elif kind == "new":
            self.write(f"ba-chuc/to-moi-{number}.yml", MINIMAL + chance.choice(LINES).format(number))
        elif kind == "picture":
            self.write("ba-chuc/d.png", PICTURES[number % 2])
        elif kind == "settings":
            other = {
                "address": chance.choice(["", f"https://vd.vn/{number}/"]),
                "repository": f"https://vd.vn/{number}",
            }
            self.settings = replace(self.settings, **other)
        elif kind == "day":
            self.changes[f"models/{name}"] = f"20{number % 4 + 23}-01-{number % 27 + 1:02}"
        return kind

    def built(self, store: Store) -> dict[str, bytes]:
        """All files, sheets and pages of one build."""
        site = Site(ModelFiles(self.folder, store).load(), dict(self.changes), self.settings)
        made = Publication(site, ROOT, self.folder, store)
        pages = {address: made.filling(address).content.encode() for address in made.pages}
        sheets = {address: made.sheet(address).encode() for address in made.sheets}
        store.flush()
        return {**made.files(), **pages, **sheets}


def test_a_change_of_anything_gives_the_bytes_of_a_cold_build(tmp_path: Path) -> None:
    chance = random.Random(20)
    state = State(tmp_path / "models")
    for name, content in {**FIRST, **FULL}.items():
        state.write(name, content)
    built: list[dict[str, bytes]] = []
    done: list[str] = []
    for step in range(6):
        warm = state.built(Store(tmp_path / "store.sqlite"))
        cold = state.built(NOTHING)
        assert {name for name in cold.keys() | warm.keys() if cold.get(name) != warm.get(name)} == set(), (step, done)
        built.append(warm)
        done = [state.change(chance) for _ in range(3)]
    assert len({repr(sorted(one.items())) for one in built}) == len(built)
