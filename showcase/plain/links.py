"""Relative links between pages and files of the site."""

import posixpath


def relative(target: str, page: str) -> str:
    """The link from a page to an address: `relative("mo-hinh/", "dia-ban/ba-chuc/") == "../../mo-hinh/"`.

    Both addresses begin at the root of the site; the front page is `` or `.`.
    """
    way = posixpath.relpath(target or ".", page or ".")
    return f"{way}/" if target.endswith("/") and not way.endswith("/") else way
