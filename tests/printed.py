"""Read a PDF printed by Chromium: its filled shapes."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the upper left corner of the sheet."""
FILLED = {"f", "f*", "B", "B*"}
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Fill:
    """One filled shape."""

    sheet: int
    """Counted from 1."""
    colour: tuple[float, float, float]
    box: Box


@dataclass
class _Pen:
    """Follows the drawing commands of a sheet."""

    height: float
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    points: list[tuple[float, float]] = field(default_factory=list)
    kept: list[tuple[Matrix, tuple[float, float, float]]] = field(default_factory=list)

    def follow(self, command: str, numbers: list[float]) -> None:
        match command:
            case "q":
                self.kept.append((self.matrix, self.colour))
            case "Q":
                self.matrix, self.colour = self.kept.pop()
            case "cm":
                self.matrix = _product(numbers, self.matrix)
            case "rg":
                self.colour = (numbers[0], numbers[1], numbers[2])
            case "re":
                x, y, width, tall = numbers
                self.to(x, y)
                self.to(x + width, y + tall)
            case "m" | "l" | "c":
                self.to(*numbers[-2:])

    def to(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.matrix
        self.points.append((a * x + c * y + e, self.height - (b * x + d * y + f)))

    def box(self) -> Box:
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return min(xs), min(ys), max(xs), max(ys)


def sheets(pdf: bytes) -> list[tuple[float, float, bytes]]:
    """Width, height in points and the drawing commands of each sheet."""
    objects = dict(re.findall(rb"(\d+) 0 obj\s*(.*?)endobj", pdf, re.DOTALL))
    found = []
    for one in objects.values():
        if re.search(rb"/Type /Page\b", one):
            _, _, width, height = map(float, re.search(rb"/MediaBox \[([^]]*)\]", one)[1].split())  # type: ignore[index]
            content = objects[re.search(rb"/Contents (\d+) 0 R", one)[1]]  # type: ignore[index]
            stream = re.search(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)[1]  # type: ignore[index]
            found.append((width, height, zlib.decompress(stream)))
    return found


def fills(pdf: bytes) -> list[Fill]:
    """All filled shapes, text not included, in the order in which they are drawn."""
    return [
        Fill(number, colour, box)
        for number, (_, height, commands) in enumerate(sheets(pdf), start=1)
        for colour, box in _filled(commands, height)
    ]


def _filled(commands: bytes, height: float) -> Iterator[tuple[tuple[float, float, float], Box]]:
    pen = _Pen(height)
    numbers: list[float] = []
    for word in re.sub(rb"\bBT\b.*?\bET\b", b"", commands, flags=re.DOTALL).decode("latin-1").split():
        if re.fullmatch(r"[-+]?\d*\.?\d+", word):
            numbers.append(float(word))
            continue
        pen.follow(word, numbers)
        if word in FILLED:
            yield pen.colour, pen.box()
        if word in FILLED | {"S", "n"}:
            pen.points.clear()
        numbers.clear()


def _product(one: list[float], other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    u, v, w, x, y, z = other
    return a * u + b * w, a * v + b * x, c * u + d * w, c * v + d * x, e * u + f * w + y, e * v + f * x + z
