"""The letter that asks for details missing on a page."""

from urllib.parse import parse_qs, urlsplit

from showcase.insight.questions import letter, open_questions, question_address, questions, whom
from showcase.model.model import Model, Owner, Part, Place, Replication, Source
from showcase.schema.settings import Settings

STEPS = Part(text="Họp dân.", steps=("Họp dân",))


def model(**more):
    given = {"approach": STEPS, "replication": Replication(), "owner": Owner("phu-nu", "Hội Phụ nữ xã Ba Chúc"), **more}
    return Model(
        "to", "models/ba-chuc/to.yml", "Tổ “góp vốn” & bạn?", "Một câu.", places=(Place("30547"),),
        sources=(Source("bc"),), **given,
    )  # fmt: skip


def test_it_asks_what_is_missing_and_nothing_that_is_told():
    asked = questions(model())
    assert "Hết bao nhiêu tiền, ai góp?" in asked
    assert "Đã làm từng bước thế nào?" not in asked
    assert len(asked) == 4
    assert "Chuẩn bị bao nhiêu ngày?" not in questions(model(replication=Replication(days=45)))


def test_it_goes_to_the_office_that_the_model_names_else_to_its_owner():
    office = Replication(contact="Văn phòng Đảng ủy xã Ba Chúc")
    assert letter(model(replication=office)).startswith("Kính gửi Văn phòng Đảng ủy xã Ba Chúc,")
    assert letter(model()).startswith("Kính gửi Hội Phụ nữ xã Ba Chúc,")
    assert letter(model(owner=Owner("khac"))).startswith("Kính gửi đơn vị làm mô hình,")


def test_the_mail_goes_to_the_publisher_and_survives_the_way():
    settings = Settings(publisher="Ban Dân vận", email="danvan@vidu.vn")
    address = urlsplit(question_address(model(), settings))
    assert (address.scheme, address.path) == ("mailto", "danvan@vidu.vn")
    sent = parse_qs(address.query, strict_parsing=True)
    body = f"{letter(model(), to='Ban Dân vận')}\n\nmodels/ba-chuc/to.yml".replace("\n", "\r\n")
    assert sent == {"subject": ["Hỏi về mô hình “Tổ “góp vốn” & bạn?”"], "body": [body]}
    assert "+" not in address.query  # mail programs show `+` as a plus sign, not as a space


def test_it_says_which_of_several_models_of_one_title_is_meant():
    page = "https://example.org/kho/mo-hinh/to/"
    assert f"muốn làm theo mô hình “Tổ “góp vốn” & bạn?” ({page}), xin hỏi:" in letter(model(), page)
    for settings in (Settings(email="danvan@vidu.vn"), Settings(repository="https://example.org/x")):
        assert page in parse_qs(urlsplit(question_address(model(), settings, page)).query)["body"][0]


def test_the_editors_are_asked_in_public_where_no_mail_is_known():
    address = question_address(model(), Settings(repository="https://example.org/kho/"))
    assert address.startswith("https://example.org/kho/issues/new?title=H%E1%BB%8Fi")
    asked = parse_qs(urlsplit(address).query)["body"][0]
    assert asked.startswith("Kính gửi những người biên tập kho mô hình,")
    assert "models/ba-chuc/to.yml" in asked


def test_without_a_receiver_there_is_no_link():
    assert question_address(model(), Settings(publisher="Ban Dân vận", telephone="0296 3852 576")) == ""


def test_a_page_asks_for_facts_and_for_untold_criteria_too():
    asked = open_questions(model(trust=Part(text="Dân tin."), started="2020"))
    assert "Bắt đầu từ bao giờ?" not in asked
    assert "Nay còn làm không?" in asked
    assert asked[-1] == (
        "Kể thêm được gì về tính mới, tính hiệu quả, tính bền vững, tính lan tỏa, mức độ tham gia của Nhân dân?"
    )


def test_who_could_answer():
    office = Replication(contact="Văn phòng Đảng ủy xã Ba Chúc")
    assert whom(model(replication=office)) == "Văn phòng Đảng ủy xã Ba Chúc"
    assert whom(model()) == "Hội Phụ nữ xã Ba Chúc"
    assert whom(model(owner=Owner("khac"))) == "đơn vị làm mô hình"
    assert letter(model(owner=Owner("khac", "Xã Ngọc Thuận"))).startswith(
        "Kính gửi đơn vị làm mô hình ở xã Ngọc Thuận,"
    )
