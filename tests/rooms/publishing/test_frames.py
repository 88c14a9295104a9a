"""Frames: pages made from the parts of one rendered page."""

import pytest

from showcase.look.social_cards import Card
from showcase.publishing.frames import (
    BLOCK,
    CARD,
    DESCRIPTION,
    LEAF,
    TITLE,
    Filling,
    Frame,
    folder,
    framed,
    leaf,
    token_address,
)

PAGE = f"""<title>{TITLE} - Kho</title><link rel="canonical" href="https://vd.vn/mo-hinh/{LEAF}/">
<meta content="{DESCRIPTION}"><meta content="https://vd.vn/{CARD.path}"><meta content="{CARD.alt}">
  <script type="application/ld+json">{BLOCK}</script>
<main><div data-fragment="page"></div></main>
"""


def test_a_page_is_put_together_and_escaped() -> None:
    filling = Filling("mo-hinh/a/", "A & “B”", '<x>"', Card("the/a.png", "'"), '{"a":"<"}', f"<p>{TITLE}</p>")
    assert Frame(PAGE).page(filling) == (
        """<title>A &amp; “B” - Kho</title><link rel="canonical" href="https://vd.vn/mo-hinh/a/">
<meta content="&lt;x&gt;&#34;"><meta content="https://vd.vn/the/a.png"><meta content="&#39;">
  <script type="application/ld+json">{"a":"<"}</script>
<main><p>zz-tieu-de-zz</p></main>
"""
    )


def test_a_page_without_a_data_block_has_no_script() -> None:
    page = Frame(PAGE).page(Filling("mo-hinh/a/", "", "", Card("", ""), "", ""))
    assert "script" not in page
    assert '">\n  \n<main></main>' in page


def test_a_frame_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="one place"):
        Frame("<main></main>")


def test_pages_that_lie_side_by_side_share_a_frame() -> None:
    addresses = ["mo-hinh/", "mo-hinh/a/", "mo-hinh/b/", "mo-hinh/trang-2/", "dia-ban/x/", "nhom/y/trang-2/"]
    assert framed(addresses, {"mo-hinh/b/"}) == {"mo-hinh/": ["mo-hinh/a/", "mo-hinh/trang-2/"]}
    assert (folder("a/b/c/"), folder("a/"), leaf("a/b/")) == ("a/b/", "", "b")
    assert token_address("mo-hinh/") == f"mo-hinh/{LEAF}/"
