"""Links from one page of the site to another, and to files."""

import posixpath


def relative(target: str, page: str) -> str:
    """The link from a page to an address: `relative("mo-hinh/", "dia-ban/ba-chuc/") == "../../mo-hinh/"`.

    Both count from the root of the site; the front page is empty or `.`.
    """
    way = posixpath.relpath(target or ".", page or ".")
    return f"{way}/" if target.endswith("/") and not way.endswith("/") else way
