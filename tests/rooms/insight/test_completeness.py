import csv
import io
from dataclasses import replace

import pytest

from showcase.insight.completeness import as_csv, as_text, asked, by_commune, by_owner, completeness, missing
from showcase.model.model import Cost, Figure, Model, Owner, Part, Place, Replication

BARE = Model("x", "models/chua-ro-xa/x.yml", "Tên", "Tóm tắt", Owner("khac"), (Place(province="91"),), ())
TEXT = Part(text="Đã kể.")
FIGURES = Part(figures=(Figure("Hộ tham gia", 63, "hộ"),))

KEYS = [
    "owner.name",
    "places.commune",
    "started",
    "status",
    "context",
    "approach",
    "novelty",
    "effectiveness",
    "sustainability",
    "spread",
    "participation",
    "trust",
    "effectiveness.figures",
    "replication.steps",
    "replication.days",
    "replication.cost",
    "replication.people",
    "replication.preconditions",
    "replication.risks",
    "replication.contact",
]
LABELS = [
    "Tên chủ thể",
    "Mã xã",
    "Bắt đầu",
    "Tình trạng",
    "Bối cảnh hình thành",
    "Nội dung, cách làm",
    "Tính mới",
    "Tính hiệu quả",
    "Tính bền vững",
    "Tính lan tỏa",
    "Mức độ tham gia của Nhân dân",
    "Tác động đến niềm tin của Nhân dân",
    "Số liệu",
    "Các bước",
    "Số ngày chuẩn bị",
    "Chi phí",
    "Nhân lực",
    "Điều kiện cần có",
    "Rủi ro và cách tránh",
    "Nơi liên hệ",
]

CHANGES = [
    ({"owner": Owner("phu-nu", "Hội Liên hiệp Phụ nữ xã")}, {"owner.name"}),
    ({"places": (Place(commune="30817"),)}, {"places.commune"}),
    ({"places": (Place(province="91", whole_province=True),)}, {"places.commune"}),
    ({"places": (Place(province="91", candidates=("30793", "30796")),)}, set()),
    ({"started": "2010"}, {"started"}),
    ({"status": "duy-tri"}, {"status"}),
    ({"context": TEXT}, {"context"}),
    ({"context": FIGURES}, {"context", "effectiveness.figures"}),
    ({"approach": TEXT}, {"approach"}),
    ({"approach": Part(steps=("Họp dân",))}, {"approach", "replication.steps"}),
    ({"results": TEXT, "highlights": TEXT, "two_tier_impact": TEXT}, set()),
    ({"novelty": TEXT}, {"novelty"}),
    ({"effectiveness": TEXT}, {"effectiveness"}),
    ({"effectiveness": FIGURES}, {"effectiveness", "effectiveness.figures"}),
    ({"sustainability": TEXT}, {"sustainability"}),
    ({"spread": TEXT}, {"spread"}),
    ({"participation": TEXT}, {"participation"}),
    ({"trust": TEXT}, {"trust"}),
    ({"replication": Replication(steps=("Họp dân",))}, {"replication.steps"}),
    ({"replication": Replication(days=45)}, {"replication.days"}),
    ({"replication": Replication(cost=(Cost("Bóng đèn", 356000000),))}, {"replication.cost"}),
    ({"replication": Replication(people="Một tổ trưởng")}, {"replication.people"}),
    ({"replication": Replication(preconditions=("Có điện",))}, {"replication.preconditions"}),
    ({"replication": Replication(risks=("Ngừng góp",))}, {"replication.risks"}),
    ({"replication": Replication(contact="Văn phòng Đảng ủy xã")}, {"replication.contact"}),
]

FULL = replace(
    BARE,
    owner=Owner("phu-nu", "Hội Liên hiệp Phụ nữ xã"),
    places=(Place(commune="30817"),),
    started="2010",
    status="duy-tri",
    context=TEXT,
    approach=TEXT,
    novelty=TEXT,
    effectiveness=FIGURES,
    sustainability=TEXT,
    spread=TEXT,
    participation=TEXT,
    trust=TEXT,
    replication=Replication(
        ("Họp dân",),
        45,
        (Cost("Bóng đèn", 356000000),),
        "Một tổ trưởng",
        ("Có điện",),
        ("Ngừng góp",),
        "Văn phòng Đảng ủy xã",
    ),
)


def test_twenty_things_are_asked_in_the_words_of_the_field_table():
    assert [(item.key, item.label) for item in asked(BARE)] == list(zip(KEYS, LABELS, strict=True))


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_each_thing_is_told_by_its_own_field(change, told):
    model = replace(BARE, **change)
    assert {item.key for item in asked(model) if item.told} == told
    assert completeness(model) == 5 * len(told)
    assert missing(model) == [label for key, label in zip(KEYS, LABELS, strict=True) if key not in told]


def test_nothing_and_everything():
    assert (completeness(BARE), missing(BARE)) == (0, LABELS)
    assert (completeness(FULL), missing(FULL)) == (100, [])


def owned(slug, kind, name=""):
    return replace(BARE, slug=slug, owner=Owner(kind, name))


def test_owners_stand_by_kind_then_name_and_the_nameless_last():
    models = [
        owned("a", "khac"),
        owned("b", "phu-nu"),
        owned("c", "phu-nu", "Hội Liên hiệp Phụ nữ xã Đông Thái"),
        owned("d", "phu-nu", "Chi hội Phụ nữ ấp An Hòa"),
        owned("e", "dang", "Đảng ủy xã Bình Lư"),
        owned("f", "phu-nu", "Chi hội Phụ nữ ấp An Hòa"),
    ]
    assert [(heading, [one.slug for one in below]) for heading, below in by_owner(models).items()] == [
        ("Tổ chức đảng · Đảng ủy xã Bình Lư", ["e"]),
        ("Hội Liên hiệp Phụ nữ · Chi hội Phụ nữ ấp An Hòa", ["d", "f"]),
        ("Hội Liên hiệp Phụ nữ · Hội Liên hiệp Phụ nữ xã Đông Thái", ["c"]),
        ("Hội Liên hiệp Phụ nữ · chưa rõ tên", ["b"]),
        ("Chưa rõ chủ thể · chưa rõ tên", ["a"]),
    ]


def test_communes_stand_by_name_then_provinces_then_the_unknown_with_what_they_may_be():
    district = Place(province="91", candidates=("30796", "30793"), as_written="huyện Giang Thành")
    models = [
        replace(BARE, slug="a", places=(Place(province="91", whole_province=True),)),
        replace(BARE, slug="b", places=(Place(commune="30817"), district)),
        replace(BARE, slug="c", places=(Place(commune="31006"), Place(commune="31006", hamlet="ấp Phú Hưởng"))),
        replace(BARE, slug="d"),
    ]
    assert [(heading, [one.slug for one in below]) for heading, below in by_commune(models).items()] == [
        ("Xã Đông Thái", ["c"]),
        ("Xã Hòn Đất", ["b"]),
        ("Toàn tỉnh An Giang", ["a"]),
        ("Chưa rõ xã, tỉnh An Giang", ["d"]),
        ("Chưa rõ xã, tỉnh An Giang · huyện Giang Thành · nay có thể là Xã Vĩnh Điều, Xã Giang Thành", ["b"]),
    ]


def test_the_text_says_what_is_told_and_what_to_ask():
    told = replace(FULL, slug="y", file="models/hon-dat/y.yml", title="Đã kể hết", replication=Replication())
    assert as_text({"Nhóm một": [BARE, told]}).splitlines() == [
        "Nhóm một",
        "",
        "  Tên",
        "    models/chua-ro-xa/x.yml · đã kể 0%",
        "    Chưa rõ chủ thể · Chưa rõ xã, tỉnh An Giang",
        "    Đã kể:     chưa có gì",
        "    Còn thiếu: " + "; ".join(LABELS),
        "",
        "  Đã kể hết",
        "    models/hon-dat/y.yml · đã kể 65%",
        "    Hội Liên hiệp Phụ nữ xã · Xã Hòn Đất",
        "    Đã kể:     " + "; ".join(LABELS[:13]),
        "    Còn thiếu: " + "; ".join(LABELS[13:]),
        "",
        "Có 2 mô hình, bình quân đã kể 32%.",
    ]


def test_a_model_in_two_groups_counts_once():
    assert as_text({"Một": [FULL], "Hai": [FULL]}).splitlines()[-1] == "Có 1 mô hình, bình quân đã kể 100%."
    assert as_text({}) == "Không có mô hình nào."


def test_the_table_opens_in_a_spreadsheet_and_starts_no_formula():
    model = replace(BARE, title='=HYPERLINK("x"), "y"')
    text = as_csv({"Nhóm một": [model, FULL]})
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:]))) == [
        ["Nhóm", "Chủ thể", "Địa bàn", "Mô hình", "Tệp", "Đã kể (%)", "Đã kể", "Còn thiếu"],
        [
            "Nhóm một",
            "",
            "Chưa rõ xã, tỉnh An Giang",
            '\'=HYPERLINK("x"), "y"',
            "models/chua-ro-xa/x.yml",
            "0",
            "",
            "; ".join(LABELS),
        ],
        [
            "Nhóm một",
            "Hội Liên hiệp Phụ nữ xã",
            "Xã Hòn Đất",
            "Tên",
            "models/chua-ro-xa/x.yml",
            "100",
            "; ".join(LABELS),
            "",
        ],
    ]
