// The difference of two texts by lines: [{sign, text}]. Signs: "-" removed, "+" added, " " unchanged lines near a
// change, "…" for unchanged lines that are not shown.

const AROUND = 2;

/** The changed lines, each with AROUND lines before and after. */
export function difference(before, after) {
  const lines = compared(before.split("\n"), after.split("\n"));
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ sign }) => sign !== " "),
  );
  return lines.flatMap((line, at) => (near[at] ? [line] : near[at - 1] ? [{ sign: "…", text: "" }] : []));
}

function compared(one, other) {
  let start = 0;
  while (start < Math.min(one.length, other.length) && one[start] === other[start]) start++;
  let end = 0;
  while (
    end < Math.min(one.length, other.length) - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  )
    end++;
  const kept = (lines) => lines.map((text) => ({ sign: " ", text }));
  const middle = longest(one.slice(start, one.length - end), other.slice(start, other.length - end));
  return [...kept(one.slice(0, start)), ...middle, ...kept(end ? one.slice(-end) : [])];
}

// Longest common subsequence; the table fits: a model file has a few hundred lines.
function longest(one, other) {
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      lengths[i][j] = one[i] === other[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  const lines = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      lines.push({ sign: " ", text: one[i++] });
      j++;
    } else if (i < one.length && (j === other.length || lengths[i + 1][j] >= lengths[i][j + 1]))
      lines.push({ sign: "-", text: one[i++] });
    else lines.push({ sign: "+", text: other[j++] });
  }
  return lines;
}
