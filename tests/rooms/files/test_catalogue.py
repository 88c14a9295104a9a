import os
from collections.abc import Callable
from pathlib import Path

import pytest

from showcase.files import catalogue as catalogue_module
from showcase.files.catalogue import ModelFiles
from showcase.files.reading import Reading, read_bytes
from showcase.model.model import Source

Tree = Callable[[dict[str, str | bytes]], ModelFiles]

REGISTER = "sources:\n  - id: bc-217\n    number: 217-BC\n    title: Báo cáo chung\n    issuer: Tỉnh ủy\n"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Records the names of the files in the order of reading; the files are still read."""
    names: list[str] = []

    def note(content: bytes, file: str, *table: object) -> Reading:
        names.append(file)
        return read_bytes(content, file, *table)  # type: ignore[arg-type]

    monkeypatch.setattr(catalogue_module, "read_bytes", note)
    return names


def change(path: Path, text: str) -> None:
    """Write a file with a new time, also on disks that store coarse times."""
    path.write_text(text, encoding="utf-8")
    later = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(later, later))


def test_loading_again_reads_only_what_changed(tree: Tree, minimal: str, reads: list[str]) -> None:
    files = tree({f"ba-chuc/m{number}.yml": minimal for number in range(5)})
    files.load()
    assert len(reads) == 5
    reads.clear()
    files.load()
    assert reads == []
    change(files.folder / "ba-chuc/m3.yml", minimal.replace("Tổ phụ nữ", "Tổ nông dân"))
    models = files.load().models
    assert reads == ["models/ba-chuc/m3.yml"]
    assert [model.slug for model in models] == ["m3", "m0", "m1", "m2", "m4"]


def test_new_and_removed_files_are_noticed(tree: Tree, minimal: str, reads: list[str]) -> None:
    files = tree({"ba-chuc/a.yml": minimal, "ba-chuc/b.yml": minimal})
    files.load()
    reads.clear()
    (files.folder / "ba-chuc/a.yml").unlink()
    change(files.folder / "ba-chuc/c.yml", minimal)
    assert set(files.load().by_slug) == {"b", "c"}
    assert reads == ["models/ba-chuc/c.yml"]


def test_a_change_of_the_register_checks_every_file_anew(tree: Tree, minimal: str) -> None:
    files = tree({"ba-chuc/a.yml": minimal + "  - id: bc-217\n", "sources.yml": REGISTER})
    assert files.load().problems == []
    change(files.folder / "sources.yml", REGISTER.replace("bc-217", "bc-218"))
    assert [problem.rule for problem in files.load().problems] == ["source-undescribed"]
    change(files.folder / "sources.yml", REGISTER)
    assert files.load().problems == []


def test_a_mended_file_comes_back(tree: Tree, minimal: str) -> None:
    files = tree({"ba-chuc/a.yml": minimal.replace("phu-nu", "phu-nuu")})
    assert (files.load().models, len(files.load().problems)) == ([], 1)
    change(files.folder / "ba-chuc/a.yml", minimal)
    assert (len(files.load().models), files.load().problems) == (1, [])


@pytest.mark.parametrize(
    "broken", [b"", b"\xff\xfe", b"title: a: b", b"- a", b"title: &a [*a]", b"title: 1\nowner: 2", b"a" * 300_000]
)
def test_a_broken_file_takes_no_other_down(tree: Tree, minimal: str, broken: bytes) -> None:
    catalogue = tree({"ba-chuc/a.yml": minimal, "ba-chuc/b.yml": broken, "tri-ton/c.yml": b"\x00"}).load()
    assert [model.slug for model in catalogue.models] == ["a"]
    assert {problem.file for problem in catalogue.problems} == {"models/ba-chuc/b.yml", "models/tri-ton/c.yml"}


def test_a_model_that_breaks_a_rule_is_told_and_not_shown(tree: Tree, minimal: str) -> None:
    catalogue = tree({"ba-chuc/a.yml": minimal, "tri-ton/b.yml": minimal}).load()
    assert [model.slug for model in catalogue.models] == ["a"]
    assert [problem.rule for problem in catalogue.problems] == ["folder"]


def test_models_are_sorted_by_title_without_diacritics(tree: Tree, minimal: str) -> None:
    titles = ["Đường hoa", "Ấp văn hóa", "Bếp ăn", "ánh sáng", "Zalo"]
    files = {
        f"ba-chuc/m{n}.yml": minimal.replace("Tổ phụ nữ góp vốn xoay vòng", title) for n, title in enumerate(titles)
    }
    assert [model.title for model in tree(files).load().models] == [
        "ánh sáng",
        "Ấp văn hóa",
        "Bếp ăn",
        "Đường hoa",
        "Zalo",
    ]


def test_problems_are_sorted_by_file_and_line(tree: Tree, minimal: str) -> None:
    bad = minimal.replace("phu-nu", "x").replace("title: Tổ", "title: <b>")
    problems = tree({"tri-ton/b.yml": bad, "ba-chuc/a.yml": bad}).load().problems
    places = [(problem.file, problem.line) for problem in problems]
    assert places == [(file, line) for file in ("models/ba-chuc/a.yml", "models/tri-ton/b.yml") for line in (1, 4)]


def test_indexes(tree: Tree, minimal: str) -> None:
    more = "fields: [kinh-te]\ngroup: chuyen-doi-so\n"
    copy = minimal.replace("30547", "30544") + "replicates: {model: a}\nfamily: a\n"
    somewhere = minimal.replace('commune: "30547"', 'province: "91"\n    candidates: ["30544", "30547"]')
    catalogue = tree(
        {"ba-chuc/a.yml": minimal + more, "tri-ton/b.yml": copy, "chua-ro-xa/c.yml": somewhere, "sources.yml": REGISTER}
    ).load()
    assert catalogue.problems == []

    def slugs(index: dict[str, list]) -> dict[str, list[str]]:  # type: ignore[type-arg]
        return {key: [model.slug for model in models] for key, models in index.items()}

    assert slugs(catalogue.by_commune) == {"30547": ["a"], "30544": ["b"]}
    assert slugs(catalogue.by_candidate) == {"30547": ["c"], "30544": ["c"]}
    assert slugs(catalogue.by_field) == {"kinh-te": ["a"]}
    assert slugs(catalogue.by_group) == {"chuyen-doi-so": ["a"]}
    assert slugs(catalogue.by_owner_kind) == {"phu-nu": ["a", "b", "c"]}
    assert slugs(catalogue.copies) == {"a": ["b"]}
    assert slugs(catalogue.relatives) == {"a": ["b"]}
    assert set(catalogue.by_slug) == {"a", "b", "c"}


def test_a_source_of_the_register_keeps_its_own_place_in_the_document(tree: Tree, minimal: str) -> None:
    text = minimal + "  - id: bc-217\n    where: trang 3\n"
    catalogue = tree({"ba-chuc/a.yml": text, "sources.yml": REGISTER}).load()
    own, common = catalogue.models[0].sources
    assert catalogue.source(own) == own
    assert catalogue.source(common) == Source("bc-217", "trang 3", "217-BC", "Báo cáo chung", "Tỉnh ủy")


def test_the_register_is_no_model_but_a_file_of_that_name_elsewhere_is_one(tree: Tree, minimal: str) -> None:
    files = tree({"sources.yml": REGISTER, "ba-chuc/sources.yml": minimal})
    assert [files.name(path) for path in files.paths()] == ["models/ba-chuc/sources.yml"]


def test_progress_counts_all_files(tree: Tree, minimal: str) -> None:
    seen: list[tuple[int, int]] = []
    tree({"ba-chuc/a.yml": minimal, "ba-chuc/b.yml": minimal}).load(lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, 2)
    assert all(total == 2 for _, total in seen)


def test_an_empty_tree(tree: Tree) -> None:
    catalogue = tree({"sources.yml": REGISTER}).load()
    assert (catalogue.models, catalogue.problems, set(catalogue.register)) == ([], [], {"bc-217"})


def test_a_folder_that_is_not_there_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ModelFiles(tmp_path / "models").load()


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="rights as on POSIX systems")
def test_a_folder_that_may_not_be_read_is_no_empty_one(tree: Tree, minimal: str) -> None:
    files = tree({"ba-chuc/a.yml": minimal})
    assert len(files.load().models) == 1
    files.folder.chmod(0)
    own = os.geteuid()
    if own == 0:  # root reads everything
        os.seteuid(65534)
    try:
        with pytest.raises(PermissionError):
            files.load()
    finally:
        os.seteuid(own)
        files.folder.chmod(0o755)
