"""The letter that asks what a page cannot tell."""

from urllib.parse import parse_qs, urlsplit

from showcase.insight.questions import ask_address, letter, mail_address, questions
from showcase.model.model import Model, Owner, Part, Place, Replication, Source

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


def test_the_mail_has_no_receiver_and_survives_the_way():
    address = urlsplit(mail_address(model()))
    assert (address.scheme, address.path) == ("mailto", "")
    sent = parse_qs(address.query, strict_parsing=True)
    body = letter(model()).replace("\n", "\r\n")
    assert sent == {"subject": ["Hỏi về mô hình “Tổ “góp vốn” & bạn?”"], "body": [body]}
    assert "+" not in address.query  # mail programs show a plus sign where browsers mean a space


def test_it_says_which_of_several_models_of_one_title_is_meant():
    page = "https://example.org/kho/mo-hinh/to/"
    assert f"muốn làm theo mô hình “Tổ “góp vốn” & bạn?” ({page}), xin hỏi:" in letter(model(), page)
    assert page in parse_qs(urlsplit(ask_address(model(), "", page)).query)["body"][0]
    assert page in parse_qs(urlsplit(ask_address(model(), "https://example.org/x", page)).query)["body"][0]


def test_the_editors_are_asked_where_no_office_is_named():
    address = ask_address(model(), "https://example.org/kho/")
    assert address.startswith("https://example.org/kho/issues/new?title=H%E1%BB%8Fi")
    asked = parse_qs(urlsplit(address).query)["body"][0]
    assert asked.startswith("Kính gửi những người biên tập kho mô hình,")
    assert "models/ba-chuc/to.yml" in asked
    office = model(replication=Replication(contact="Văn phòng Đảng ủy xã Ba Chúc"))
    assert ask_address(office, "https://example.org/kho/") == mail_address(office)
    assert ask_address(model(), "") == mail_address(model())
