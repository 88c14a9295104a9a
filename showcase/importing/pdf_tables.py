"""Tables on the pages of a PDF: the lines that are drawn give the cells, the place of each letter says in which it is.

Lengths are points; a place down the page is a negative height, so that it grows as one reads. A table without drawn
lines has no cells that could be told.
"""

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

_NEAR = 3.0
"""Lines closer than this are one border; a drawn rectangle so narrow is a line."""
_SHARE = 0.8
"""How much of the side of a cell must be drawn to be a border; an underlined word is none."""
_OBJECTS, _LETTERS, _STROKES, _CELLS = 20_000, 50_000, 4_000, 5_000
"""Most drawings, letters, lines and cells of a page that are looked at; a page with more is a map or a picture."""

Point = tuple[float, float]
"""From the left, and down the page."""
Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True)
class Stroke:
    """A drawn line along one axis: where it stands on the other axis, and from where to where it goes."""

    at: float
    start: float
    end: float


class Grid:
    """One table: the borders of its columns and rows, and which cells are merged."""

    def __init__(self, down: list[Stroke], across: list[Stroke]) -> None:
        ends = [end for one in down for end in (one.start, one.end)]
        self.xs = _borders(one.at for one in down)
        self.ys = _borders([*(one.at for one in across), min(ends), max(ends)])
        self._sides = [[one for one in down if abs(one.at - x) <= _NEAR] for x in self.xs]
        self._tops = [[one for one in across if abs(one.at - y) <= _NEAR] for y in self.ys]
        self.firsts: dict[Place, Place] = {}
        """Each cell -> the first of those that are merged with it."""
        for row in range(len(self.ys) - 1 if self.fits else 0):
            for column in range(len(self.xs) - 1):
                self.firsts[row, column] = self._first(row, column)

    def _first(self, row: int, column: int) -> Place:
        if column and not _is_drawn(self._sides[column], self.ys[row], self.ys[row + 1]):
            return self.firsts[row, column - 1]
        if row and not _is_drawn(self._tops[row], self.xs[column], self.xs[column + 1]):
            return self.firsts[row - 1, column]
        return row, column

    @property
    def fits(self) -> bool:
        """Whether it is a table that somebody could read."""
        return len(self.xs) > 2 and len(self.ys) > 1 and len(self.xs) * len(self.ys) <= _CELLS

    def cell(self, x: float, y: float) -> Place | None:
        """The cell of a point; None outside of the table."""
        return self.firsts.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    def rows(self, texts: dict[Place, str]) -> Iterator[str]:
        """Each row as `| a | b |`; what is merged with the cell above says what that one says."""
        for row in range(len(self.ys) - 1):
            firsts = [self.firsts[row, column] for column in range(len(self.xs) - 1)]
            if any(first[0] == row for first in firsts):
                cells = [texts.get(one, "") if one[1] == column else "" for column, one in enumerate(firsts)]
                yield f"| {' | '.join(cells)} |"


def _borders(places: Iterable[float]) -> list[float]:
    """Places in order, of those near one another the first."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _is_drawn(strokes: list[Stroke], start: float, end: float) -> bool:
    drawn = sum(max(0.0, min(one.end, end) - max(one.start, start)) for one in strokes)
    return drawn >= _SHARE * (end - start)


def text_with_tables(page: pypdfium2.PdfPage) -> str:
    """The text of a page, the rows of its tables as `| a | b |` where they stand."""
    textpage = page.get_textpage()
    found = grids(page) if textpage.count_chars() <= _LETTERS else []
    return _with_rows(textpage, found) if found else str(textpage.get_text_range())


def grids(page: pypdfium2.PdfPage) -> list[Grid]:
    """The tables of a page: each run of lines down it without a gap, with the lines across that meet them."""
    if pdfium.FPDFPage_CountObjects(page) > _OBJECTS:
        return []
    down, across = _strokes(page)
    if len(down) + len(across) > _STROKES:
        return []
    found = (Grid(run, [one for one in across if _meets(one, run)]) for run in _runs(down))
    return [grid for grid in found if grid.fits]


def _runs(down: list[Stroke]) -> list[list[Stroke]]:
    runs: list[list[Stroke]] = []
    end = 0.0
    for one in sorted(down, key=lambda stroke: stroke.start):
        if not runs or one.start > end + _NEAR:
            runs.append([])
            end = one.end
        runs[-1].append(one)
        end = max(end, one.end)
    return runs


def _meets(across: Stroke, run: list[Stroke]) -> bool:
    return any(
        one.start - _NEAR <= across.at <= one.end + _NEAR and across.start - _NEAR <= one.at <= across.end + _NEAR
        for one in run
    )


def _strokes(page: pypdfium2.PdfPage) -> tuple[list[Stroke], list[Stroke]]:
    """The lines that go down the page and those that go across it."""
    down: list[Stroke] = []
    across: list[Stroke] = []
    for drawing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        for points in _outlines(drawing):
            for line in [points] if _is_line(points) else pairwise(points) if _is_stroked(drawing) else ():
                xs, ys = zip(*line, strict=True)
                down += _stroke(xs, ys)
                across += _stroke(ys, xs)
        if len(down) + len(across) > _STROKES:
            break
    return down, across


def _stroke(across: tuple[float, ...], along: tuple[float, ...]) -> list[Stroke]:
    """The line of these points, where they go along one axis and hardly across it."""
    least, most = min(across), max(across)
    return (
        [Stroke((least + most) / 2, min(along), max(along))] if most - least <= _NEAR < max(along) - min(along) else []
    )


def _is_line(points: list[Point]) -> bool:
    return any(max(values) - min(values) <= _NEAR for values in zip(*points, strict=True))


def _is_stroked(drawing: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(drawing, fill, stroke)) and bool(stroke.value)


def _outlines(drawing: pypdfium2.PdfObject) -> Iterator[list[Point]]:
    """The outlines of a drawing as points on the page, each closed again where it is; none of one with curves."""
    matrix = drawing.get_matrix()
    points: list[Point] = []
    for number in range(min(pdfium.FPDFPath_CountSegments(drawing), _STROKES)):
        segment = pdfium.FPDFPath_GetPathSegment(drawing, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_point(segment, matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _point(segment: object, matrix: pypdfium2.PdfMatrix) -> Point:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    right, up = matrix.on_point(x.value, y.value)
    return right, -up


def _with_rows(textpage: pypdfium2.PdfTextPage, found: list[Grid]) -> str:
    """The letters of a page in their order: those in tables go to their cells, the rows stand where the first did."""
    running: list[str | Grid] = []
    texts: dict[Grid, dict[Place, list[str]]] = {grid: {} for grid in found}
    target: list[str | Grid] | list[str] = running
    for number in range(textpage.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(textpage, number))
        grid, cell = (None, None) if letter.isspace() else _cell_of(textpage, number, found)
        if grid and cell and not texts[grid]:
            running += ["\n", grid]
        new = texts[grid].setdefault(cell, []) if grid and cell else target if letter.isspace() else running
        new += [letter] if new is target else ["\n", letter]
        target = new
    whole = [_rows_of(one, texts[one]) if isinstance(one, Grid) else one for one in running]
    return "".join(whole)


def _cell_of(textpage: pypdfium2.PdfTextPage, number: int, found: list[Grid]) -> tuple[Grid, Place] | tuple[None, None]:
    left, bottom, right, top = textpage.get_charbox(number)
    places = ((grid, grid.cell((left + right) / 2, -(bottom + top) / 2)) for grid in found)
    return next(((grid, cell) for grid, cell in places if cell), (None, None))


def _rows_of(grid: Grid, texts: dict[Place, list[str]]) -> str:
    plain = {cell: " ".join("".join(letters).replace("|", "¦").split()) for cell, letters in texts.items()}
    return "".join(f"{row}\n" for row in grid.rows(plain))
