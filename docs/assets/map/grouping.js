// Groups points on the map that are too close to tap.

/** Points {x, y} in groups {x, y, points}; x and y: middle of the box around its points. Middles of two groups are at
 * least `reach(one) + reach(other)` apart; `most`: the largest reach. */
export function grouped(points, reach, most) {
  let groups = points.map((point) => ({ x: point.x, y: point.y, points: [point] }));
  for (let before = 0; before !== groups.length; ) {
    before = groups.length;
    groups = merged(groups, reach, most);
  }
  return groups;
}

// Merges each group with the first earlier group that is too close.
function merged(groups, reach, most) {
  const side = 2 * most;
  const cells = new Map();
  const kept = [];
  const at = (column, row) => cells.get(`${column} ${row}`) ?? [];
  for (const group of groups) {
    const [column, row] = [Math.floor(group.x / side), Math.floor(group.y / side)];
    const around = [-1, 0, 1].flatMap((right) => [-1, 0, 1].flatMap((down) => at(column + right, row + down)));
    const near = around.find((one) => Math.hypot(one.x - group.x, one.y - group.y) < reach(one) + reach(group));
    if (near) near.points.push(...group.points);
    else {
      kept.push(group);
      cells.set(`${column} ${row}`, [...at(column, row), group]);
    }
  }
  return kept.map(({ points }) => ({ ...middle(points), points }));
}

function middle(points) {
  const [across, down] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return {
    x: (Math.min(...across) + Math.max(...across)) / 2,
    y: (Math.min(...down) + Math.max(...down)) / 2,
  };
}
