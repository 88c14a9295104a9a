"""Measure in Chromium what a first visit of each kind of page fetches, text compressed by gzip.

    python scripts/bench_first_visit.py site                one built site
    python scripts/bench_first_visit.py before after        several, side by side

Each page is opened at 360 px with an empty cache and no service worker; fetched is what has come when the network
rests. Style: what of it are style sheets.
"""

from lib.commands import run_command
from lib.environment import use_environment

import argparse
import gzip
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.asking import CHROMIUM, Host

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KINDS = {
    "trang chủ": "",
    "mô hình": "mo-hinh/to-hop-tac-dan-co-bang-ba-chuc/",
    "tên mô hình": "mo-hinh/gop-von-mua-bao-hiem-y-te-ha-tien/",
    "danh mục": "mo-hinh/",
    "xã": "dia-ban/ba-chuc/",
    "tra cứu": "tra-cuu/",
    "bản đồ": "ban-do/",
    "hợp xã tôi": "phu-hop/",
    "thống kê": "thong-ke/",
    "toàn cảnh": "toan-canh/",
    "biểu mẫu": "dong-gop/nhap/",
    "giới thiệu": "gioi-thieu/",
}


def main() -> int:
    """Measure and print. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", type=Path, nargs="+", help="folders of built sites")
    sites: list[Path] = parser.parse_args().sites
    use_environment(dev=True)
    from lib.browser import get_browser

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=get_browser(), args=[*CHROMIUM])
        measured = [_fetched(chromium, site) for site in sites]
        chromium.close()
    print(f"{'KB':<14}" + "".join(f"{site.name:>14}{'style':>8}" for site in sites))
    for kind in KINDS:
        print(f"{kind:<14}" + "".join(f"{one[kind][0] / 1024:>14.1f}{one[kind][1] / 1024:>8.1f}" for one in measured))
    return 0


def _fetched(chromium: "Browser", site: Path) -> dict[str, tuple[int, int]]:
    """Kind -> bytes of a first visit, and of its style sheets."""
    host, found = Host(site), {}
    try:
        for kind, address in KINDS.items():
            context = chromium.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
            page, host.sent = context.new_page(), 0
            page.goto(f"{host.address}/{address}index.html", wait_until="networkidle")
            styles = page.eval_on_selector_all(
                "link[rel=stylesheet]", "all => all.map(one => new URL(one.href).pathname)"
            )
            found[kind] = (host.sent, sum(_compressed(site / path[1:]) for path in styles))
            context.close()
    finally:
        host.close()
    return found


def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


if __name__ == "__main__":
    run_command(main, "Không đo được")
