// Filters by facets: values of one facet are joined by OR, facets by AND.

/**
 * {models, facets, without}: the models that pass; each facet's values with counts under the other facets' choices;
 * for each chosen facet, the number of models without that choice.
 */
export function narrow(index, models, chosen) {
  const tests = index.facets.map((facet) => test(facet, chosen[facet.key] ?? []));
  const counts = index.facets.map(({ lists }) => new Uint32Array(lists.length));
  const without = new Uint32Array(tests.length);
  const passing = [];
  for (const model of models) {
    let failed = -1;
    let failures = 0;
    for (let at = 0; at < tests.length && failures < 2; at++) {
      if (tests[at] && !tests[at][index.facets[at].rows[model]]) {
        failed = at;
        failures++;
      }
    }
    if (failures === 0) {
      passing.push(model);
      index.facets.forEach(({ rows }, at) => counts[at][rows[model]]++);
    } else if (failures === 1) {
      without[failed]++;
      counts[failed][index.facets[failed].rows[model]]++;
    }
  }
  const facets = index.facets.map((facet, at) => described(facet, counts[at], chosen[facet.key] ?? []));
  const told = index.facets
    .map(({ key, label }, at) => ({ key, label, count: passing.length + without[at] }))
    .filter(({ key }) => chosen[key]?.length);
  return { models: passing, facets, without: told };
}

/** The shown models in this order; they are given best first. */
export function sorted(index, models, order) {
  if (order === "day-du") return [...models].sort((one, other) => index.order(one) - index.order(other) || one - other);
  if (order === "dia-ban") return byPlace(index, models);
  if (order !== "moi-nhat") return models;
  const date = (model) => index.dates[index.dateRows[model]];
  // A model without a date has "", so it comes last.
  return [...models].sort((one, other) => (date(one) < date(other) ? 1 : date(one) > date(other) ? -1 : one - other));
}

// By each model's first commune; models without a known commune come last.
function byPlace(index, models) {
  const { lists, rows } = index.facets.find(({ key }) => key === "dia-ban");
  const place = (model) => lists[rows[model]][0] ?? Infinity;
  return [...models].sort((one, other) => place(one) - place(other) || one - other);
}

function test({ values, lists }, codes) {
  if (!codes.length) return null;
  const wanted = new Set(values.flatMap(([code], at) => (codes.includes(code) ? [at] : [])));
  return lists.map((list) => list.some((value) => wanted.has(value)));
}

function described({ key, label, values, lists, opened, by_count, hidden }, counts, codes) {
  const totals = new Uint32Array(values.length);
  lists.forEach((list, row) => list.forEach((value) => (totals[value] += counts[row])));
  const all = values.map(([code, name], at) => ({ code, name, count: totals[at], chosen: codes.includes(code) }));
  return { key, label, opened, by_count, hidden, values: all.filter(({ count, chosen }) => count || chosen) };
}
