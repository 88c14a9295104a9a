"""QR codes, read by another project's decoder."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from showcase.look.qr import qr_picture

ADDRESS = "https://dan-van-kheo.example/kho/mo-hinh/bep-an-tinh-thuong/"


@pytest.mark.parametrize("address", [ADDRESS, "https://a.vn/", ADDRESS + "x" * 150 + "/"])
def test_a_picture_leads_to_its_address(address):
    image = Image.open(BytesIO(qr_picture(address)))
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [address]


def test_a_picture_is_small_and_has_its_quiet_zone():
    content = qr_picture(ADDRESS)
    image = Image.open(BytesIO(content))
    assert (image.format, image.mode) == ("PNG", "1")
    assert len(content) < 1500
    assert image.convert("L").crop((0, 0, image.width, 32)).getcolors() == [(image.width * 32, 255)]
