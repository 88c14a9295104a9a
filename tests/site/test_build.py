"""The build: strict, repeatable, small, and complete."""

import gzip
import hashlib
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from built_site import ROOT, build_site
from wrong_clock import lay_clock

LIST_OF_PAGES = (
    "index.html",
    "gioi-thieu/index.html",
    "dong-gop/index.html",
    "dong-gop/truong/index.html",
    "dong-gop/con-thieu/index.html",
    "dong-gop/luu-tru/index.html",
    "tra-cuu/index.html",
    "ban-do/index.html",
    "so-sanh/index.html",
    "thong-ke/index.html",
    "du-lieu/index.html",
    "mo-hinh/index.html",
    "linh-vuc/kinh-te/index.html",
    "nhom/chuyen-doi-so/index.html",
    "chu-the/phu-nu/index.html",
    "dia-ban/index.html",
    "dia-ban/ba-chuc/index.html",
    "dia-ban/binh-lu-lai-chau/index.html",
    "404.html",
)


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def model_pages(site: Path) -> list[Path]:
    pages = sorted(site.glob("mo-hinh/*/index.html"))
    return [path for path in pages if not re.fullmatch(r"trang-\d+", path.parent.name)]


@pytest.mark.parametrize("page", LIST_OF_PAGES)
def test_every_kind_of_page_is_there(site: Path, page: str) -> None:
    assert (site / page).is_file()


def test_every_model_file_has_a_page(site: Path) -> None:
    slugs = {path.stem for path in (ROOT / "models").rglob("*.yml")} - {"sources"}
    assert {path.parent.name for path in model_pages(site)} == slugs


def test_every_commune_of_an_giang_has_a_page(site: Path) -> None:
    from vietnam_provinces import Ward

    codes = {str(ward.code.value).zfill(5) for ward in Ward.iter_by_province(91)}
    table = (site / "dia-ban/index.html").read_text(encoding="utf-8")
    assert len(codes) == 102
    assert codes <= set(re.findall(r'data-commune="(\d{5})"', table))
    assert len(list(site.glob("dia-ban/*/index.html"))) >= 102


def test_two_builds_are_the_same_to_the_byte(site: Path, tmp_path: Path) -> None:
    """Also with another order of sets and a clock nine years ahead.

    The second build makes all files again, and MkDocs renders a frame for each page.
    """
    clock = lay_clock(tmp_path / "clock", years=9)
    unshared = "from showcase.publishing import frames; frames.framed = lambda pages, alone: {}"
    changed = {"PYTHONHASHSEED": "7", "PYTHONPATH": str(clock), "SHOWCASE_STORE": "0"}
    done = build_site(tmp_path / "again", unshared, **changed)
    assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "again") == digests(site)


def test_a_clock_before_the_first_year_of_zip_files_is_told(tmp_path: Path) -> None:
    done = build_site(tmp_path / "site", PYTHONPATH=str(lay_clock(tmp_path / "clock", years=-50)))
    assert done.returncode != 0
    assert re.search(r"Đồng hồ của máy đang chỉ năm 19\d\d\. Chỉnh lại", done.stderr)
    assert "Traceback" not in done.stderr


def test_strict_build_warns_of_nothing(site: Path) -> None:
    said = site.with_suffix(".txt").read_text(encoding="utf-8")
    assert "INFO" in said
    assert "WARNING" not in said


def test_a_bad_file_stops_the_strict_build_and_is_named(tmp_path: Path) -> None:
    models = tmp_path / "models"
    (models / "ba-chuc").mkdir(parents=True)
    (models / "ba-chuc/sai.yml").write_text("title: a: b\n", encoding="utf-8")
    done = build_site(tmp_path / "site", SHOWCASE_MODELS=str(models))
    assert done.returncode != 0
    assert "models/ba-chuc/sai.yml:1" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_model_pages_are_light(site: Path) -> None:
    heavy = {page.parent.name: compressed(page) for page in model_pages(site) if compressed(page) > 12 * 1024}
    assert heavy == {}


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        self.ids.update(filter(None, [values.get("id")]))
        for key in ("href", "src"):
            if values.get(key):
                self.targets.append(str(values[key]))


def test_every_link_inside_the_site_leads_somewhere(site: Path) -> None:
    pages = {path: Links() for path in site.rglob("*.html") if path.name != "404.html"}
    for path, links in pages.items():
        links.feed(path.read_text(encoding="utf-8"))
    dead = []
    for path, links in pages.items():
        for target in links.targets:
            address, _, anchor = target.partition("#")
            if re.match(r"[a-z]+:", address):
                assert re.match(r"https://[^/]+|mailto:[^?@]+@[^?]+|tel:\+?\d{7,}$", address), target
                continue
            goal = (path.parent / address.partition("?")[0]).resolve() if address else path
            goal = goal / "index.html" if goal.is_dir() else goal
            found = pages.get(goal)
            if goal == site / "ban-do/index.html" and re.match(r"\d{5}", anchor):
                anchor = ""  # A commune for the map's script: see test_every_link_to_the_map_names_a_commune_of_it.
            if not goal.is_file() or (anchor and found and anchor not in found.ids):
                dead.append(f"{path.relative_to(site)}: {target}")
    assert dead == []


def test_every_link_to_the_map_names_a_commune_of_it(site: Path) -> None:
    codes = set(re.findall(r'data-commune="(\d{5})"', (site / "ban-do/index.html").read_text(encoding="utf-8")))
    slugs = {page.parent.name for page in model_pages(site)}
    found = 0
    for page in [*site.glob("mo-hinh/*/index.html"), *site.glob("dia-ban/*/index.html")]:
        for code, slug in re.findall(r'ban-do/#(\d{5})(?:/([^"]+))?"', page.read_text(encoding="utf-8")):
            assert code in codes
            assert not slug or slug in slugs
            found += 1
    assert found > len(codes)


def test_no_page_names_another_origin_for_its_parts(site: Path) -> None:
    for path in [*site.rglob("*.html"), *(site / "assets").glob("*.css"), *(site / "assets").glob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|srcset)="(?:https?:)?//', text), path
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", text), path
        assert not re.search(r"<link[^>]+rel=\"(?:stylesheet|preload|icon)\"[^>]+href=\"(?:https?:)?//", text), path


def test_no_inline_script_or_style_stands_in_a_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", text), path
        assert not re.search(r"\son[a-z]+=|<style|\sstyle=", text), path


def test_hostile_text_reaches_no_page_unescaped(tmp_path: Path) -> None:
    """Text that passes the checks (quotes, ampersands, lone signs) is escaped; none is read as Jinja or Markdown."""
    folder = tmp_path / "models/ba-chuc"
    folder.mkdir(parents=True)
    text = 'Giá < 5 & "rẻ" * _đẹp_ [a](b) { % } \\u003c, <3 hộ, >2 ấp'
    lines = [
        f"title: '{text}'",
        f"summary: '{text}'",
        "owner: {kind: khac}",
        "places:",
        '  - commune: "30547"',
        "sources:",
        f"  - {{id: x, title: '{text}', issuer: y}}",
    ]
    (folder / "thu.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = build_site(tmp_path / "site", SHOWCASE_MODELS=str(tmp_path / "models"))
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site/mo-hinh/thu/index.html").read_text(encoding="utf-8")
    escaped = "Giá &lt; 5 &amp; &#34;rẻ&#34; * _đẹp_ [a](b) { % } \\u003c, &lt;3 hộ, &gt;2 ấp"
    assert page.count(escaped) >= 3
    assert f"<title>{escaped} - Dân vận khéo</title>" in page
    assert f'<meta property="og:title" content="{escaped}">' in page
    assert "Giá < 5" not in page


def test_dates_come_from_the_history(site: Path) -> None:
    log = subprocess.run(
        ["git", "log", "-1", "--format=%cs", "--", "models/ba-chuc"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    if not log:
        pytest.skip("the tree has no history")
    day = "/".join(reversed(log.split("-")))
    pages = [site / "mo-hinh" / path.stem / "index.html" for path in (ROOT / "models/ba-chuc").glob("*.yml")]
    assert any(f"Sửa lần cuối: {day}" in page.read_text(encoding="utf-8") for page in pages)
