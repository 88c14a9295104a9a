"""Finding models in reports: three small invented reports, and each form that reports use."""

from dataclasses import replace
from pathlib import Path

import pytest
from report_documents import add_footnotes, cite, new_document, saved

from showcase.files.reading import read_bytes
from showcase.importing.documents import read_document
from showcase.importing.drafts import drafts
from showcase.importing.find_models import find_models
from showcase.importing.headings import Gathering, ReportedModel
from showcase.importing.places import locate, setting
from showcase.importing.plain_text import passages_of_text
from showcase.importing.titles import heading, mentions
from showcase.schema.fields import MODEL

COMMUNE_REPORT = """# BÁO CÁO

**Kết quả mô hình “Dân vận khéo” xã Óc Eo, tỉnh An Giang, 6 tháng đầu năm 2026**

## I. Đặc điểm tình hình

Xã vận hành mô hình chính quyền địa phương 2 cấp từ ngày 01/7/2025. Các tổ chức thực hiện tốt phong trào “Toàn dân
bảo vệ an ninh Tổ quốc”, chương trình “Thắp sáng ước mơ”, Kế hoạch “Năm dân vận khéo”, hội thi "Tuyên truyền viên giỏi".

## II. Các mô hình tiêu biểu

### 1. Mô hình "Tiếng mõ bình yên" của Công an xã Óc Eo

**a) Bối cảnh hình thành**

Trước đây trên tuyến kênh hay mất trộm máy bơm.

**b) Nội dung, cách làm**

1. Họp dân chọn 12 hộ giữ mõ.
2. Quy ước ba hồi mõ khi có trộm.

Công an xã tập huấn cho các hộ[^1].

**c) Kết quả đạt được:** Sáu tháng không mất máy bơm nào.

**d) Giá trị nổi bật**

Mô hình ít tốn tiền, phát huy vai trò của Hội Nông dân xã Óc Eo.

**đ) Tác động đối với việc thực hiện chính quyền địa phương hai cấp**

Công an xã nắm địa bàn rộng nhờ các hộ dân.

### 2. “Chợ không túi ni lông” của Hội Liên hiệp Phụ nữ xã Óc Eo

- Tính mới, sáng tạo: Tiểu thương cho mượn giỏ.
- Tính hiệu quả: 40 sạp tham gia.
- Tính bền vững: Tiền cược giỏ quay vòng.
- Sức lan tỏa: Chợ bên cạnh đã làm theo.
- Sự tham gia của người dân: 300 lượt mượn mỗi ngày.
- Tác động đến niềm tin của người dân: Bà con khen chợ sạch.

| STT | Tên mô hình | Đơn vị thực hiện | Lĩnh vực |
|-----|-------------|------------------|----------|
| 1 | Vườn rau trong trường | Trường Tiểu học A Óc Eo | Văn hóa - xã hội |
| 2 | Mô hình “Dòng kênh xanh” | Hội Nông dân xã Óc Eo | Kinh tế |
| | Tổng cộng | 2 mô hình | |

## III. Phương hướng, nhiệm vụ

Tiếp tục nhân rộng mô hình “Tiếng mõ bình yên”; xây dựng mới mô hình “Ngân hàng cây giống” tại ấp Trung Sơn.

Trên đây là báo cáo của Đảng ủy xã.

[^1]: Tham gia tập huấn có 24 người; phối hợp mô hình “Camera nhân dân” của Đoàn Thanh niên xã Óc Eo.
"""

OLD_REPORT = """TỈNH ỦY KIÊN GIANG
BÁO CÁO NĂM 2019

I- TÌNH HÌNH
Mô hình trồng lúa tôm phát triển mạnh, trở thành thế mạnh của các huyện vùng U Minh. Mô hình tập thể được củng cố.
1. Lĩnh vực kinh tế: Các mô hình phát huy tác dụng tốt.
Tiêu biểu như: Mô hình khéo vận động nuôi cua dưới tán rừng của Hội Nông dân xã Vân Khánh, huyện An Minh; mô hình \
tiết kiệm trong ống tre của Hội Liên hiệp Phụ nữ xã Nam Thái A, huyện An Biên...
2. Lĩnh vực văn hóa-xã hội: Nhiều gương sáng. Điển hình là bà Trần Thị Hoa, ấp Bảy Chợ, xã Đông Thái, huyện An Biên, \
khéo vận động hàng xóm góp gạo nuôi người già neo đơn.
Các đơn vị tổ chức hội thi "Dân vận khéo", hoạt động “Tháng thanh niên”, trao nhà “Mái ấm công đoàn”, công trình \
“Thắp sáng đường quê” và mô hình “Cây mắm giữ bờ” của Đồn Biên phòng Xẻo Nhàu.
3. Lĩnh vực quốc phòng-an ninh: Các mô hình như: Tổ tàu thuyền an toàn, Hũ gạo chiến sĩ, Xóm không tiếng ồn.
II- KIẾN NGHỊ
Đề nghị tỉnh hướng dẫn nhân rộng các mô hình hay.
"""


def found(text: str) -> Gathering:
    return find_models(passages_of_text(text))


def named(text: str) -> list[tuple[str, str]]:
    return [(one.title, one.owner) for one in mentions(text)]


def texts(model: ReportedModel) -> dict[str, list[str]]:
    return {part: [one.text for one in told] for part, told in model.parts.items()}


def test_a_commune_report_in_markdown() -> None:
    gathering = found(COMMUNE_REPORT)
    bell, market, garden, canal, camera = gathering.models
    assert [(one.title, one.owner, one.fields) for one in gathering.models] == [
        ("Tiếng mõ bình yên", "Công an xã Óc Eo", []),
        ("Chợ không túi ni lông", "Hội Liên hiệp Phụ nữ xã Óc Eo", []),
        ("Vườn rau trong trường", "Trường Tiểu học A Óc Eo", ["van-hoa-xa-hoi"]),
        ("Dòng kênh xanh", "Hội Nông dân xã Óc Eo", ["kinh-te"]),
        ("Camera nhân dân", "Đoàn Thanh niên xã Óc Eo", []),
    ]
    assert texts(bell) == {
        "context": ["Trước đây trên tuyến kênh hay mất trộm máy bơm."],
        "approach": [
            "1. Họp dân chọn 12 hộ giữ mõ.",
            "2. Quy ước ba hồi mõ khi có trộm.",
            "Công an xã tập huấn cho các hộ.",
        ],
        "results": ["Sáu tháng không mất máy bơm nào."],
        "highlights": ["Mô hình ít tốn tiền, phát huy vai trò của Hội Nông dân xã Óc Eo."],
        "two_tier_impact": ["Công an xã nắm địa bàn rộng nhờ các hộ dân."],
    }
    assert list(market.parts) == ["novelty", "effectiveness", "sustainability", "spread", "participation", "trust"]
    assert texts(market)["spread"] == ["Chợ bên cạnh đã làm theo."]
    assert [told.where for told in bell.more] == ["chú thích 1, dòng 56"]
    assert bell.wheres == ["dòng 12", "dòng 52"]
    assert (garden.wheres, canal.wheres, camera.wheres) == (["dòng 46"], ["dòng 47"], ["chú thích 1, dòng 56"])


def test_what_is_still_planned_is_listed_and_not_drafted() -> None:
    left = found(COMMUNE_REPORT).leftovers
    assert [(one.where, one.text) for one in left] == [("dòng 52", "Ngân hàng cây giống")]


def test_an_old_provincial_report() -> None:
    models = found(OLD_REPORT).models
    assert [(one.title, one.owner, one.fields) for one in models] == [
        ("khéo vận động nuôi cua dưới tán rừng", "Hội Nông dân xã Vân Khánh, huyện An Minh", ["kinh-te"]),
        ("tiết kiệm trong ống tre", "Hội Liên hiệp Phụ nữ xã Nam Thái A, huyện An Biên", ["kinh-te"]),
        ("khéo vận động hàng xóm góp gạo nuôi người già neo đơn", "bà Trần Thị Hoa", ["van-hoa-xa-hoi"]),
        ("Cây mắm giữ bờ", "Đồn Biên phòng Xẻo Nhàu", ["van-hoa-xa-hoi"]),
        ("Tổ tàu thuyền an toàn", "", ["quoc-phong-an-ninh"]),
        ("Hũ gạo chiến sĩ", "", ["quoc-phong-an-ninh"]),
        ("Xóm không tiếng ồn", "", ["quoc-phong-an-ninh"]),
    ]
    assert models[2].person
    assert models[2].places == ["ấp Bảy Chợ, xã Đông Thái, huyện An Biên"]


def test_registration_forms_in_word(tmp_path: Path) -> None:
    document = new_document()
    document.add_heading("Phường Rạch Giá: nhóm mô hình đăng ký", level=1)
    document.add_heading("Nhóm mô hình dân vận trong chuyển đổi số", level=2)
    for line in (
        "1. Tên mô hình: Mô hình “Quầy số lưu động”",
        "2. Chủ thể: Đoàn Thanh niên phường Rạch Giá",
        "3. Lĩnh vực: Xây dựng hệ thống chính trị",
        "4. Cách làm: Mang máy tính đến từng khu phố.",
    ):
        document.add_paragraph(line)
    result = document.add_paragraph("5. Kết quả đạt được: Giúp 215 lượt người")
    cite(result, 4)
    document.add_paragraph("1. Tên mô hình: Tổ đan lưới nghĩa tình")
    document.add_paragraph("2. Địa bàn: khu phố 3, phường Vĩnh Thông")
    pairs = document.add_table(rows=3, cols=2)
    rows = [
        ("Tên mô hình", "Bến ghe xanh"),
        ("Đơn vị", "Hội Cựu chiến binh phường Rạch Giá"),
        ("Tính mới", "Ghe có giỏ rác."),
    ]
    for row, cells in zip(pairs.rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = cells
    add_footnotes(document, {4: "Tính đến ngày 30/6/2026."})
    counter, nets, boats = find_models(read_document(saved(document, tmp_path)).passages).models
    assert (counter.title, counter.owner, counter.fields) == (
        "Quầy số lưu động",
        "Đoàn Thanh niên phường Rạch Giá",
        ["he-thong-chinh-tri"],
    )
    assert counter.group == "chuyen-doi-so"
    assert texts(counter) == {"approach": ["Mang máy tính đến từng khu phố."], "results": ["Giúp 215 lượt người"]}
    assert [(one.text, one.where) for one in counter.more] == [("Tính đến ngày 30/6/2026.", "chú thích 1")]
    assert (nets.title, nets.places) == ("Tổ đan lưới nghĩa tình", ["khu phố 3, phường Vĩnh Thông"])
    assert (boats.title, boats.owner, texts(boats)) == (
        "Bến ghe xanh",
        "Hội Cựu chiến binh phường Rạch Giá",
        {"novelty": ["Ghe có giỏ rác."]},
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mô hình “A bê xê” của Hội Nông dân xã Y; kế hoạch “Xuân yêu thương”.", [("A bê xê", "Hội Nông dân xã Y")]),
        ("các mô hình: “Một xanh”, “Hai sạch” và “Ba đẹp”...", [("Một xanh", ""), ("Hai sạch", ""), ("Ba đẹp", "")]),
        (
            "Mô hình “Một xanh”, “Hai sạch” của Chi bộ ấp N, xã B đã lan rộng",
            [("Một xanh", "Chi bộ ấp N, xã B"), ("Hai sạch", "Chi bộ ấp N, xã B")],
        ),
        (
            "Mô hình góp giống lúa của Hội Nông dân xã A, huyện B, Hội Nông dân xã C, huyện B.",
            [("góp giống lúa", "Hội Nông dân xã A, huyện B"), ("góp giống lúa", "Hội Nông dân xã C, huyện B")],
        ),
        (
            "MÔ HÌNH: “Đội xe không đồng” do Phòng Hậu cần, Bộ Chỉ huy Quân sự tỉnh thực hiện",
            [("Đội xe không đồng", "Phòng Hậu cần, Bộ Chỉ huy Quân sự tỉnh")],
        ),
        (
            "Nổi bật có 03 mô hình gồm: 02 mô hình Tổ tàu an toàn; 01 mô hình Bến không rác.",
            [("Tổ tàu an toàn", ""), ("Bến không rác", "")],
        ),
        (
            "hay như: Mô hình trồng hoa bờ ruộng (huyện Phú Tân); nuôi heo đất giúp bạn (huyện Thoại Sơn)…",
            [("trồng hoa bờ ruộng", ""), ("nuôi heo đất giúp bạn", "")],
        ),
    ],
)
def test_forms_in_which_reports_name_models(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


OWNERS_AND_PLACES = [
    (
        "Tiêu biểu như các mô hình: Ruộng sạch tại xã Hòa Lợi; ươm rau ở thôn Đông, xã Tân Mai; hát ru xã An Phước.",
        [("Ruộng sạch", "", "xã Hòa Lợi"), ("ươm rau", "", "thôn Đông, xã Tân Mai"), ("hát ru", "", "xã An Phước")],
    ),
    (
        "Hội Nông dân xã A xây dựng các mô hình “Một hai”, “Ba bốn”; Đoàn xã A với mô hình “Năm sáu”.",
        [("Một hai", "Hội Nông dân xã A", ""), ("Ba bốn", "Hội Nông dân xã A", ""), ("Năm sáu", "Đoàn xã A", "")],
    ),
    (
        "mô hình hay: “Một hai” (LĐLĐ huyện M); “Ba bốn” (Hội Nông dân xã B, từ tháng 8/2025); “Năm sáu” (ấp N).",
        [("Một hai", "LĐLĐ huyện M", ""), ("Ba bốn", "Hội Nông dân xã B", ""), ("Năm sáu", "", "ấp N")],
    ),
    (
        "Hội LHPN xã Tân Mai (Gò Đình) vừa ra mắt mô hình “2 giữ”.",
        [("2 giữ", "Hội LHPN xã Tân Mai", "xã Tân Mai (Gò Đình)")],
    ),
    (
        "Mô hình “Dân vận khéo” vận động làm chuồng xa nhà của Chi hội Nông dân thôn Đông.",
        [("vận động làm chuồng xa nhà", "Chi hội Nông dân thôn Đông", "")],
    ),
    (
        "Mô hình trồng sen do Hợp tác xã Nông nghiệp Hòa Lợi 3 thực hiện.",
        [("trồng sen", "Hợp tác xã Nông nghiệp Hòa Lợi 3", "")],
    ),
    (
        "xã Ba Chúc ra mắt mô hình dân vận khéo về “Rác tại nhà” ấp An Định và “Hàng rào xanh” ấp Núi Nước của xã",
        [("Rác tại nhà", "", "ấp An Định, xã Ba Chúc"), ("Hàng rào xanh", "", "ấp Núi Nước, xã Ba Chúc")],
    ),
    ("Mô hình “Xe buýt xanh” được Đoàn phường B thí điểm.", [("Xe buýt xanh", "Đoàn phường B", "")]),
    ("Mô hình “Xe buýt xanh” được Đoàn phường B khen thưởng.", [("Xe buýt xanh", "", "")]),
    ("UBND tỉnh công nhận mô hình “Xe buýt xanh”, “Bến sạch”.", [("Xe buýt xanh", "", ""), ("Bến sạch", "", "")]),
    ("“Tổ xe ôm” - phường Châu Đốc, tỉnh An Giang", [("Tổ xe ôm", "", "phường Châu Đốc, tỉnh An Giang")]),
    ("Mô hình “May áo” của bà Lê Thị Út, khóm 3.", [("May áo", "bà Lê Thị Út", "khóm 3")]),
    (
        "Tại xã Tri Tôn, Đoàn Thanh niên ra mắt mô hình “Sửa xe”.",
        [("Sửa xe", "Đoàn Thanh niên", "xã Tri Tôn")],
    ),
    (
        "Các mô hình trên lĩnh vực kinh tế như: Nuôi bò vỗ béo (xã A, huyện B), trồng xoài (xã C, huyện B).",
        [("Nuôi bò vỗ béo", "", "xã A, huyện B"), ("trồng xoài", "", "xã C, huyện B")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), OWNERS_AND_PLACES)
def test_whose_a_model_is_and_where(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.title, one.owner, one.place) for one in mentions(text)] == expected


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("xây dựng mô hình câu lạc bộ “Bạn của đất” tại ấp Một, xã B", ["Bạn của đất"]),
        (
            "Nhiều mô hình hay đã được nhân rộng như: Heo đất xóm Đình, Giỏ đi chợ xanh, Hũ gạo đầu làng…",
            ["Heo đất xóm Đình", "Giỏ đi chợ xanh", "Hũ gạo đầu làng"],
        ),
        (
            "duy trì các mô hình như: Duy trì 8 mô hình thể thao; 15 mô hình “Góp thẻ y tế”; 3 mô hình “Bến đò ấm”.",
            ["Góp thẻ y tế", "Bến đò ấm"],
        ),
        (
            "điển hình như: mô hình nuôi bò; mô hình trồng rau; trong đó có 13 mô hình thuộc lĩnh vực kinh tế.",
            ["nuôi bò", "trồng rau"],
        ),
    ],
)
def test_lists_between_other_words(text: str, titles: list[str]) -> None:
    assert [title for title, _ in named(text)] == titles


@pytest.mark.parametrize(
    "text",
    [
        "Mô hình được làm theo phương châm “Dân là gốc” của Hội Nông dân xã B.",
        "Xây dựng mô hình gắn với phong trào “Nông dân giỏi” của Hội Nông dân xã B.",
        "Mô hình phát triển trên các lĩnh vực như: Kinh tế nông thôn, Văn hóa cơ sở.",
        "Tiếp tục thực hiện mô hình chính quyền địa phương hai cấp tại các xã.",
        "Toàn tỉnh có 120 mô hình đăng ký cấp cơ sở, trong đó 30 mô hình của lực lượng công an.",
        "Nhân rộng mô hình “Dân vận khéo” và “Dân vận khéo trong xây dựng nông thôn mới”.",
        "Mô hình đã được Hội Nông dân xã Y triển khai, góp phần giảm nghèo.",
        "Mô hình phát huy tốt vai trò lãnh đạo của chi bộ, vai trò vận động của MTTQ và các đoàn thể.",
        "Trao tặng 12 căn “Nhà Đại đoàn kết”, tổ chức “Tết quân - dân” và chiến dịch “Hoa phượng đỏ”.",
        "Phát triển các mô hình như: Hợp tác xã, Tổ hợp tác, Câu lạc bộ.",
        "Điển hình có ông Nguyễn Văn A, ấp B đã được tặng bằng khen.",
        "Các mô hình xây dựng tuyến đường hoa, giữ gìn an ninh trật tự ở khu dân cư được nhân dân đồng tình.",
        "phương châm: “Gần dân, sát dân”; thông điệp “Mỗi người một việc”",
    ],
)
def test_what_is_no_model(text: str) -> None:
    assert named(text) == []


def test_a_heading_may_lack_its_quotes() -> None:
    one = heading("Hàng cây bạn trẻ” tại bản Nà Sẳng, xã Bình Lư")
    assert one
    assert (one.title, one.place) == ("Hàng cây bạn trẻ", "bản Nà Sẳng, xã Bình Lư")


def test_criteria_without_a_model_are_listed() -> None:
    gathering = found("IV. ĐÁNH GIÁ\n\nNhững điểm chung.\n\nTính mới: Cách làm mới.\n")
    assert gathering.models == []
    assert [(one.where, one.text) for one in gathering.leftovers] == [("dòng 5", "Tính mới: Cách làm mới.")]


UNNUMBERED = """Nhóm mô hình dân vận trong chuyển đổi số
Mô hình: “Quầy số” của xã Ba Chúc
Tính mới: Mang máy tính đến ấp.
Lĩnh vực kinh tế
Mô hình: “Góp giống” của Hội Nông dân xã Ba Chúc
Đánh giá chung
Có các mô hình như: Mô hình “Bến sạch” của ấp Núi Nước, xã Ba Chúc; Mô hình “Đường hoa” của xã Ba Chúc.
PHƯƠNG HƯỚNG THỜI GIAN TỚI
Nhân rộng mô hình “Ghe xanh” của xã Ba Chúc.
"""


def test_headings_without_numbers_end_a_part_and_claim_no_more_than_is_sure() -> None:
    gathering = found(UNNUMBERED)
    assert [(one.title, one.fields, one.group, texts(one)) for one in gathering.models] == [
        ("Quầy số", [], "chuyen-doi-so", {"novelty": ["Mang máy tính đến ấp."]}),
        ("Góp giống", ["kinh-te"], None, {}),
        ("Bến sạch", [], None, {}),
        ("Đường hoa", [], None, {}),
    ]
    assert [one.text for one in gathering.leftovers] == ["Ghe xanh"]


def test_two_criteria_under_one_heading_share_their_text() -> None:
    (model,) = found("- Mô hình: “Giếng chung” của ấp N, xã B\n\nTính bền vững và tính lan tỏa: Giếng còn tốt.").models
    assert texts(model) == {"sustainability": ["Giếng còn tốt."], "spread": ["Giếng còn tốt."]}


NEW = setting(passages_of_text("Tỉnh ủy An Giang\nMô hình chính quyền địa phương hai cấp"))
OLD = setting(passages_of_text("tỉnh Kiên Giang"))


@pytest.mark.parametrize(
    ("text", "report", "commune"),
    [
        ("Hội Nông dân xã Ba Chúc", NEW, "30547"),
        ("Chi bộ ấp Ngọc Bình, xã Ngọc Chúc", NEW, "30928"),
        ("xã Kiên Bình, huyện Kiên Lương", OLD, "30790"),  # now in xã Hòa Điền
        ("Xã đoàn Cửa Dương, huyện Phú Quốc", OLD, "31078"),  # a city by 2025
        ("Hội Nông dân xã Ba Chúc", OLD, None),  # the former commune may differ from today's
        ("Trường THCS Vĩnh Tuy", NEW, None),
        ("xã Không Có", NEW, None),
    ],
)
def test_communes_are_named_only_when_no_other_can_be_meant(text: str, report: object, commune: str | None) -> None:
    place = locate(text, report)  # type: ignore[arg-type]
    assert (place.commune if place else None) == commune


def test_a_district_gives_candidates_and_its_reason() -> None:
    place = locate("Hội Liên hiệp Phụ nữ huyện Giang Thành", OLD)
    assert place
    assert (place.commune, place.candidates, place.province) == (None, ("30793", "30796"), "91")
    assert place.why == "báo cáo chỉ ghi cấp huyện"


def test_drafts_parse_but_for_what_is_visibly_missing() -> None:
    passages = passages_of_text(COMMUNE_REPORT)
    for draft in drafts(find_models(passages).models, "a.md", "bc-oc-eo", setting(passages)):
        problems = read_bytes(draft.text.encode(), f"{draft.name}.yml").problems
        assert {problem.rule for problem in problems} <= {"missing"}
        for problem in problems:
            assert f"# {problem.field}: CÒN THIẾU" in draft.text
        assert draft.text.startswith("# BẢN NHÁP")


def test_a_draft_says_where_each_text_stands() -> None:
    passages = passages_of_text(COMMUNE_REPORT)
    draft = drafts(find_models(passages).models, "a.md", "bc-oc-eo", setting(passages))[1]
    assert (
        draft.text.partition("\n\n")[2]
        == """title: Chợ không túi ni lông
summary: 40 sạp tham gia.
# fields: CÒN THIẾU - lĩnh vực
owner:
  name: Hội Liên hiệp Phụ nữ xã Óc Eo
  kind: phu-nu
places:
  - commune: "30688"
    as_written: xã Óc Eo
novelty:
  text: Tiểu thương cho mượn giỏ.
  evidence: claimed
  source: {id: bc-oc-eo, where: "dòng 37"}
effectiveness:
  text: 40 sạp tham gia.
  figures:
    - label: 40 sạp tham gia
      value: 40
      unit: sạp
  evidence: claimed
  source: {id: bc-oc-eo, where: "dòng 38"}
sustainability:
  text: Tiền cược giỏ quay vòng.
  evidence: claimed
  source: {id: bc-oc-eo, where: "dòng 39"}
spread:
  text: Chợ bên cạnh đã làm theo.
  evidence: claimed
  source: {id: bc-oc-eo, where: "dòng 40"}
participation:
  text: 300 lượt mượn mỗi ngày.
  figures:
    - label: 300 lượt mượn mỗi ngày
      value: 300
      unit: lượt
  evidence: claimed
  source: {id: bc-oc-eo, where: "dòng 41"}
trust:
  text: Bà con khen chợ sạch.
  evidence: claimed
  source: {id: bc-oc-eo, where: "dòng 42"}
sources:
  - id: bc-oc-eo
    where: "dòng 35"
"""
    )


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ config }}", "dòng\ufffdmất", "a: b # c", "- [x", "x" * 4000, "'\"\\"]
)
def test_hostile_texts_do_no_harm_to_a_draft(text: str) -> None:
    report = f"- Mô hình: “Giếng chung” của Hội Nông dân xã Ba Chúc\n\nTính mới: {text}\n\nTính hiệu quả: Tốt {text}"
    passages = passages_of_text(report)
    (draft,) = drafts(find_models(passages).models, f"{text}.md", "bc", setting(passages))
    reading = read_bytes(draft.text.encode(), "a.yml")
    assert {problem.rule for problem in reading.problems} == {"missing"}
    assert reading.values["title"] == "Giếng chung"


FORM = """Đơn vị đăng ký: Khu dân cư số 7, phường Rạch Giá
1. Tên mô hình: Hẻm nhà hẻm bạn
2. Thực trạng, lý do xây dựng mô hình: Trong hẻm có 64 hộ.
3. Mục tiêu, tiêu chí: 80% hộ tham gia.
4. Nội dung, cách thức thực hiện: Mỗi tháng họp hẻm một lần.
5. Địa bàn, đối tượng: Khu dân cư số 7; 64 hộ.
6. Lực lượng thực hiện: Chi bộ chủ trì.
7. Thời gian, nguồn lực thực hiện: Từ tháng 2/2026; 20 triệu đồng.
8. Sản phẩm, kết quả đầu ra: 01 sân sinh hoạt.
9. Khả năng duy trì, nhân rộng: Nhân ra 3 khu dân cư.
"""


def test_the_nine_headings_of_a_form() -> None:
    (model,) = found(FORM).models
    assert (model.title, model.owner) == ("Hẻm nhà hẻm bạn", "Khu dân cư số 7, phường Rạch Giá")
    parts = ["context", "plan.aims", "approach", "beneficiaries", "forces", "resources", "plan.outputs", "plan.upkeep"]
    assert list(model.parts) == parts
    (draft,) = drafts([model], "a.txt", "a", setting(passages_of_text(FORM)))
    assert (
        draft.text.partition("forces:")[2]
        == """
  - name: Chi bộ
    role: chu-tri
# Địa bàn, đối tượng (dòng 6), báo cáo ghi: Khu dân cư số 7; 64 hộ.
beneficiaries:
  - 64 hộ
plan:
  aims:
    - 80% hộ tham gia.
  steps:
    - Mỗi tháng họp hẻm một lần.
  outputs:
    - 01 sân sinh hoạt.
  budget: 20 triệu đồng.
  schedule: Từ tháng 2/2026
  upkeep: Nhân ra 3 khu dân cư.
  source: {id: a, where: "dòng 4; dòng 5; dòng 9; dòng 8; dòng 10"}
context:
  text: Trong hẻm có 64 hộ.
  figures:
    - label: Trong hẻm có
      value: 64
      unit: hộ
  source: {id: a, where: "dòng 3"}
sources:
  - id: a
    where: "dòng 2"
"""
    )
    assert {problem.rule for problem in read_bytes(draft.text.encode(), "a.yml").problems} <= {"missing"}


def test_a_part_without_a_field_is_a_comment_and_takes_the_field_of_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Tên mô hình: Giếng chung\nChủ thể: Chi bộ ấp N\nGhi chú: làm từ 2025"
    models, where = found(text).models, setting(passages_of_text(text))
    assert "# Ghi chú (dòng 3), chưa có trường riêng: làm từ 2025\n" in drafts(models, "a.txt", "a", where)[0].text
    row = replace(MODEL.by_key["context"], key="remarks")
    monkeypatch.setattr("showcase.importing.drafts.MODEL", replace(MODEL, fields=(*MODEL.fields, row)))
    (draft,) = drafts(models, "a.txt", "a", where)
    assert 'remarks:\n  text: làm từ 2025\n  source: {id: a, where: "dòng 3"}\n' in draft.text


def test_what_belongs_to_no_model_is_kept_with_its_place() -> None:
    gathering = found(
        "I. ĐẶC ĐIỂM\nXã có 12 ấp.\n1. Mô hình “Giếng chung” của ấp N, xã B\nSâu 9 m.\nIV. HẠN CHẾ\nÍt tiền."
    )
    assert [(one.where, one.text) for one in gathering.between] == [
        ("dòng 1", "I. ĐẶC ĐIỂM"),
        ("dòng 2", "Xã có 12 ấp."),
        ("dòng 5", "IV. HẠN CHẾ"),
        ("dòng 6", "Ít tiền."),
    ]
    assert [one.text for one in gathering.models[0].more] == ["Sâu 9 m."]


def test_a_table_with_an_unknown_head_is_named() -> None:
    gathering = found("| TT | Sáng kiến hay | Nơi làm |\n|---|---|---|\n| 1 | Giếng chung | ấp N |")
    assert gathering.unknown_heads == [("dòng 1", ("TT", "Sáng kiến hay", "Nơi làm"))]
    assert [one.text for one in gathering.between] == ["TT | Sáng kiến hay | Nơi làm", "1 | Giếng chung | ấp N"]


def test_numbered_titles_are_not_one() -> None:
    text = "1. Mô hình “Tổ tự quản số 1” của ấp N, xã B\n2. Mô hình “Tổ tự quản số 2” của ấp N, xã B"
    assert [one.title for one in found(text).models] == ["Tổ tự quản số 1", "Tổ tự quản số 2"]


NUMBERED = """Mô hình “Bến nước sạch” của Hội Nông dân xã Óc Eo
1. Bối cảnh hình thành
Bến cũ trơn trượt
Xã Óc Eo
2. Nội dung, cách làm
Họp ấp
1. Xin ý kiến
2. Chọn chỗ
Về kinh tế: mỗi hộ góp một ngày công
3. Kết quả đạt được
Một bến bê tông
4. Tình hình chung
Còn nhiều bến cũ
"""


def test_short_lines_between_two_headings_of_an_outline_are_answers() -> None:
    """They end at a heading that is not of a part, or at a higher heading."""
    gathering = find_models(passages_of_text(NUMBERED.replace("\n", "\n\n")))
    [model] = gathering.models
    parts = {part: [told.text for told in texts] for part, texts in model.parts.items()}
    assert parts["context"] == ["Bến cũ trơn trượt", "Xã Óc Eo"]
    assert len(parts["approach"]) == 4
    assert parts["results"] == ["Một bến bê tông"]
    assert [told.text for told in model.near] == ["4. Tình hình chung", "Còn nhiều bến cũ"]
    assert gathering.between == []
