"""The selection of models for a report."""

import pytest

from showcase.insight.selection import Choice, choose

NEIGHBOUR = """
title: Tổ liên gia
summary: Các hộ nhắc nhau giữ xóm sạch.
owner: {kind: khac}
fields: [quoc-phong-an-ninh]
group: dai-doan-ket
places:
  - commune: "30544"
sources:
  - id: bao-cao
    title: Báo cáo
    issuer: Đảng ủy
    date: "2019"
"""


@pytest.fixture
def catalogue(tree, minimal):
    own = minimal + 'fields: [kinh-te]\nstarted: "11/2025"\n'
    span = minimal.replace("Tổ phụ nữ", "Nhóm phụ nữ") + (
        "effectiveness:\n  figures:\n    - {label: Hộ, value: 5, unit: hộ, as_of: 2016-2020}\n"
        "  evidence: claimed\n  source: {id: bao-cao-xa-2025}\n"
    )
    undated = minimal.replace("Tổ phụ nữ", "Chị em")
    files = {"ba-chuc/a.yml": own, "ba-chuc/b.yml": span, "ba-chuc/c.yml": undated, "tri-ton/d.yml": NEIGHBOUR}
    loaded = tree(files).load()
    assert loaded.problems == []
    return loaded


@pytest.mark.parametrize(
    ("choice", "slugs"),
    [
        (Choice(), "abcd"),
        (Choice(commune="30547"), "abc"),
        (Choice(commune="30544"), "d"),
        (Choice(field="kinh-te"), "a"),
        (Choice(group="dai-doan-ket"), "d"),
        (Choice(commune="30547", group="dai-doan-ket"), ""),
        (Choice(period=(2025, 2025)), "a"),
        (Choice(period=(2018, 2018)), "b"),
        (Choice(period=(2019, 2026)), "abd"),
        (Choice(period=(2021, 2024)), ""),
    ],
)
def test_what_fits(catalogue, choice, slugs):
    assert sorted(model.slug for model in choose(catalogue, choice).models) == list(slugs)


def test_what_has_no_date_is_told_apart(catalogue):
    assert [model.slug for model in choose(catalogue, Choice(period=(2018, 2018))).undated] == ["c"]
    assert [model.slug for model in choose(catalogue, Choice(field="kinh-te", period=(2018, 2018))).undated] == []
    assert choose(catalogue, Choice()).undated == []
