import re
from xml.etree import ElementTree

from showcase.look.lotus import lotus, petal, standalone, summary, symbol


def test_petals_stand_clockwise_from_the_top_in_the_order_of_the_criteria():
    drawn = lotus(("figures", "text", "empty", "figures", "text", "empty"), 40)
    petals = re.findall(r'class="(figures|text|empty)"(?: transform="rotate\((\d+) 50 50\)")?', drawn)
    expected = [
        ("figures", ""),
        ("text", "60"),
        ("empty", "120"),
        ("figures", "180"),
        ("text", "240"),
        ("empty", "300"),
    ]
    assert petals == expected


def test_words_leave_out_what_does_not_occur():
    assert summary(("figures",) * 3 + ("text",) * 2 + ("empty",)) == "3 tiêu chí có số liệu, 2 có mô tả, 1 chưa rõ"
    assert summary(("empty",) * 6) == "6 tiêu chí chưa rõ"
    assert summary(("text",) * 5 + ("empty",)) == "5 tiêu chí có mô tả, 1 chưa rõ"


def test_drawings_are_well_formed_and_named():
    for drawing in (lotus(("text",) * 6, 24), petal(2, "empty", 40), standalone(), symbol()):
        ElementTree.fromstring(drawing)
    assert 'aria-label="6 tiêu chí có mô tả"' in lotus(("text",) * 6, 24)
    assert 'aria-label="chưa rõ"' in petal(2, "empty", 40)
