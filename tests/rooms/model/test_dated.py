"""The age of a model's news, in words that claim only what its file says."""

import pytest

from showcase.model.dated import source_words, status_day

SOURCE = "  - id: nguon-{at}\n    title: Báo cáo {at}\n    issuer: Đảng ủy xã Ba Chúc\n"


@pytest.mark.parametrize(
    ("dates", "words", "day"),
    [
        ([""], "", ""),
        (["2020"], "theo nguồn năm 2020", "theo nguồn năm 2020"),
        (["09/2020", "24/11/2020"], "theo nguồn năm 2020", "theo nguồn năm 2020"),
        (["2016", "28/12/2022", "2025"], "nguồn mới nhất năm 2025", ""),
        (["2022", ""], "có nguồn năm 2022", ""),
    ],
)
def test_a_line_claims_no_year_for_what_other_sources_tell(tree, minimal, dates, words, day) -> None:
    text = minimal.partition("sources:")[0] + "status: thuc-hien\nsources:\n"
    for at, date in enumerate(dates):
        text += SOURCE.format(at=at) + (f'    date: "{date}"\n' if date else "")
    [model] = tree({"ba-chuc/gop-von.yml": text}).load().models
    assert (source_words(model), status_day(model)) == (words, day)
