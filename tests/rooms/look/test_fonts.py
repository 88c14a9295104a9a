from io import BytesIO

from fontTools.ttLib import TTFont

from showcase.look.fonts import font_files, licence

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


def test_every_vietnamese_letter_is_in_both_weights():
    for name, content in font_files().items():
        have = TTFont(BytesIO(content)).getBestCmap()
        missing = [char for char in VIETNAMESE + VIETNAMESE.upper() + "“”…–₫0123456789%" if ord(char) not in have]
        assert missing == [], name


def test_each_weight_is_light_enough_for_a_phone():
    sizes = {name: len(content) for name, content in font_files().items()}
    assert set(sizes) == {"be-vietnam-pro-400.woff2", "be-vietnam-pro-600.woff2"}
    assert max(sizes.values()) < 20_000


def test_the_licence_goes_along():
    assert "SIL OPEN FONT LICENSE" in licence().upper()
