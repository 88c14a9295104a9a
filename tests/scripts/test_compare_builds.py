import gzip
import json
import sys
from pathlib import Path

import compare_builds
import pytest

from showcase.targets.refusing import Refused


def site(folder: Path, version: str, frame: str, bundle: str, page: str = "<p>Một</p>") -> Path:
    """A tiny built site: a page with its stamp, the worker, a bundle and a pack."""
    build = {"version": version, "frame": frame, "bundles": [{"path": f"assets/offline/bundles/{bundle}/goi.bin"}]}
    files = {
        "index.html": f'<meta name="version" content="{version}">{page}'.encode(),
        "sw.js": f"// worker\nconst BUILD = {json.dumps(build)};\n".encode(),
        f"assets/offline/bundles/{bundle}/goi.bin": gzip.compress(f"{frame} Ảnh".encode(), mtime=len(page)),
        ".danvankheo": version.encode(),
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def compared(monkeypatch, capsys):
    """Exit code and output for two sites."""

    def run(before: Path, after: Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["compare_builds.py", str(before), str(after)])
        return compare_builds.main(), capsys.readouterr().out

    return run


def test_stamps_are_no_difference(tmp_path, compared):
    before = site(tmp_path / "a", "a" * 12, "b" * 12, "c" * 12)
    after = site(tmp_path / "b", "1" * 12, "2" * 12, "3" * 12)
    assert compared(before, after) == (0, "Hai bản dựng giống nhau từng byte, trừ dấu phiên bản.\n")


def test_whatever_else_differs_is_named(tmp_path, compared):
    before = site(tmp_path / "a", "a" * 12, "b" * 12, "c" * 12)
    after = site(tmp_path / "b", "1" * 12, "2" * 12, "3" * 12, page="<p>Hai</p>")
    (before / "cu.txt").touch()
    (after / "moi.txt").touch()
    assert compared(before, after) == (1, "- cu.txt\n≠ index.html\n+ moi.txt\n")


def test_a_folder_without_a_site_is_refused(tmp_path, compared):
    before = site(tmp_path / "a", "a" * 12, "b" * 12, "c" * 12)
    with pytest.raises(Refused, match="không phải là trang đã dựng"):
        compared(before, tmp_path)


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [
        ("<p>Một</p>", "<p>\n  Một </p>", None),
        ('<a href="x" class="y">Một</a>', '<a class="y" href="x">Một</a>', None),
        ('<input class="md-toggle" id="__drawer">', "", None),
        ('<div data-md-component="dialog"><div class="in"></div></div>', "", None),
        ('<main data-md-component="main">', "<main>", None),
        ("<p>Một</p>", "<p>Hai</p>", "Một | Hai"),
        ("<p>Một</p>", "<div>Một</div>", "<p> | <div>"),
        ('<a href="x">', '<a href="y">', "<a href=x> | <a href=y>"),
        ("<pre>a\n b</pre>", "<pre>a b</pre>", "a\n b | a b"),
        ('<div data-md-component="skip">Một</div>', "", "Một | -"),
        ("<b><i>Một</i></b>", "<b><i>Một</b></i>", None),
        ("<ul><li>Một</li><li>Hai</li></ul>", "<ul><li>Một<li>Hai</li></li></ul>", "</li> | <li>"),
    ],
)
def test_pages_as_text_are_their_tags_links_and_words(tmp_path, monkeypatch, capsys, one, other, first):
    before = site(tmp_path / "a", "a" * 12, "b" * 12, "c" * 12, page=one)
    after = site(tmp_path / "b", "1" * 12, "2" * 12, "3" * 12, page=other)
    for folder in (before, after):
        (folder / "assets/offline/bundles" / ("c" * 12 if folder == before else "3" * 12) / "goi.bin").write_bytes(b"")
    monkeypatch.setattr(sys, "argv", ["compare_builds.py", "--as", "text", str(before), str(after)])
    code = compare_builds.main()
    told = "Hai bản dựng có cùng thẻ, liên kết và chữ." if first is None else f"≠ index.html: {first}"
    assert (code, capsys.readouterr().out) == (0 if first is None else 1, f"{told}\n")
