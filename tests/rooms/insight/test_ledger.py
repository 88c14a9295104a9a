"""The ledger of copies and its families: small ones drawn by hand, and at the size of the whole province."""

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from showcase.files.catalogue import Catalogue
from showcase.insight.families import BELOW, BESIDE, WHOLE, Branch, Families, first_year, given_up, out_of_order
from showcase.insight.ledger import UNKNOWN, Ledger, copies
from showcase.insight.site import Site
from showcase.model.model import Citation, Model, Owner, Place, Replicates, Replication, Source
from showcase.opendata.exports import data_files
from showcase.pages.ledger_page import ledger_page
from showcase.pages.pages import pages

BA_CHUC, TRI_TON, NUI_CAM = "30547", "30544", "30538"
WHOLE_PROVINCE = 10_798


def model(slug: str, original: str = "", kind: str | None = None, place: str = BA_CHUC, **record: str) -> Model:
    return Model(
        slug,
        f"models/ba-chuc/{slug}.yml",
        title=f"Mô hình {slug}",
        summary="",
        owner=Owner("khac"),
        places=(Place(place),),
        sources=(Source("bc", title="Báo cáo"),),
        replicates=Replicates(original, source=Citation("bc", "trang 2"), **record) if original else None,
        family=kind,
    )


def families(*models: Model) -> Families:
    return Families(Catalogue(list(models), []))


def site(*models: Model) -> Site:
    return Site(Catalogue(list(models), []))


def drawn(branch: Branch) -> object:
    """`["a", ["b"], 3]`: a slug, the items drawn below it, the number of further items."""
    below = [drawn(one) for one in branch.branches]
    return [f"{branch.tie}:{branch.model.slug}", *below, *([branch.more] if branch.more else [])]


@pytest.mark.parametrize(
    ("period", "year"), [("24/11/2018", 2018), ("11/2018", 2018), ("2018", 2018), ("2018-2020", 2018), (None, None)]
)
def test_first_year(period: str | None, year: int | None) -> None:
    assert first_year(period) == year


# --- families


def test_a_copy_stands_below_its_original_the_dated_ones_first() -> None:
    made = families(
        model("goc"),
        model("b", "goc", when="2024"),
        model("a", "goc"),
        model("c", "goc", when="12/2019"),
        model("chau", "b"),
    )
    tree = made.tree(model("chau", "b"))
    assert tree
    assert drawn(tree.top) == [":goc", ["copy:c"], ["copy:b", ["copy:chau"]], ["copy:a"]]
    assert (tree.size, tree.shown, tree.above, tree.whole, tree.copies) == (5, 5, 0, True, 4)


def test_models_of_one_kind_are_siblings_and_no_copies() -> None:
    made = families(model("loai"), model("x", kind="loai"), model("y", kind="loai"), model("z", "y", "loai"))
    tree = made.tree(model("x", kind="loai"))
    assert tree
    assert drawn(tree.top) == [":loai", ["kind:x"], ["kind:y", ["copy:z"]]]
    assert tree.copies == 1


def test_a_family_of_one_kind_knows_no_copy() -> None:
    tree = families(model("loai"), model("x", kind="loai")).tree(model("loai"))
    assert tree
    assert tree.copies == 0


def test_a_model_alone_has_no_tree() -> None:
    assert families(model("a"), model("b")).tree(model("a")) is None


def test_an_original_or_kind_that_is_not_there_leaves_the_model_alone() -> None:
    assert families(model("a", "mat"), model("b", kind="mat")).tree(model("a", "mat")) is None


def test_a_copy_from_another_family_keeps_its_kind_in_sight() -> None:
    loai, x, y = model("loai"), model("x", "goc", "loai"), model("y", kind="loai")
    made = families(loai, model("goc"), x, y)
    assert made.kind_apart(x) == loai
    assert made.kind_apart(y) is None
    assert made.elsewhere(loai) == [x]
    tree = made.tree(x)
    assert tree
    assert drawn(tree.top) == [":goc", ["copy:x"]]


@pytest.mark.parametrize("turned", [False, True])
def test_two_models_that_name_each_other_do_not_go_in_a_circle(turned: bool) -> None:
    """One is a copy, the other says that the copy is of its kind: only the copying is used."""
    pair = [model("a", "b"), model("b", kind="a")]
    tree = families(*(reversed(pair) if turned else pair)).tree(pair[0])
    assert tree
    assert drawn(tree.top) == [":b", ["copy:a"]]


def test_a_circle_of_kinds_is_opened_at_its_first_name() -> None:
    ring = [model("c", kind="a"), model("b", kind="c"), model("a", kind="b")]
    tree = families(*ring, model("d", kind="b")).tree(ring[0])
    assert tree
    assert drawn(tree.top) == [":a", ["kind:c", ["kind:b", ["kind:d"]]]]


def test_of_a_wide_family_a_page_shows_the_nearest_and_counts_the_rest() -> None:
    children = [model(f"m{number:04}", "goc") for number in range(500)]
    made = families(model("goc"), *children)
    here = made.tree(children[400])
    assert here
    assert drawn(here.top) == [":goc", *([f"copy:m{n:04}"] for n in range(BESIDE)), ["copy:m0400"], 500 - BESIDE - 1]
    assert (here.size, here.shown, here.whole) == (501, BESIDE + 2, False)
    top = made.tree(model("goc"))
    assert top
    assert drawn(top.top) == [":goc", *([f"copy:m{n:04}"] for n in range(BELOW)), 500 - BELOW]


def test_of_a_deep_family_a_page_shows_three_generations_up_and_one_down() -> None:
    chain = [model("m00"), *(model(f"m{n:02}", f"m{n - 1:02}") for n in range(1, 30))]
    tree = families(*chain).tree(chain[20])
    assert tree
    assert drawn(tree.top) == ["copy:m17", ["copy:m18", ["copy:m19", ["copy:m20", ["copy:m21", 1]]]]]
    assert (tree.root.slug, tree.above, tree.size, tree.shown) == ("m00", 17, 30, 5)


def test_members_follow_the_tree() -> None:
    made = families(model("goc"), model("b", "goc"), model("c", "goc"), model("b1", "b"))
    assert [(depth, one.slug) for depth, one in made.members(model("goc"))] == [
        (0, "goc"),
        (1, "b"),
        (2, "b1"),
        (1, "c"),
    ]


def test_only_families_too_large_for_a_page_get_pages_of_their_own() -> None:
    small = [model("s"), model("s1", "s")]
    large = [model("l"), *(model(f"l{number}", "l") for number in range(WHOLE + 24))]
    made = {page.address: page for page in pages(site(*small, *large)) if "nhan-rong/ho/" in page.address}
    assert list(made) == ["nhan-rong/ho/l/", "nhan-rong/ho/l/trang-2/"]
    assert 'data-result-count="49"' in made["nhan-rong/ho/l/"].html()
    assert made["nhan-rong/ho/l/trang-2/"].html().count("data-slug=") == 13


@pytest.mark.parametrize("shape", ["chain", "star", "kinds"])
def test_the_whole_province_in_one_family_takes_seconds(shape: str) -> None:
    numbers = range(1, WHOLE_PROVINCE)
    above = {"chain": lambda n: f"m{n - 1}", "star": lambda n: "m0", "kinds": lambda n: "m0"}[shape]
    tied = [model(f"m{n}", **{"kind" if shape == "kinds" else "original": above(n)}) for n in numbers]
    everything = [model("m0"), *tied]
    begun = time.process_time()
    made = families(*everything)
    shown = sum(tree.shown for one in everything if (tree := made.tree(one)))
    assert shown <= WHOLE_PROVINCE * (WHOLE + 1)
    assert sum(1 for _ in made.members(everything[0])) == WHOLE_PROVINCE
    assert len(Ledger(site(*everything)).spread) == (shape != "kinds")
    assert time.process_time() - begun < 10


# --- the ledger


def province() -> Site:
    return site(
        model("goc"),
        model("a", "goc", place=TRI_TON, when="2024", outcome="dang-lam", adapted="Góp hai tháng một lần."),
        model("b", "goc", place=NUI_CAM, when="05/2019", outcome="da-dung", reason="=Hết gạo"),
        model("c", "a", place=TRI_TON, when="2020-2022"),
        model("d", "goc", place=TRI_TON, outcome="da-dung"),
        model("khac"),
        model("e", "khac", when="2024", outcome="nang-chat"),
        model("le", "mat"),
        model("loai"),
        model("x", kind="loai"),
        model("y", kind="loai"),
    )


def test_rows_are_what_sources_say_latest_first_undated_last() -> None:
    entries = Ledger(province()).entries
    told = [(entry.copy.slug, entry.original.slug, entry.record.when) for entry in entries]
    assert told == [
        ("a", "goc", "2024"),
        ("e", "khac", "2024"),
        ("c", "a", "2020-2022"),
        ("b", "goc", "05/2019"),
        ("d", "goc", None),
    ]
    assert entries[0].source == Source("bc", title="Báo cáo")


def test_outcomes() -> None:
    ledger = Ledger(province())
    told = {code: [entry.copy.slug for entry in entries] for code, entries in ledger.by_outcome.items()}
    assert told == {"dang-lam": ["a"], "nang-chat": ["e"], "da-dung": ["b", "d"], UNKNOWN: ["c"]}
    assert [entry.copy.slug for entry in ledger.stopped] == ["b", "d"]


def test_rows_of_one_year_go_by_month_and_day() -> None:
    whens = {"a": "03/2025", "b": "24/11/2025", "c": "2025", "d": "01/12/2024", "e": "11/2025", "f": "2024-2026"}
    ledger = Ledger(site(model("goc"), *(model(slug, "goc", when=when) for slug, when in whens.items())))
    assert [entry.copy.slug for entry in ledger.entries] == ["b", "e", "a", "c", "d", "f"]


def test_what_spreads_of_late_stands_before_what_spread_long_ago() -> None:
    old = [model(f"cu{year}", "cu", when=str(year)) for year in range(2005, 2018)]
    new = [model("moi1", "moi", when="2026", place=TRI_TON), model("moi2", "moi", when="12/2025", place=NUI_CAM)]
    ledger = Ledger(site(model("cu"), model("moi"), *old, *new, model("moi3", "moi", when="2024")))
    assert ledger.recent_years == (2025, 2026)
    assert [(one.original.slug, one.recent, one.copies) for one in ledger.spread] == [("moi", 2, 3), ("cu", 0, 13)]
    assert "(2025, 2026)" in ledger_page(site(model("cu"), model("moi"), *old, *new), "../")


@pytest.mark.parametrize(
    ("begun", "copied", "wrong"), [("2022", "2019", True), ("2022", "2022", False), (None, "2019", False)]
)
def test_a_copy_older_than_its_original_is_seen(begun: str | None, copied: str, wrong: bool) -> None:
    original = Model(**{**vars(model("goc")), "started": begun})
    assert out_of_order(original, model("a", "goc", when=copied)) == wrong


def test_a_copy_is_given_up_by_its_record_or_its_status() -> None:
    assert given_up(model("a", "goc", outcome="da-dung"))
    assert given_up(Model(**{**vars(model("a", "goc")), "status": "da-dung"}))
    assert not given_up(model("a", "goc", outcome="dang-lam"))


def test_what_spreads_counts_copies_of_copies_and_leaves_spans_whole() -> None:
    first, second = Ledger(province()).spread
    assert (first.original.slug, first.copies, first.communes, first.undated) == ("goc", 4, 2, 1)
    assert first.years == (("2019", 1), ("2020-2022", 1), ("2024", 1))
    assert first.outcomes == {"dang-lam": 1, "da-dung": 2, UNKNOWN: 1}
    assert (second.original.slug, second.copies) == ("khac", 1)


def test_years_count_only_what_is_known_to_the_year() -> None:
    ledger = Ledger(province())
    assert (ledger.years, ledger.spans, ledger.undated) == ([("2019", 1), ("2024", 2)], 1, 1)
    assert ledger.places == 3


def test_kinds_are_no_copies() -> None:
    [kind] = Ledger(province()).kinds
    assert (kind.model.slug, [one.slug for one in kind.named]) == ("loai", ["x", "y"])


def test_copies_by_original_leave_out_what_is_not_in_the_catalogue() -> None:
    told = {slug: [one.slug for one in made] for slug, made in copies(province()).items()}
    assert told == {"goc": ["a", "b", "d"], "a": ["c"], "khac": ["e"]}


def test_the_uncopied_can_be_followed() -> None:
    full = {"replication": Replication(steps=("Họp dân.",), days=5)}
    base = model("goc")
    told = [Model(**{**vars(base), "slug": slug, **full}) for slug in ("day-du", "day-du-2")]
    ledger = Ledger(site(*told, model("a", "day-du-2"), model("ten")))
    assert [one.slug for one in ledger.uncopied] == ["day-du"]


# --- the page


def test_an_empty_ledger_says_so() -> None:
    html = ledger_page(site(model("a")), "../")
    assert "Chưa có dòng nào." in html
    assert "Chưa nguồn nào kể về một nơi làm lại rồi dừng." in html
    assert "Được làm lại nhiều lần" not in html


def test_the_page_tells_rows_years_reasons_and_what_is_not_known() -> None:
    html = " ".join(ledger_page(province(), "../").split())
    assert '<strong data-result-count="5">5</strong> lần làm lại một mô hình đã có, ở 3 xã' in html
    assert "2019: 1 · 2020-2022: 1 · 2024: 1 · chưa rõ năm: 1" in html
    assert "=Hết gạo" in html
    assert "Chưa rõ vì sao dừng." in html
    assert "1 lần chỉ biết quãng năm. 1 lần chưa rõ năm." in html


def test_the_page_stays_small_with_the_whole_province() -> None:
    everything = [model("goc"), *(model(f"m{n}", "goc", when="2024") for n in range(1, WHOLE_PROVINCE))]
    one = site(*everything)
    assert len(ledger_page(one, "../").encode()) < 60_000
    lists = [page for page in pages(one) if page.address.startswith("nhan-rong/")]
    assert max(len(page.html().encode()) for page in lists[:3]) < 100_000


def test_hostile_text_stays_text() -> None:
    html = ledger_page(site(model("a"), model("b", "a", outcome="da-dung", reason="<script>{{ 1 }}")), "../")
    assert "<script>" not in html
    assert "&lt;script&gt;{{ 1 }}" in html


# --- open data


def test_the_csv_opens_right_in_a_spreadsheet_and_runs_no_formula() -> None:
    data = data_files(province())["du-lieu/replications.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["copy"] for row in rows] == ["a", "b", "c", "d", "e"]
    assert rows[1]["reason"] == "'=Hết gạo"
    assert rows[0] == {
        "copy": "a",
        "copy_title": "Mô hình a",
        "copy_owner": "",
        "copy_place": "Xã Tri Tôn",
        "copy_communes": "30544",
        "original": "goc",
        "original_title": "Mô hình goc",
        "original_owner": "",
        "original_place": "Xã Ba Chúc",
        "original_communes": "30547",
        "when": "2024",
        "adapted": "Góp hai tháng một lần.",
        "outcome": "dang-lam",
        "reason": "",
        "source": "Báo cáo",
        "source_number": "",
        "source_where": "trang 2",
    }


def test_the_json_leaves_out_what_is_not_told() -> None:
    rows = json.loads(data_files(province())["du-lieu/replications.json"])["replications"]
    assert rows[3] == {
        "copy": "d",
        "copy_title": "Mô hình d",
        "copy_place": "Xã Tri Tôn",
        "copy_communes": "30544",
        "original": "goc",
        "original_title": "Mô hình goc",
        "original_place": "Xã Ba Chúc",
        "original_communes": "30547",
        "outcome": "da-dung",
        "source": "Báo cáo",
        "source_where": "trang 2",
    }


def test_the_data_package_holds_every_copy_to_a_model(tmp_path: Path) -> None:
    files = data_files(province())
    for name, content in files.items():
        if name.endswith((".csv", "/datapackage.json")):
            (tmp_path / Path(name).name).write_bytes(content)
    assert errors(tmp_path) == []
    broken = files["du-lieu/replications.csv"].replace(b",goc,", b",nowhere,", 1)
    (tmp_path / "replications.csv").write_bytes(broken)
    assert set(errors(tmp_path)) == {"foreign-key", "hash-count", "byte-count"}  # its digest is wrong, too


def errors(folder: Path) -> list[str]:
    """The types of errors that the Frictionless tool finds in a data package."""
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    report = json.loads(done.stdout)
    return [error["type"] for found in (report, *report["tasks"]) for error in found["errors"]]
