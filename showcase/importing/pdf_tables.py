"""Tables on the pages of a PDF: drawn lines give the cells, and the position of each letter gives its cell.

Lengths are in points; y grows downwards from the top (it is the negative height in the PDF). Tables without drawn
lines are not recognised.
"""

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

_NEAR = 3.0
"""Lines closer than this are one border; a rectangle narrower than this is a line."""
_SHARE = 0.8
"""Least share of a cell's side that must be drawn to be a border; an underlined word is shorter."""
_OBJECTS, _LETTERS, _STROKES, _CELLS = 20_000, 50_000, 4_000, 5_000
"""Most drawings, letters, lines and cells of a page with tables; a page with more is a map or a picture."""

Point = tuple[float, float]
"""x from the left and y downwards, in points."""
Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True)
class Stroke:
    """A drawn line parallel to an axis, from `start` to `end`; `at`: its position on the other axis."""

    at: float
    start: float
    end: float


class Grid:
    """One table: the borders of its columns and rows, and its merged cells."""

    def __init__(self, down: list[Stroke], across: list[Stroke]) -> None:
        ends = [end for stroke in down for end in (stroke.start, stroke.end)]
        self.xs = _borders(stroke.at for stroke in down)
        self.ys = _borders([*(stroke.at for stroke in across), min(ends), max(ends)])
        self._sides = [[stroke for stroke in down if abs(stroke.at - x) <= _NEAR] for x in self.xs]
        self._tops = [[stroke for stroke in across if abs(stroke.at - y) <= _NEAR] for y in self.ys]
        self.firsts: dict[Place, Place] = {}
        """Each cell -> the first cell of the merged area that it belongs to."""
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
        """Whether the grid is a table: at least two columns and one row, at most `_CELLS` cells."""
        return len(self.xs) > 2 and len(self.ys) > 1 and len(self.xs) * len(self.ys) <= _CELLS

    def cell(self, x: float, y: float) -> Place | None:
        """The cell of a point; None outside of the table."""
        return self.firsts.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    def rows(self, texts: dict[Place, str]) -> Iterator[str]:
        """Each row as `| a | b |`; a cell merged with the cell above has that cell's text."""
        for row in range(len(self.ys) - 1):
            firsts = [self.firsts[row, column] for column in range(len(self.xs) - 1)]
            if any(first[0] == row for first in firsts):
                cells = [texts.get(place, "") if place[1] == column else "" for column, place in enumerate(firsts)]
                yield f"| {' | '.join(cells)} |"


def _borders(places: Iterable[float]) -> list[float]:
    """Positions in order; of several within `_NEAR`, the first."""
    borders: list[float] = []
    for place in sorted(places):
        if not borders or place - borders[-1] > _NEAR:
            borders.append(place)
    return borders


def _is_drawn(strokes: list[Stroke], start: float, end: float) -> bool:
    drawn = sum(max(0.0, min(stroke.end, end) - max(stroke.start, start)) for stroke in strokes)
    return drawn >= _SHARE * (end - start)


def text_with_tables(page: pypdfium2.PdfPage) -> str:
    """The text of a page in order, rows of its tables as `| a | b |`."""
    textpage = page.get_textpage()
    tables = grids(page) if textpage.count_chars() <= _LETTERS else []
    return _with_rows(textpage, tables) if tables else str(textpage.get_text_range())


def grids(page: pypdfium2.PdfPage) -> list[Grid]:
    """The tables of a page: vertical lines without a gap between them, and the horizontal lines that meet them."""
    if pdfium.FPDFPage_CountObjects(page) > _OBJECTS:
        return []
    down, across = _strokes(page)
    if len(down) + len(across) > _STROKES:
        return []
    tables = (Grid(run, [stroke for stroke in across if _meets(stroke, run)]) for run in _runs(down))
    return [grid for grid in tables if grid.fits]


def _runs(down: list[Stroke]) -> list[list[Stroke]]:
    runs: list[list[Stroke]] = []
    end = 0.0
    for line in sorted(down, key=lambda stroke: stroke.start):
        if not runs or line.start > end + _NEAR:
            runs.append([])
            end = line.end
        runs[-1].append(line)
        end = max(end, line.end)
    return runs


def _meets(across: Stroke, run: list[Stroke]) -> bool:
    return any(
        side.start - _NEAR <= across.at <= side.end + _NEAR and across.start - _NEAR <= side.at <= across.end + _NEAR
        for side in run
    )


def _strokes(page: pypdfium2.PdfPage) -> tuple[list[Stroke], list[Stroke]]:
    """The vertical and the horizontal lines of a page."""
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
    """The line of these points if it is parallel to an axis; else an empty list."""
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
    """The outlines of a drawing as points on the page; a closed outline ends at its first point. Curves are skipped."""
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


def _with_rows(textpage: pypdfium2.PdfTextPage, grids: list[Grid]) -> str:
    """The text of a page: letters in tables go to their cells, and a table stands where its first letter stood."""
    running: list[str | Grid] = []
    texts: dict[Grid, dict[Place, list[str]]] = {grid: {} for grid in grids}
    target: list[str | Grid] | list[str] = running
    for number in range(textpage.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(textpage, number))
        grid, cell = (None, None) if letter.isspace() else _cell_of(textpage, number, grids)
        if grid and cell and not texts[grid]:
            running += ["\n", grid]
        new = texts[grid].setdefault(cell, []) if grid and cell else target if letter.isspace() else running
        new += [letter] if new is target else ["\n", letter]
        target = new
    whole = [_rows_of(item, texts[item]) if isinstance(item, Grid) else item for item in running]
    return "".join(whole)


def _cell_of(textpage: pypdfium2.PdfTextPage, number: int, grids: list[Grid]) -> tuple[Grid, Place] | tuple[None, None]:
    left, bottom, right, top = textpage.get_charbox(number)
    places = ((grid, grid.cell((left + right) / 2, -(bottom + top) / 2)) for grid in grids)
    return next(((grid, cell) for grid, cell in places if cell), (None, None))


def _rows_of(grid: Grid, texts: dict[Place, list[str]]) -> str:
    plain = {cell: " ".join("".join(letters).replace("|", "¦").split()) for cell, letters in texts.items()}
    return "".join(f"{row}\n" for row in grid.rows(plain))
