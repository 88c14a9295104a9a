"""With any files at a target and around it, no command removes or changes a file that it has not written."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import build_usb
import fetch_boundaries
import make_hugo
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from measuring import corpus

from showcase.targets.exchanging import replaced
from showcase.targets.mark import MARK, PARTIAL, write_digests
from showcase.targets.places import accepted_file, accepted_new, new_file
from showcase.targets.refusing import Refused

NAMES = ("a", "b.yml", "index.html", "luận văn.docx", "site", "models", "cu", "moi", "khoa", ".git", ".htaccess", MARK)
BESIDE = (".site.dang-ghi", ".x.dang-ghi", f"a{PARTIAL}", "assets", "91.topo.json", ".DS_Store.docx", "DOC-TRUOC.txt")
TARGETS = ("site", "site/a", "models", "models/site", ".", "..", "a", "liên kết", "liên kết/site", "site/liên kết", "x")

Tree = dict[str, str | None]
"""Path -> text of a file; None for a folder, and for `-> PATH` a link."""

Writer = Callable[[Path, Path], None]
"""Takes the target and the root of the project."""

paths = st.lists(st.sampled_from((*NAMES, *BESIDE)), min_size=1, max_size=3).map("/".join)
texts = st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["-> ..", "-> ../models", "-> a", "-> /nowhere"]))
trees = st.dictionaries(paths, texts, max_size=8)
names_in_marks = st.one_of(paths, st.sampled_from(["../a", "/etc/passwd", ".."]))
marks = st.dictionaries(names_in_marks, st.just({"0" * 16}), max_size=3)
kinds = st.sampled_from(["trang", "usb", "ranh-gioi", None])


def lay_out(root: Path, tree: Tree) -> None:
    """Write a tree, as far as possible: a file may already exist where a folder is needed."""
    for name, text in tree.items():
        path = root / name
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.mkdir()
            elif text.startswith("-> "):
                path.symlink_to(text[3:])
            elif not os.path.lexists(path):
                path.write_text(text, encoding="utf-8")


def snapshot(root: Path) -> dict[str, object]:
    """Every file with its bytes and every link with its target; links are not followed."""
    found: dict[str, object] = {}
    for place, folders, files in os.walk(root):
        for path in (Path(place) / name for name in (*folders, *files)):
            if path.is_symlink():
                found[str(path)] = ("link", str(path.readlink()))
            elif path.is_file():
                found[str(path)] = path.read_bytes()
    return found


def site(target: Path, root: Path) -> None:
    with replaced(target, root, "trang", [root / "models"]) as fresh:
        (fresh / "index.html").write_text("mới", encoding="utf-8")
        (fresh / "a").mkdir()
        (fresh / "a/b.yml").write_text("mới", encoding="utf-8")


def failing_site(target: Path, root: Path) -> None:
    with suppress(RuntimeError), replaced(target, root, "trang", [root / "models"]) as fresh:
        (fresh / "index.html").write_text("dở", encoding="utf-8")
        raise RuntimeError


def stick(target: Path, root: Path) -> None:
    with TemporaryDirectory() as name:
        built = Path(name)
        (built / "index.html").write_text("<html></html>", encoding="utf-8")
        build_usb.write(built, target, root / "models")


def boundaries(target: Path, root: Path) -> None:
    fetch_boundaries.write(target, {"91.topo.json": b"{}", "manifest.json": b"{}"}, root / "models")


def synthetic(target: Path, root: Path) -> None:
    corpus.write(1, accepted_new(target, root, [root / "models"]))


def hugo(target: Path, root: Path) -> None:
    make_hugo.write(1, accepted_new(target, root, [root / "models"]), 1)


def report(target: Path, root: Path) -> None:
    new_file(accepted_file(target), b"PK")


WRITERS = [site, failing_site, stick, boundaries, synthetic, hugo, report]


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(tree=trees, target=st.sampled_from(TARGETS), kind=kinds, mark=marks, added=trees)
def test_what_somebody_else_has_written_stays(
    write: Writer,
    tree: Tree,
    target: str,
    kind: str | None,
    mark: dict[str, set[str]],
    added: Tree,
) -> None:
    """Before the first run and between two runs, people put files anywhere, also marks."""
    with TemporaryDirectory() as name:
        root = Path(name) / "so deep/that no/chain of links/leads out/dự án"
        root.mkdir(parents=True)
        lay_out(root, {"models/a.yml": "a", "liên kết": "-> models", **tree})
        place = root / target
        if kind and place.is_dir() and not (place / MARK).exists():
            write_digests(place, kind, mark)
        for more in ({}, added):
            before_adding = snapshot(Path(name))
            lay_out(root, {f"{target}/{path}": text for path, text in more.items()} | more)
            foreign = foreign_to(before_adding, snapshot(Path(name)), more is added)
            with suppress(Refused, OSError):
                write(place, root)
            after = snapshot(Path(name))
            # A file in the form of our mark counts as ours, whoever wrote it.
            assert {path: content for path, content in foreign.items() if after.get(path) != content} == {}


def foreign_to(before: dict[str, object], now: dict[str, object], second: bool) -> dict[str, object]:
    """Files put there by people: before the first run all except marks, later those added since our run."""
    new = {path: content for path, content in now.items() if path not in before} if second else now
    return {path: content for path, content in new.items() if Path(path).name != MARK}
