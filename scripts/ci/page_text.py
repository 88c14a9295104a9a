"""What a reader sees of a page, as lines of plain text. Standard library only."""

from __future__ import annotations

from html.parser import HTMLParser

CONTENT = "noi-dung"
"""The id of the part of a page that is not the same on all pages."""

_UNREAD = {"script", "style", "svg", "template", "head"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "kbd", "mark", "q", "span", "strong", "sub", "sup", "time", "u"}


def readable(html: str) -> list[str]:
    """The title, then the lines of the content; pictures by their words, links to elsewhere with their address."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.break_line()
    return [*reader.titles[:1], *(reader.content or reader.lines)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.titles: list[str] = []
        self.lines: list[str] = []
        self.content: list[str] = []
        self._line = ""
        self._open: list[tuple[str, bool]] = []
        """The open elements: (tag, whether its text is invisible)."""
        self._content_depth = 0
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _INLINE:
            self.break_line()
        if tag == "img" and not self._unread:
            self._line += f"[Ảnh: {given.get('alt') or ''}] "
        if tag == "a" and str(given.get("href") or "").startswith(("https:", "http:", "//")):
            self._line += f"[{given['href']}] "
        if tag in _VOID:
            return
        silent = tag in _UNREAD or "hidden" in given
        self._open.append((tag, silent))
        self._unread += silent
        if given.get("id") == CONTENT and not self._content_depth:
            self._content_depth = len(self._open)

    def handle_endtag(self, tag: str) -> None:
        if not any(tag == other for other, _ in self._open):
            return
        if tag not in _INLINE:
            self.break_line()
        while self._open:
            last, silent = self._open.pop()
            self._unread -= silent
            if len(self._open) < self._content_depth:
                self._content_depth = 0
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        if [tag for tag, _ in self._open[-2:]] == ["head", "title"]:
            self.titles.append(f"Tiêu đề: {' '.join(data.split())}")
        elif not self._unread:
            self._line += data

    def break_line(self) -> None:
        """End the line that is being written."""
        if line := " ".join(self._line.split()):
            self.lines.append(line)
            if self._content_depth:
                self.content.append(line)
        self._line = ""
