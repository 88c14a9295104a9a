"""Entries are checked with the rules of `check_models.py`; file names are made here, never taken from the sender."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from showcase.contributions.entry import Entry, Handed, Picture
from showcase.contributions.idea import Idea, handed_idea
from showcase.contributions.judging import Refusal, Shelf, free_slug, judge, refusals
from showcase.files.catalogue import ModelFiles

Tree = Callable[[dict[str, str | bytes]], ModelFiles]
LISTED = "pictures:\n  - {file: hop-to.jpg, alt: Họp tổ}\n"


def photograph(side: int = 1600) -> bytes:
    made = io.BytesIO()
    picture = Image.new("RGB", (side, side // 2), "green")
    exif = Image.Exif()
    exif[0x010F] = "Hãng máy ảnh"
    picture.save(made, "JPEG", exif=exif)
    return made.getvalue()


@pytest.fixture
def shelf(tree: Tree, minimal: str) -> Shelf:
    """One model, with a picture."""
    return Shelf(tree({"ba-chuc/to-gop-von.yml": minimal + LISTED, "ba-chuc/hop-to.jpg": photograph(100)}))


def refused(handed: Handed, shelf: Shelf) -> Refusal:
    with pytest.raises(Refusal) as caught:
        judge(handed, shelf)
    return caught.value


def test_a_new_model_gets_its_place_and_name_from_what_it_says(shelf: Shelf, minimal: str) -> None:
    entry = judge(Handed(minimal.replace("góp vốn xoay vòng", "nuôi heo đất")), shelf)
    assert (entry.kind, entry.path, entry.place) == ("new", "models/ba-chuc/to-phu-nu-nuoi-heo-dat.yml", "Xã Ba Chúc")
    assert entry.files() == {entry.path: entry.text.encode()}
    assert entry.subject == "[to-phu-nu-nuoi-heo-dat] Thêm mô hình"


def test_line_ends_of_windows_become_ours(shelf: Shelf, minimal: str) -> None:
    assert judge(Handed(minimal.replace("\n", "\r\n")), shelf).text == minimal


def test_a_broken_file_is_refused_with_the_words_of_the_check(shelf: Shelf, minimal: str) -> None:
    refusal = refused(Handed(minimal.replace("phu-nu", "phu-nữ")), shelf)
    assert [(one.rule, one.line, one.field) for one in refusal.problems] == [("unknown-code", 4, "owner.kind")]
    assert refusal.problems[0].nearest == "phu-nu"


@pytest.mark.parametrize(
    ("added", "rule"),
    [
        ("replicates: {model: khong-co}\n", "replicates-nowhere"),
        ("context: {text: 'Gọi 0912 345 678', source: {id: bao-cao-xa-2025}}\n", "personal-data"),
        ("pictures:\n  - {file: vang-mat.jpg, alt: Họp}\n", "picture-missing"),
        ("context: {text: Kể}\n", "source-missing"),
    ],
)
def test_the_rules_between_files_and_on_persons_hold_too(shelf: Shelf, minimal: str, added: str, rule: str) -> None:
    assert [one.rule for one in refused(Handed(minimal + added), shelf).problems] == [rule]


def test_pictures_are_encoded_anew_and_small(shelf: Shelf, minimal: str) -> None:
    text = minimal.replace("góp vốn", "dệt vải") + LISTED.replace("hop-to", "det-vai-1")
    entry = judge(Handed(text, pictures=(Picture("det-vai-1.jpg", photograph()),)), shelf)
    [made] = entry.pictures
    with Image.open(io.BytesIO(made.content)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((1280, 640), {})
    assert entry.files()["models/ba-chuc/det-vai-1.jpg"] == made.content


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["../../.git/config"], "picture-unlisted"),
        (["det-vai-1.jpg", "det-vai-1.jpg"], "picture-twice"),
        (["/etc/passwd"], "picture-unlisted"),
        ([""], "picture-unlisted"),
        ([f"{number}.jpg" for number in range(7)], "too-many-pictures"),
    ],
)
def test_no_name_of_a_file_comes_from_outside(shelf: Shelf, minimal: str, names: list[str], reason: str) -> None:
    text = minimal + LISTED.replace("hop-to", "det-vai-1")
    pictures = tuple(Picture(name, photograph(50)) for name in names)
    assert refused(Handed(text, pictures=pictures), shelf).reason == reason


def test_a_picture_of_another_model_is_never_written_over(shelf: Shelf, minimal: str) -> None:
    handed = Handed(minimal + LISTED, pictures=(Picture("hop-to.jpg", photograph(50)),))
    assert refused(handed, shelf).reason == "picture-of-another"


def test_what_is_no_picture_is_refused_by_the_rules_of_pictures(shelf: Shelf, minimal: str) -> None:
    text = minimal + LISTED.replace("hop-to", "det-vai-1")
    refusal = refused(Handed(text, pictures=(Picture("det-vai-1.jpg", b"<script>"),)), shelf)
    assert [one.rule for one in refusal.problems] == ["picture-content"]


def test_a_correction_keeps_its_file_and_tells_its_changes_in_words(shelf: Shelf, minimal: str) -> None:
    text = (minimal + LISTED).replace("kind: phu-nu", "name: Chi hội ấp Thử\n  kind: phu-nu").replace("hằng", "mỗi")
    entry = judge(Handed(text, corrects="to-gop-von"), shelf)
    assert (entry.kind, entry.path, entry.replaced) == ("correction", *2 * ("models/ba-chuc/to-gop-von.yml",))
    assert entry.note.splitlines() == [
        "Tóm tắt: từ “Phụ nữ trong ấp góp tiền hằng tháng, lần lượt nhận vốn.” thành "
        "“Phụ nữ trong ấp góp tiền mỗi tháng, lần lượt nhận vốn.”",
        "Chủ thể › Tên chủ thể: thêm “Chi hội ấp Thử”",
    ]


def test_a_correction_of_the_place_moves_the_file(shelf: Shelf, minimal: str) -> None:
    entry = judge(Handed(minimal.replace("30547", "30526"), corrects="to-gop-von"), shelf)
    assert entry.folder != "ba-chuc"
    assert entry.files()["models/ba-chuc/to-gop-von.yml"] is None


@pytest.mark.parametrize("slug", ["khong-co", "../sources", "to-gop-von.yml", "TO-GOP-VON"])
def test_a_correction_of_what_is_not_there_is_refused(shelf: Shelf, minimal: str, slug: str) -> None:
    assert refused(Handed(minimal, corrects=slug), shelf).reason == "unknown-model"


def test_a_correction_that_changes_nothing_is_refused(shelf: Shelf, minimal: str) -> None:
    assert refused(Handed(minimal + LISTED, corrects="to-gop-von"), shelf).reason == "unchanged"


def test_models_that_are_alike_are_named_for_the_reviewer(shelf: Shelf, minimal: str) -> None:
    entry = judge(Handed(minimal), shelf)
    assert entry.note == "Tên gần giống: “Tổ phụ nữ góp vốn xoay vòng” (Xã Ba Chúc), models/ba-chuc/to-gop-von.yml"


def test_names_that_are_taken_are_passed_over() -> None:
    taken = {"bep-an", "bep-an-ba-chuc", "bep-an-ba-chuc-2"}
    assert free_slug("Bếp ăn", "ba-chuc", taken) == "bep-an-ba-chuc-3"
    assert free_slug("Bếp ăn", "ba-chuc", set()) == "bep-an"
    assert len(free_slug("a " * 90, "ba-chuc", set())) <= 80


def test_the_same_entry_has_the_same_digest_whatever_its_letters(minimal: str) -> None:
    import unicodedata

    one = Handed(minimal, pictures=(Picture("a.jpg", b"1"), Picture("b.jpg", b"2")))
    other = Handed(unicodedata.normalize("NFD", minimal).replace("\n", "\r\n"), pictures=one.pictures[::-1])
    assert one.digest == other.digest
    assert one.digest != Handed(minimal, pictures=(Picture("a.jpg", b"2"), Picture("b.jpg", b"1"))).digest
    assert one.digest != Handed(minimal, "to-gop-von", one.pictures).digest


# --- the idea card ---


def of_card(shelf: Shelf, **answers: str) -> Entry:
    given = {"what": "Góp gạo nấu cháo", "who": "Chi hội Phụ nữ ấp Thử", "commune": "30547", "where": "", **answers}
    return judge(handed_idea(Idea(**given), "2026-11-28"), shelf)


def test_a_card_becomes_a_name_in_the_register_and_a_draft_to_be_told(shelf: Shelf, tree: Tree) -> None:
    entry = of_card(shelf, where="Ấp Thử")
    assert (entry.kind, entry.path) == ("idea", "models/ba-chuc/gop-gao-nau-chao.yml")
    [model] = [
        model
        for model in tree({entry.path.removeprefix("models/"): entry.text}).load().models
        if model.slug == entry.slug
    ]
    assert (model.detail, model.owner.name, model.places[0].hamlet) == ("name", "Chi hội Phụ nữ ấp Thử", "Ấp Thử")
    assert model.sources[0].title == "Phiếu ý tưởng gửi qua trang ngày 28/11/2026"
    assert "# approach:" in entry.text


def test_a_card_from_elsewhere_keeps_the_place_as_written(shelf: Shelf) -> None:
    assert of_card(shelf, commune="99999", where="Xóm Chài").path == "models/chua-ro-xa/gop-gao-nau-chao.yml"


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"what": "  "}, "idea-empty"),
        ({"who": ""}, "idea-empty"),
        ({"commune": "", "where": ""}, "idea-empty"),
        ({"what": "a" * 251}, "idea-long"),
        ({"who": "0912 345 678"}, "problems"),
    ],
)
def test_a_card_that_cannot_be_taken_says_why(shelf: Shelf, answers: dict[str, str], reason: str) -> None:
    with pytest.raises(Refusal) as caught:
        of_card(shelf, **answers)
    assert caught.value.reason == reason


@pytest.mark.parametrize("what", ["a: b #c", "“x” \\ 'y'", "%a", "&a *b", "- x\n- y"])
def test_no_answer_becomes_anything_but_text(shelf: Shelf, what: str) -> None:
    assert of_card(shelf, what=what).title == " ".join(what.split())


@pytest.mark.parametrize("what", ["{{ 7*7 }}", "<script>alert(1)</script>"])
def test_an_answer_that_looks_like_code_is_refused(shelf: Shelf, what: str) -> None:
    with pytest.raises(Refusal):
        of_card(shelf, what=what)


def test_every_refusal_is_a_sentence_of_its_own() -> None:
    assert len(set(refusals().values())) == len(refusals()) > 15
    assert Refusal("problems").sentence.startswith("Tệp còn chỗ chưa đúng")
