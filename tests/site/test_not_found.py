"""The page for an unknown address, for example of a withdrawn entry."""

from pathlib import Path

from ci.page_text import readable


def test_it_says_so_in_vietnamese_and_leads_on(site: Path) -> None:
    html = (site / "404.html").read_text(encoding="utf-8")
    assert readable(html)[:2] == ["Tiêu đề: Không thấy trang này - Dân vận khéo", "Không thấy trang này"]
    for way in ("tra-cuu/", "mo-hinh/", "dong-gop/"):
        assert f'{way}"' in html or f'{way}#go"' in html
        assert (site / way / "index.html").is_file()
