from io import BytesIO

from fontTools.ttLib import TTFont

from showcase.look.fonts import font_files, khmer_font, licence, widths

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


def test_letters_are_as_wide_as_in_the_files_that_are_served():
    for weight in ("400", "600"):
        font = TTFont(BytesIO(font_files()[f"be-vietnam-pro-{weight}.woff2"]))
        served = {
            chr(code): font["hmtx"][name][0] / font["head"].unitsPerEm for code, name in font.getBestCmap().items()
        }
        assert widths(weight) == served


def test_the_licence_goes_along():
    assert "SIL OPEN FONT LICENSE" in licence().upper()


def test_the_khmer_face_holds_every_letter_that_the_field_allows():
    font = TTFont(BytesIO(khmer_font()))
    letters = font.getBestCmap()
    allowed = [code for code in range(0x1780, 0x17DE) if code not in (0x17B4, 0x17B5)]
    assert [hex(code) for code in (*allowed, *range(0x17E0, 0x17EA), 0x200B) if code not in letters] == []
    assert len(khmer_font()) < 22_000
    assert "fvar" not in font, "one weight alone"
    assert "SIL OPEN FONT LICENSE" in licence("fontpkg_noto_sans_khmer").upper()
