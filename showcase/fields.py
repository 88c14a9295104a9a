"""The one field table: everything a model file may hold.

From it come the strict reading of files, the JSON Schema, the annotated template and the field reference;
nothing about a field is written down anywhere else. Labels, help and examples are for editors, in Vietnamese.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from showcase.vocabulary import CRITERIA


class Kind(Enum):
    """What a value may be; `showcase.reading` has the rule of each."""

    LINE = "một dòng chữ"
    PROSE = "một hay nhiều đoạn văn"
    CODE = "một mã trong danh mục"
    COMMUNE = "mã xã năm chữ số trong dấu nháy"
    PROVINCE = "mã tỉnh hai chữ số trong dấu nháy"
    SLUG = "tên tệp của một mô hình, không có .yml"
    NAME = "tên ngắn không dấu, nối bằng gạch ngang"
    NUMBER = "số, lẻ viết bằng dấu chấm"
    INTEGER = "số nguyên"
    BOOLEAN = "true hoặc false"
    DATE = "ngày trong dấu nháy"
    PERIOD = "ngày hoặc quãng năm trong dấu nháy"
    LINK = "địa chỉ https://"
    PICTURE = "tên tệp ảnh đặt cạnh tệp mô hình"
    GROUP = "một nhóm trường"


@dataclass(frozen=True)
class Field:
    """One row of the table."""

    key: str
    label: str
    kind: Kind
    help: str
    example: str = ""
    required: bool = False
    many: bool = False
    """The value is a list of `kind`."""
    most: int = 0
    """Characters of a text, or items of a list; 0 for the default of the kind."""
    vocabulary: str = ""
    fields: tuple["Field", ...] = ()

    @cached_property
    def by_key(self) -> dict[str, "Field"]:
        """The fields of a group by key."""
        return {field.key: field for field in self.fields}


_CITATION = Field(
    "source",
    "Nguồn",
    Kind.GROUP,
    "Lấy từ văn bản nào, chỗ nào. Tên nguồn phải có trong mục sources của tệp.",
    fields=(
        Field("id", "Tên nguồn", Kind.NAME, "Tên một nguồn trong mục sources.", "bc-217-an-giang", required=True),
        Field("where", "Chỗ trong nguồn", Kind.LINE, "Phần, mục, trang hay dòng.", "phần III.3, dòng 258"),
    ),
)

_FIGURES = Field(
    "figures",
    "Số liệu",
    Kind.GROUP,
    "Mỗi con số một mục: số gì, bao nhiêu, đơn vị, tính đến lúc nào. Chỉ ghi con số mà nguồn nêu.",
    many=True,
    most=30,
    fields=(
        Field(
            "label", "Số gì", Kind.LINE, "Con số này đếm cái gì.", "Thẻ bảo hiểm y tế đã mua", required=True, most=120
        ),
        Field("qualifier", "Cách nói", Kind.CODE, "Chữ đứng trước con số.", "tren", vocabulary="qualifiers"),
        Field("value", "Giá trị", Kind.NUMBER, "Chỉ chữ số; lẻ dùng dấu chấm.", "1030", required=True),
        Field("value_to", "Đến", Kind.NUMBER, "Đầu trên, khi nguồn nêu một khoảng (từ ... đến ...).", "200"),
        Field("out_of", "Trên tổng số", Kind.NUMBER, "Tổng số, khi nguồn nêu (446 trên 446 hộ).", "446"),
        Field("unit", "Đơn vị", Kind.LINE, "Đơn vị tính.", "thẻ", required=True, most=60),
        Field("as_of", "Thời điểm", Kind.PERIOD, "Ngày, năm hay quãng năm của con số.", "2016-2020"),
    ),
)

_TEXT = Field(
    "text",
    "Nội dung",
    Kind.PROSE,
    "Kể bằng lời của mình, câu ngắn, việc thật; cách đoạn bằng một dòng trống. Chữ thường, không HTML.",
    "Mỗi hội viên góp 20 nghìn đồng một tháng; tổ bốc thăm người nhận trước.",
)

_STEPS = Field(
    "steps",
    "Các bước",
    Kind.PROSE,
    "Mỗi bước một mục, theo thứ tự đã làm.",
    "Chọn hai tuyến đường dân cư đông và họp lấy ý kiến từng hộ",
    many=True,
    most=30,
)

_EVIDENCE = Field(
    "evidence",
    "Mức chứng cứ",
    Kind.CODE,
    "claimed: nguồn tự nêu; documented: có tài liệu kèm theo; verified: bên khác đã kiểm tra.",
    "claimed",
    vocabulary="evidence",
)


def _part(key: str, label: str, help: str, *more: Field) -> Field:
    return Field(key, label, Kind.GROUP, help, fields=(_TEXT, *more, _FIGURES, _CITATION))


def _criterion(key: str, label: str, help: str) -> Field:
    return Field(key, label, Kind.GROUP, help, fields=(_TEXT, _FIGURES, _EVIDENCE, _CITATION))


_IDENTITY = (
    Field(
        "title",
        "Tên mô hình",
        Kind.LINE,
        "Đúng như khi đăng ký, sửa lỗi chính tả nếu có (bản gốc ghi vào aliases).",
        "Khéo vận động hội viên góp vốn xoay vòng mua bảo hiểm y tế",
        required=True,
        most=250,
    ),
    Field(
        "aliases",
        "Tên khác",
        Kind.LINE,
        "Tên cũ, tên gọi tắt, cách viết trong nguồn.",
        "Giang hàng hạnh phúc",
        many=True,
    ),
    Field(
        "summary",
        "Tóm tắt",
        Kind.PROSE,
        "Làm gì, ai làm, cho ai, được gì; nhiều nhất 250 ký tự.",
        "Phụ nữ trong ấp góp tiền hằng tháng, lần lượt nhận vốn mua thẻ bảo hiểm y tế; 8 tổ đã mua 153 thẻ.",
        required=True,
        most=250,
    ),
    Field(
        "fields",
        "Lĩnh vực",
        Kind.CODE,
        "Một hoặc hai lĩnh vực; bỏ trống nếu nguồn không ghi.",
        "kinh-te",
        many=True,
        most=2,
        vocabulary="fields",
    ),
    Field(
        "group",
        "Nhóm",
        Kind.CODE,
        "Một trong năm nhóm của năm 2026; bỏ trống nếu không có.",
        "chuyen-doi-so",
        vocabulary="groups",
    ),
    Field(
        "topics",
        "Chủ đề",
        Kind.CODE,
        "Một đến bốn chủ đề, để người đọc tìm và so sánh.",
        "bao-hiem-y-te",
        many=True,
        most=4,
        vocabulary="topics",
    ),
)

_WHO = (
    Field(
        "owner",
        "Chủ thể",
        Kind.GROUP,
        "Ai làm mô hình này.",
        required=True,
        fields=(
            Field(
                "name",
                "Tên chủ thể",
                Kind.LINE,
                "Tên đơn vị hoặc người được biểu dương; bỏ trống nếu nguồn không nêu.",
                "Hội Liên hiệp Phụ nữ xã Ba Chúc",
            ),
            Field(
                "kind",
                "Loại chủ thể",
                Kind.CODE,
                "Chọn khac khi nguồn không nêu rõ.",
                "phu-nu",
                required=True,
                vocabulary="owner_kinds",
            ),
        ),
    ),
    Field(
        "registration", "Hình thức đăng ký", Kind.CODE, "Tập thể hay cá nhân.", "tap-the", vocabulary="registrations"
    ),
)

_WHERE = (
    Field(
        "places",
        "Địa bàn",
        Kind.GROUP,
        "Mỗi nơi một mục. Biết xã thì ghi commune; chỉ biết huyện cũ thì ghi province và candidates.",
        required=True,
        many=True,
        most=20,
        fields=(
            Field("commune", "Mã xã", Kind.COMMUNE, "Mã xã hiện nay; tra ở trang Địa bàn.", '"30547"'),
            Field("province", "Mã tỉnh", Kind.PROVINCE, "Ghi khi không biết xã.", '"91"'),
            Field("whole_province", "Toàn tỉnh", Kind.BOOLEAN, "true khi mô hình làm trên cả tỉnh.", "true"),
            Field(
                "candidates",
                "Có thể là xã",
                Kind.COMMUNE,
                "Các xã hiện nay của huyện cũ mà nguồn nêu.",
                '"30769"',
                many=True,
                most=20,
            ),
            Field("hamlet", "Ấp, bản, khu phố", Kind.LINE, "Tên ấp, bản, khu phố.", "ấp Núi Nước"),
            Field(
                "as_written", "Nguồn ghi", Kind.LINE, "Địa danh đúng như nguồn viết.", "xã Kiên Bình, huyện Kiên Lương"
            ),
            Field(
                "note",
                "Ghi chú",
                Kind.LINE,
                "Điều chưa chắc về địa bàn.",
                "Xã suy ra từ tên trường; nguồn chỉ ghi tên trường.",
            ),
        ),
    ),
    Field(
        "area_traits",
        "Đặc điểm địa bàn",
        Kind.CODE,
        "Chỉ ghi điều nguồn nêu.",
        "bien-gioi",
        many=True,
        vocabulary="area_traits",
    ),
)

_WHEN = (
    Field("started", "Bắt đầu", Kind.DATE, "Ngày, tháng hoặc năm bắt đầu, trong dấu nháy.", '"2010"'),
    Field("status", "Tình trạng", Kind.CODE, "Theo nguồn; bỏ trống nếu không rõ.", "duy-tri", vocabulary="statuses"),
    Field(
        "recognition",
        "Công nhận",
        Kind.GROUP,
        "Mỗi lần được công nhận một mục.",
        many=True,
        fields=(
            Field("level", "Cấp", Kind.CODE, "Cấp công nhận.", "tinh", required=True, vocabulary="recognition_levels"),
            Field("year", "Năm", Kind.INTEGER, "Năm công nhận.", "2020"),
            Field(
                "decision",
                "Quyết định",
                Kind.LINE,
                "Số, ngày của quyết định.",
                "Quyết định số 12-QĐ/ĐU ngày 03/02/2026",
            ),
        ),
    ),
)

_STORY = (
    _part("context", "Bối cảnh hình thành", "Trước đó khó khăn gì, vì sao phải làm."),
    _part("approach", "Nội dung, cách làm", "Đã làm những gì, vận động người dân thế nào.", _STEPS),
    _part("results", "Kết quả đạt được", "Được gì, so với trước ra sao."),
    _part("highlights", "Giá trị nổi bật", "Điểm hay nhất, vì sao nơi khác nên học."),
    _part(
        "two_tier_impact",
        "Tác động đối với việc thực hiện chính quyền địa phương hai cấp",
        "Mô hình giúp gì cho xã sau 01/7/2025.",
    ),
)

_SIX = (
    _criterion("novelty", "Tính mới", "Khác trước, khác nơi khác ở điểm nào."),
    _criterion("effectiveness", "Tính hiệu quả", "Kết quả đo được, bằng con số."),
    _criterion("sustainability", "Tính bền vững", "Vì sao còn làm được lâu dài."),
    _criterion("spread", "Tính lan tỏa", "Nơi nào đã làm theo, mở rộng ra sao."),
    _criterion("participation", "Mức độ tham gia của Nhân dân", "Bao nhiêu người, góp gì, bàn gì, giám sát gì."),
    _criterion("trust", "Tác động đến niềm tin của Nhân dân", "Người dân nói gì, tin hơn ở chỗ nào."),
)

_REPLICATION = (
    Field(
        "replication",
        "Muốn làm theo",
        Kind.GROUP,
        "Những điều nơi khác cần biết để làm lại.",
        fields=(
            _STEPS,
            Field("days", "Số ngày chuẩn bị", Kind.INTEGER, "Từ lúc bàn đến lúc chạy được.", "45"),
            Field(
                "cost",
                "Chi phí",
                Kind.GROUP,
                "Mỗi khoản một mục, tính bằng đồng.",
                many=True,
                most=20,
                fields=(
                    Field("item", "Khoản", Kind.LINE, "Chi cho việc gì.", "Trụ và bóng đèn", required=True),
                    Field(
                        "qualifier", "Cách nói", Kind.CODE, "Chữ đứng trước con số.", "tren", vocabulary="qualifiers"
                    ),
                    Field("amount", "Số tiền", Kind.INTEGER, "Bằng đồng, chỉ chữ số.", "356000000", required=True),
                    Field("note", "Ghi chú", Kind.LINE, "Ai góp, trong bao lâu.", "do các hộ trên tuyến đóng góp"),
                ),
            ),
            Field(
                "people",
                "Nhân lực",
                Kind.PROSE,
                "Cần bao nhiêu người, ai, làm gì.",
                "Một tổ trưởng và 15 đến 20 hội viên",
            ),
            Field(
                "preconditions",
                "Điều kiện cần có",
                Kind.PROSE,
                "Thiếu thì không làm được.",
                "Tuyến đường đã có điện hạ thế",
                many=True,
            ),
            Field(
                "risks",
                "Rủi ro và cách tránh",
                Kind.PROSE,
                "Điều dễ hỏng và cách đã tránh.",
                "Người nhận vốn trước ngừng góp; chọn người bảo lãnh",
                many=True,
            ),
            Field(
                "contact",
                "Nơi liên hệ",
                Kind.LINE,
                "Tên cơ quan, không ghi tên riêng, số điện thoại hay thư điện tử.",
                "Văn phòng Đảng ủy xã Vĩnh Bình",
            ),
            _CITATION,
        ),
    ),
    Field(
        "replicates",
        "Làm theo mô hình",
        Kind.GROUP,
        "Mô hình này làm lại từ mô hình nào.",
        fields=(
            Field(
                "model",
                "Mô hình gốc",
                Kind.SLUG,
                "Tên tệp của mô hình gốc.",
                "bep-an-tinh-thuong-vinh-trach",
                required=True,
            ),
            Field(
                "adapted",
                "Đã thay đổi",
                Kind.PROSE,
                "Sửa gì cho hợp nơi mình.",
                "Nấu hai ngày một tuần thay vì năm ngày",
            ),
            _CITATION,
        ),
    ),
    Field(
        "family",
        "Loại mô hình chung",
        Kind.SLUG,
        "Tên tệp của mô hình chung mà nguồn nói đang phổ biến ở nhiều nơi.",
        "duong-chieu-sang-nong-thon-nhan-rong",
    ),
)

_PROOF = (
    Field(
        "pictures",
        "Ảnh",
        Kind.GROUP,
        "Ảnh đặt cạnh tệp mô hình, có lời tả cho người không xem được ảnh.",
        many=True,
        most=6,
        fields=(
            Field(
                "file",
                "Tệp ảnh",
                Kind.PICTURE,
                "Tệp .jpg, .png hoặc .webp cùng thư mục.",
                "to-hop-tac-ba-chuc.jpg",
                required=True,
            ),
            Field(
                "alt", "Lời tả", Kind.LINE, "Trong ảnh có gì.", "Năm phụ nữ đan giỏ bàng trước hiên nhà", required=True
            ),
            Field("credit", "Người chụp", Kind.LINE, "Ảnh của ai.", "Hội Liên hiệp Phụ nữ xã Ba Chúc"),
        ),
    ),
    Field(
        "sources",
        "Nguồn tài liệu",
        Kind.GROUP,
        "Mọi văn bản đã dùng. Nguồn chung trong models/sources.yml chỉ cần ghi id; nguồn riêng ghi đủ title và issuer.",
        required=True,
        many=True,
        fields=(
            Field("id", "Tên nguồn", Kind.NAME, "Tên ngắn để các mục khác nhắc tới.", "bc-217-an-giang", required=True),
            Field("where", "Chỗ trong nguồn", Kind.LINE, "Nơi nói về mô hình này.", "phần III.3, dòng 254-268"),
            Field("number", "Số hiệu", Kind.LINE, "Số, ký hiệu văn bản.", "217-BC/BTGDVTU"),
            Field("title", "Tên văn bản", Kind.LINE, "Tên hoặc trích yếu.", "Báo cáo mô hình hay, cách làm hiệu quả"),
            Field(
                "issuer", "Nơi ban hành", Kind.LINE, "Cơ quan hoặc báo.", "Ban Tuyên giáo và Dân vận Tỉnh ủy An Giang"
            ),
            Field("date", "Ngày", Kind.DATE, "Ngày văn bản.", '"17/9/2020"'),
            Field("link", "Địa chỉ", Kind.LINK, "Nơi đọc văn bản trên mạng.", "https://angiang.dcs.vn/van-ban"),
        ),
    ),
)

MODEL = Field(
    "model",
    "Mô hình",
    Kind.GROUP,
    "Một tệp mô hình.",
    fields=(*_IDENTITY, *_WHO, *_WHERE, *_WHEN, *_STORY, *_SIX, *_REPLICATION, *_PROOF),
)
"""The root of the table: the keys of a file in their order."""

SOURCE = MODEL.by_key["sources"]
"""One source, in a model and in `models/sources.yml` alike."""

CRITERION_LABELS = {key: MODEL.by_key[key].label for key in CRITERIA}


def walk(field: Field = MODEL, path: str = "") -> Iterator[tuple[str, Field]]:
    """All rows below `field` with their dotted paths: `("novelty.figures.value", ...)`, in order of the table."""
    for child in field.fields:
        here = f"{path}.{child.key}" if path else child.key
        yield here, child
        yield from walk(child, here)
