"""The whole life of a model, from registration to review: each fact of the offices is in all places that need it.

`FACTS` lists the facts that offices give besides the story: the fields of each, and the text that a reader sees for
the case with every field filled.
"""

import json
import re
from pathlib import Path

import pytest

from showcase.files.catalogue import ModelFiles
from showcase.files.reference import schema
from showcase.form.questions import leaves, sections
from showcase.insight.site import Site
from showcase.opendata.exports import models_json
from showcase.pages.pages import pages
from showcase.schema.fields import walk
from showcase.schema.vocabulary import vocabulary

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "valid" / "everything-filled" / "models"
FACTS = {
    "registration": {
        "registered.level": ("co-so", "Cấp cơ sở"),
        "registered.period": ("2010", "2010"),
        "registration": ("tap-the", "Tập thể"),
    },
    "recognition": {
        "recognition.period": ("2016-2020", "2016-2020"),
        "recognition.form": ("cong-nhan", "Công nhận"),
        "recognition.issuer": ("Ban Dân vận Tỉnh ủy An Giang", "Ban Dân vận Tỉnh ủy An Giang"),
    },
    "forces": {
        "forces.name": ("Trạm Y tế xã", "Trạm Y tế xã"),
        "forces.role": ("chu-tri", "Chủ trì"),
        "forces.task": ("giữ sổ và mời họp", "giữ sổ và mời họp"),
    },
    "who benefits": {"beneficiaries": ("Con em hội viên", "Con em hội viên")},
    "what is set at the start": {
        "plan.aims": ("Mọi hội viên có thẻ bảo hiểm y tế", "Mọi hội viên có thẻ bảo hiểm y tế"),
        "plan.criteria": ("Từ 90% hội viên trở lên có thẻ", "Từ 90% hội viên trở lên có thẻ"),
        "plan.outputs": ("Một quyển sổ góp vốn công khai", "Một quyển sổ góp vốn công khai"),
        "plan.evaluation": ("12/2010", "12/2010"),
    },
    "resources beside money": {
        "plan.resources.item": ("Công ghi sổ", "ít nhất 12 buổi (ngày công, tổ trưởng)"),
        "replication.resources.item": ("Chỗ họp tổ", "khoảng 20 m² (đất, một hội viên)"),
    },
    "launch and end": {"launched": ("12/03/2010", "12/03/2010"), "ended": ("2024", "2024")},
    "standing": {
        "standing.state": ("hieu-qua", "Hoạt động hiệu quả"),
        "standing.as_of": ("2023", "2023"),
        "standing.office": ("Đảng ủy xã Ba Chúc", "Đảng ủy xã Ba Chúc"),
    },
    "grade of an office": {
        "grades.grade": ("Loại A, 92 điểm", "Loại A, 92 điểm"),
        "grades.office": ("Đảng ủy xã Ba Chúc", "Đảng ủy xã Ba Chúc"),
        "grades.year": (2023, "2023"),
    },
    "campaign": {"campaigns": ("Học và làm theo Bác", "Học và làm theo Bác")},
    "a figure and its own source": {"results.figures.source": ("bao-cao-xa-2025", "Nguồn 1")},
}
CODES = {
    "fields": {"nong-thon-moi"},
    "owner_kinds": {"khu-dan-cu", "nguoi-cao-tuoi", "khuyen-hoc", "dong-ho", "hop-tac-xa", "doanh-nghiep"},
    "standings": {"hieu-qua", "yeu", "can-cung-co"},
    "recognition_forms": {"cong-nhan", "tieu-bieu", "bang-khen", "nhan-rong"},
    "recognition_levels": {"co-so", "huyen", "tinh"},
    "resource_kinds": {"ngay-cong", "dat", "vat-lieu", "hien-vat"},
}
PATHS = [(fact, path) for fact, fields in FACTS.items() for path in fields]


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(ModelFiles(FOLDER).load())


@pytest.fixture(scope="module")
def model_page(site: Site) -> str:
    return next(page for page in pages(site) if page.address == "mo-hinh/to-gop-von/").html()


@pytest.fixture(scope="module")
def asked(site: Site) -> set[str]:
    """The fields of the form."""
    return {question.path for one in sections(site.catalogue) for question in leaves(one.questions)}


@pytest.fixture(scope="module")
def exported(site: Site) -> dict[str, object]:
    return next(one for one in json.loads(models_json(site))["models"] if one["slug"] == "to-gop-von")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def at(value: object, path: str) -> list[object]:
    """All values at a path, also within lists."""
    for key in path.split("."):
        items = value if isinstance(value, list) else [value]
        value = [one[key] for one in items if isinstance(one, dict) and key in one]
        value = [item for one in value for item in (one if isinstance(one, list) else [one])]
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize(("fact", "path"), PATHS)
def test_a_fact_is_in_table_form_page_export_and_schema(
    fact: str, path: str, asked: set[str], model_page: str, exported: dict[str, object]
) -> None:
    assert path in {one for one, _ in walk()}
    assert path in asked
    value, shown = FACTS[fact][path]
    assert shown in words(model_page)
    assert value in at(exported, path)
    row = json.loads(schema())
    for key in path.split("."):
        row = row.get("items", row)["properties"][key]


@pytest.mark.parametrize("name", CODES)
def test_the_lists_hold_what_offices_tell(name: str) -> None:
    assert set(vocabulary(name)) >= CODES[name]


def test_what_is_set_at_the_start_is_never_told_as_a_result(model_page: str) -> None:
    section = re.search(r'<section [^>]*data-part="plan">.*?</section>', model_page, re.DOTALL)
    assert section
    assert "chưa phải việc đã làm hay kết quả" in words(section[0])
    elsewhere = words(model_page.replace(section[0], ""))
    for path, (_, shown) in {
        **FACTS["what is set at the start"],
        "plan.upkeep": ("", "Tổ góp tiếp hằng tháng"),
    }.items():
        assert shown in words(section[0]), path
        assert shown not in elsewhere, path
