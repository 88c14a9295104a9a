import re

import pytest
import yaml

from showcase.schema.vocabulary import CRITERIA, FILE, STORY, label, vocabulary

LISTS = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LISTS)
def test_codes_are_ascii_and_labels_differ(name: str) -> None:
    codes = vocabulary(name)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", code) for code in codes)
    assert len(set(codes.values())) == len(codes)


@pytest.mark.parametrize(
    ("name", "count"),
    [("fields", 5), ("groups", 5), ("registrations", 2), ("statuses", 6), ("evidence", 3), ("details", 3)],
)
def test_lists_that_the_movement_itself_has_fixed(name: str, count: int) -> None:
    assert len(vocabulary(name)) == count


def test_labels_of_the_sources() -> None:
    assert list(vocabulary("fields").values()) == [
        "Kinh tế",
        "Văn hóa - xã hội",
        "Quốc phòng - an ninh",
        "Xây dựng hệ thống chính trị",
        "Xây dựng nông thôn mới",
    ]
    assert list(vocabulary("details").values()) == ["Làm theo được", "Có kết quả", "Mới ghi tên"]
    assert list(vocabulary("evidence").values()) == ["Được nêu", "Có tài liệu", "Đã kiểm chứng"]
    assert label("groups", "chinh-quyen-phuc-vu") == "Xây dựng chính quyền phục vụ Nhân dân"


def test_six_criteria_and_five_parts() -> None:
    assert (len(CRITERIA), len(STORY)) == (6, 5)
    assert not set(CRITERIA) & set(STORY)


def test_unknown_names_are_faults_of_the_code() -> None:
    with pytest.raises(KeyError):
        vocabulary("x")
    with pytest.raises(KeyError):
        label("fields", "x")
