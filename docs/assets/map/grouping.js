// Points on the map that lie too close for a finger.

/** Points {x, y} in groups: each point stands with the first group whose first point lies nearer than `within`. */
export function grouped(points, within) {
  const cells = new Map();
  const groups = [];
  const at = (column, row) => cells.get(`${column} ${row}`) ?? [];
  for (const point of points) {
    const [column, row] = [Math.floor(point.x / within), Math.floor(point.y / within)];
    const around = [-1, 0, 1].flatMap((right) => [-1, 0, 1].flatMap((down) => at(column + right, row + down)));
    const near = around.find(([first]) => Math.hypot(first.x - point.x, first.y - point.y) < within);
    if (near) near.push(point);
    else {
      groups.push([point]);
      cells.set(`${column} ${row}`, [...at(column, row), groups[groups.length - 1]]);
    }
  }
  return groups;
}
