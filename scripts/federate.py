"""Make a national site from what the sites of provinces publish.

    python3 scripts/federate.py sites.yml                     into site-chung/
    python3 scripts/federate.py sites.yml --site-dir FOLDER --keep FOLDER

A site that is down, old or broken keeps its last good state, and the pages say so. Exit code 0: made from new states of
all; 1: made, but some site could not be taken over; 2: not made.
"""

from lib.commands import run_command
from lib.environment import ROOT, use_environment

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from federating.keeping import GoodState
    from federating.sites import Listed

    from showcase.federation.national import Nation, Source

HELP = """Làm một trang chung từ trang của nhiều tỉnh, thành phố.

  python3 scripts/federate.py sites.yml

Trang nào không mở được, đã cũ hay bị hỏng thì giữ bản tốt gần nhất và nói rõ.
Mã kết thúc: 0 lấy được bản mới của mọi trang; 1 dựng được, nhưng có trang không lấy được; 2 không dựng được."""

STYLES = (
    "common/site.css",
    "map/drawing.css",
    "search/search.css",
    "form/form.css",
    "fit/fit.css",
    "national/base.css",
    "common/inflate.js",
)
"""Files below docs/assets that the national pages need besides their joined scripts."""


def main() -> int:
    """Fetch, check, write. Returns the exit code. Raises Refused for a wrong list or a target that is taken."""
    arguments = _arguments()
    use_environment()
    from federating.sites import read_sites

    from showcase.federation.national import Nation
    from showcase.targets.exchanging import replaced

    listed = read_sites(arguments.sites)
    keep = (arguments.keep or arguments.sites.parent / "lien-ket").resolve()
    sources = sorted((_source(one, keep) for one in listed.sites), key=_fullest)
    nation = Nation(listed.name, listed.publisher, listed.address, tuple(sources))
    with replaced(arguments.site_dir, ROOT, "trang-chung", [keep]) as fresh:
        for name, content in _files(nation, keep):
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(content)
    troubles = [source for source in sources if source.trouble]
    for source in troubles:
        state = f"dùng bản ngày {source.manifest.day}" if source.manifest else "chưa có bản nào"
        print(f"{source.home.name}: {source.trouble}; {state}.", file=sys.stderr)
    print(f"Đã dựng trang chung của {len(nation.good)} tỉnh, thành phố: {arguments.site_dir}")
    return 1 if troubles else 0


def _fullest(source: "Source") -> tuple[int, str]:
    return -(source.manifest.models if source.manifest else 0), source.home.code


def _source(listed: "Listed", keep: Path) -> "Source":
    from federating.fetching import fetcher
    from federating.keeping import last_good, renew

    from showcase.federation.checking import BrokenError
    from showcase.federation.laying import index_part, served_index
    from showcase.federation.national import Source, home_of, listed_models
    from showcase.targets.refusing import Refused

    folder, trouble = keep / listed.province, ""
    state: GoodState | None
    try:
        state = renew(folder, listed.province, fetcher(listed), ROOT)
    except (BrokenError, Refused) as error:
        state, trouble = last_good(folder, listed.province), str(error)
    home = home_of(listed.province)
    if state is None:
        return Source(home, listed.home, None, trouble)
    files = state.files()
    return Source(home, listed.home, state.manifest, trouble, listed_models(files), served_index(index_part(files)))


def _files(nation: "Nation", keep: Path) -> Iterator[tuple[str, bytes]]:
    """Path from the root of the national site -> content."""
    from showcase.federation.laying import shared_file
    from showcase.federation.manifest import INDEX
    from showcase.federation.national import PARTS, not_found, pages
    from showcase.federation.national_fit import national_fit_files
    from showcase.look import fonts, lotus
    from showcase.search.scripts import NATIONAL, script_files

    for address, html in pages(nation):
        yield f"{address}index.html", html.encode()
    yield "404.html", not_found(nation).encode()
    for name in STYLES:
        yield f"assets/{name}", (ROOT / "docs" / "assets" / name).read_bytes()
    yield from script_files(ROOT / "docs", NATIONAL).items()
    yield "assets/lotus.svg", lotus.standalone().encode()
    for name, content in fonts.font_files().items():
        yield f"assets/fonts/{name}", content
    yield from national_fit_files(nation, _published(nation, keep)).items()
    name, content = shared_file()
    yield f"{PARTS}{name}", content
    for source in nation.good:
        assert source.index
        folder = f"{source.home.code}/{INDEX}"
        for name, content in source.index.files.items():
            yield f"{PARTS}{folder}{name}", content
        for name in source.index.kept:
            yield f"{PARTS}{folder}{name}", (keep / folder / name).read_bytes()


def _published(nation: "Nation", keep: Path) -> dict[str, dict[str, bytes]]:
    """Code of a province -> the facts and cards of its told models."""
    from showcase.federation.manifest import CARDS, FACTS

    found: dict[str, dict[str, bytes]] = {}
    for source in nation.good:
        assert source.manifest
        names = [name for name in source.manifest.files if name.startswith((CARDS, FACTS))]
        found[source.home.code] = {name: (keep / source.home.code / name).read_bytes() for name in names}
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", type=Path, help="tệp ghi các trang, ví dụ sites.yml")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site-chung", help="nơi dựng, mặc định site-chung/")
    parser.add_argument("--keep", type=Path, help="nơi giữ bản tốt gần nhất, mặc định lien-ket/ cạnh tệp ấy")
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không dựng được trang chung")
