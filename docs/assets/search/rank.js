// Ranks models for a plan. Score: weight of the terms found, rare terms more than common ones. Cover: the share of the
// query found in a model; it decides whether the model is in the answer, and whether there is an answer at all.

import { compatible } from "../common/terms.js";
import { binding, located } from "./binding.js";
import { keysOf, weightOf, wording } from "./plan.js";
import { possible } from "./syllables.js";

const LEVELS = 15;
const TOPIC = "chu-de";
const OWNER = "chu-the";

/** Cover of one syllable that has other marks than typed, or a neighbour in the query (it may match by chance). */
const ALONE = 0.3;
/** Cover of a pair that has other marks than typed. */
const OTHER_MARKS = 0.75;
/** Cover of a model with the topic of a particular thing, but not the thing itself. */
const NEAR = 0.5;
/** Cover of a model with the topic of an everyday word; the word itself covers more. */
const BY_TOPIC = 0.85;
/** Rarer words weigh no more than words in this share of the models: people add words of their own. */
const RAREST = 0.05;
/** A syllable in more than this share of the models is not looked up alone just to order an answer. */
const COMMON = 0.25;
/** If the best cover is below this, there is no answer; the nearest models are shown. */
const DOUBT = 0.55;
/** As DOUBT, if a topic or another wording was recognised. */
const DOUBT_RECOGNISED = 0.45;
/** Weight of a pair with a filler word. */
const BESIDE_FILLER = 0.3;
/** Factor for the first words: queries begin with the main thing, its purpose follows. */
const HEAD = 1.3;
/** A model needs this share of the best model's cover to be in the answer. */
const SHARE = 0.6;
/** The share needed instead if at least SHARP models cover the WHOLE query. */
const SHARP_SHARE = 0.9;
const SHARP = 3;
const WHOLE = 0.95;
/** If the best cover by pairs is below this, syllables are looked up alone. */
const ENOUGH = 0.75;
/** Tolerance: a cover is a sum of floats, so it can be slightly too low. */
const ROUNDING = 1e-9;
/** Weight of a facet value relative to the words themselves; of a kind of owner alone, BY_OWNER. */
const BY_FACET = 0.4;
const BY_OWNER = 0.6;
/** Factor for models of which only the name is known. */
const NAME_ONLY = 0.9;
/** Of equal models, better described ones come first: bonus of the best described over the last. */
const BETTER_TOLD = 0.02;
/** A particular thing with more than this share of the query's weight must be in the best model. */
const MATTERS = 0.3;
/** Words with a total weight below this ask for nothing besides an owner: `xã` in `UBND xã`. */
const LITTLE = 1.5;
/** Step of log(score): models in one step are equal, sorted by number, so neighbours share a file. */
const ALIKE = 0.05;
/** Number of nearest models shown when nothing fits. */
const NEAREST = 10;

/** {models, doubtful, loosened}: numbers of the models, best first; `loosened`: places dropped as conditions. */
export async function rank(index, made) {
  const ranking = new Ranking(index, made, await binding(index, made));
  await ranking.look(ranking.firstUnits());
  await ranking.look(ranking.laterUnits());
  return ranking.answer();
}

class Ranking {
  /** `binding`: the places that are a condition. */
  constructor(index, made, binding) {
    this.index = index;
    this.made = made;
    this.binding = binding;
    this.inPlace = new Set(this.binding.flatMap(positions));
    this.asked = made.terms.map((_, at) => at).filter((at) => !made.fillers.has(at) && !this.inPlace.has(at));
    this.recognised = made.spans.some(({ facets }) => facets.some(({ key, near }) => key === TOPIC && !near));
    const least = Math.max(1, RAREST * index.count);
    this.worth = new Map(
      this.asked.map((at) => [at, this.inverse(Math.max(least, this.holding(made.singles[at]), this.meaning(at)))]),
    );
    const head = this.spanAt(this.asked[0]) ?? { start: this.asked[0], end: this.asked[0] + 1 };
    for (const at of positions(head)) if (this.worth.has(at)) this.worth.set(at, this.worth.get(at) * HEAD);
    this.score = new Float64Array(index.count);
    this.covers = new Map(this.asked.map((at) => [at, new Float32Array(index.count)]));
    /** `seen`: positions looked up alone; `heard`: positions with a good match. */
    this.seen = new Set();
    this.heard = new Set();
  }

  // The number of models with the facet value that a term means: `HPN` counts as no rarer than the women's union.
  meaning(at) {
    const facets = (this.spanAt(at)?.facets ?? []).filter(({ near }) => !near);
    return Math.max(0, ...facets.map(({ key, code }) => this.index.modelsOf(key, code).length));
  }

  // An abbreviation weighs no more than its full form.
  weighAbbreviations(found) {
    for (const span of this.made.spans) {
      const held = Math.max(
        0,
        ...span.wordings.filter(({ weight }) => weight === 1).map(({ words }) => this.whole(found, words).length),
      );
      for (const at of positions(span))
        if (this.worth.has(at) && held) this.worth.set(at, Math.min(this.worth.get(at), HEAD * this.inverse(held)));
    }
  }

  // --- what to look up ---

  firstUnits() {
    const { pairs, singles, fillers } = this.made;
    const together = pairs.map((unit, at) => ({ unit, at, length: 2 }));
    const lonely = singles
      .map((unit, at) => ({ unit, at, length: 1 }))
      .filter(({ at }) => this.covers.has(at) && !this.beside(at));
    const idle = (at) => fillers.has(at);
    return [...together.filter(({ at }) => !(idle(at) && idle(at + 1))), ...lonely];
  }

  // Syllables whose pairs are in no model; all syllables if the pairs cover too little.
  laterUnits() {
    const lacking = this.best(null) < ENOUGH - ROUNDING;
    const common = (unit) => this.holding(unit) > COMMON * this.index.count;
    const all = this.asked
      .filter((at) => !this.seen.has(at))
      .map((at) => ({ unit: this.made.singles[at], at, length: 1 }));
    return all.filter(({ at, unit }) => lacking || (!this.heard.has(at) && !common(unit)));
  }

  // Whether a term can form a word with a neighbour; false for a term that is not a Vietnamese syllable.
  beside(at) {
    if (!possible(this.made.terms[at])) return false;
    const span = this.spanAt(at);
    if (span && span.end - span.start > 1) return true;
    return [at - 1, at + 1].some((other) => {
      const next = this.spanAt(other);
      return this.covers.has(other) && !(next && next.end - next.start > 1);
    });
  }

  spanAt(at) {
    return this.made.spans.find(({ start, end }) => start <= at && at < end);
  }

  // --- weights and cover ---

  async look(places) {
    const { index, made } = this;
    const first = !this.looked;
    this.looked = true;
    if (!first && !places.length) return;
    for (const { at, length } of places) if (length === 1) this.seen.add(at);
    const spoken = first
      ? made.spans.flatMap((span) => [...span.wordings.map(({ words }) => words), ...span.people])
      : [];
    const found = await index.terms([
      ...keysOf(
        index,
        places.map(({ unit }) => unit),
      ),
      ...keysOf(index, spoken.flatMap(wording)),
    ]);
    if (first) this.weighAbbreviations(found);
    const inside = new Map(made.spans.map((span) => [span, new Float64Array(index.count)]));
    const scales = new Map(made.spans.map((span) => [span, 0]));
    for (const place of places) {
      const span = made.spans.find(({ start, end }) => start <= place.at && place.at + place.length <= end);
      const worth = this.addUnit(found, place, span ? inside.get(span) : this.score);
      if (span) scales.set(span, scales.get(span) + worth);
    }
    for (const span of made.spans) this.addSpan(found, span, inside.get(span), scales.get(span), first);
  }

  addUnit(found, { unit, at, length }, score) {
    const { index } = this;
    const variants = unit.keys.flatMap((key) => found.get(key) ?? []);
    const weighed = variants
      .map((variant) => ({ ...variant, weight: weightOf(index, unit, variant.term) }))
      .filter(({ weight }) => weight > 0);
    const good = weighed.filter(({ weight }) => weight > 0.5);
    const counted = (good.length ? good : weighed).reduce((sum, { models }) => sum + models.length, 0);
    const asks = length === 2 && (this.made.fillers.has(at) || this.made.fillers.has(at + 1));
    const worth = this.inverse(length === 1 ? this.holding(unit) : counted) * (asks ? BESIDE_FILLER : 1);
    // Names of peoples match exactly: `người Hoa` is not `người hòa`.
    const steps = Array.from({ length }, (_, step) => at + step).filter((one) => !this.spanAt(one)?.people.length);
    const touched = steps.map((one) => this.covers.get(one)).filter(Boolean);
    const alone = length === 1 && this.beside(at) ? ALONE : 1;
    const given = weighed.length > 1 ? new Float64Array(index.count) : null;
    if (good.length) for (let step = 0; step < length; step++) this.heard.add(at + step);
    for (const { term, models, levels, weight } of weighed) {
      const share = Math.min(this.share(unit, term, weight, length) * alone, this.meant(at, length, term) ? 1 : NEAR);
      for (let place = 0; place < models.length; place++) {
        const model = models[place];
        const value = (worth * weight * levels[place]) / LEVELS;
        const before = given ? given[model] : 0;
        if (value > before) {
          score[model] += value - before;
          if (given) given[model] = value;
        }
        for (const cover of touched) if (share > cover[model]) cover[model] = share;
      }
    }
    return worth;
  }

  // Cover of the typed words by a variant, 0 to 1.
  share({ typed, open }, term, weight, length) {
    if (open || weight >= 0.9) return 1;
    const parts = term.split(" ");
    if (typed.every((one, at) => compatible(one, parts[at]))) return 1;
    return length === 1 ? ALONE : OTHER_MARKS;
  }

  // Whether a variant is the recognised particular thing: `thanh long` is not `Thạnh Lộng`.
  meant(at, length, term) {
    const span = this.spanAt(at);
    if (!span || !particular(span) || at + length > span.end) return true;
    const parts = term.split(" ");
    return span.phrases.some((phrase) => parts.every((part, step) => phrase[at - span.start + step] === part));
  }

  // Adds to each model's score the best of typed words, other wordings and peoples; a facet adds a bonus.
  addSpan(found, span, own, scale, first) {
    const { index } = this;
    const covers = positions(span)
      .map((at) => this.covers.get(at))
      .filter(Boolean);
    const cover = (model, share) => {
      for (const one of covers) if (share > one[model]) one[model] = share;
    };
    if (first) {
      if (particular(span)) this.onlyWhole(found, span, covers);
      const worth = scale || this.inverse(0);
      for (const { weight, words } of span.wordings)
        for (const [model, level] of this.whole(found, words)) {
          this.recognised = true;
          own[model] = Math.max(own[model], weight * worth * level);
          cover(model, 1);
        }
      for (const words of span.people)
        for (const [model, level] of this.whole(found, words)) {
          own[model] = Math.max(own[model], worth * level);
          cover(model, 1);
        }
      const bonus = new Map();
      const owner = ownerAlone(span);
      for (const { key, code, near } of span.facets)
        for (const model of index.modelsOf(key, code)) {
          bonus.set(model, Math.max(bonus.get(model) ?? 0, near ? NEAR * BY_FACET : owner ? BY_OWNER : BY_FACET));
          cover(model, near ? NEAR : owner ? 1 : BY_TOPIC);
        }
      for (const [model, share] of bonus) own[model] += worth * share;
    }
    for (let model = 0; model < index.count; model++) this.score[model] += own[model];
  }

  // A particular thing of three or more words needs all of them in sequence; otherwise its cover is at most NEAR.
  onlyWhole(found, span, covers) {
    if (span.end - span.start < 3) return;
    const held = new Set(span.phrases.flatMap((words) => this.whole(found, words).map(([model]) => model)));
    for (const cover of covers)
      for (let model = 0; model < cover.length; model++)
        if (cover[model] > NEAR && !held.has(model)) cover[model] = NEAR;
  }

  // [[model, weight 0 to 1]] of the models that have all pairs of these words with exact marks.
  whole(found, words) {
    const units = wording(words);
    const sums = new Map();
    for (const unit of units)
      for (const { term, models, levels } of found.get(unit.keys[0]) ?? []) {
        if (!weightOf(this.index, unit, term)) continue;
        models.forEach((model, at) => {
          const [count, sum] = sums.get(model) ?? [0, 0];
          sums.set(model, [count + 1, sum + levels[at] / LEVELS]);
        });
      }
    return [...sums]
      .filter(([, [count]]) => count === units.length)
      .map(([model, [count, sum]]) => [model, sum / count]);
  }

  // The number of models with a variant of a syllable that agrees with the typed form.
  holding({ typed, keys, open }) {
    const all = keys.flatMap((key) => this.index.syllables.get(key) ?? []);
    const good = all.filter(({ term }) => open || compatible(typed[0], term));
    return Math.min(
      (good.length ? good : all).reduce((sum, { count }) => sum + count, 0),
      this.index.count,
    );
  }

  // Inverse document frequency; a term in no model is the rarest.
  inverse(holding) {
    const { count } = this.index;
    const most = Math.min(holding, count);
    return Math.log(1 + (count - most + 0.5) / (most + 0.5));
  }

  // --- the answer ---

  covered() {
    const { count } = this.index;
    const sum = new Float64Array(count);
    if (!this.asked.length) return sum.fill(1);
    const whole = [...this.worth.values()].reduce((total, one) => total + one, 0) || 1;
    for (const [at, cover] of this.covers) {
      const worth = this.worth.get(at) / whole;
      for (let model = 0; model < count; model++) sum[model] += worth * cover[model];
    }
    return sum;
  }

  best(within, covered = this.covered()) {
    let best = 0;
    for (let model = 0; model < covered.length; model++)
      if (covered[model] > best && (!within || within[model])) best = covered[model];
    return best;
  }

  answer() {
    const covered = this.covered();
    const everywhere = this.best(null, covered);
    const here = this.binding.length ? located(this.index, this.binding) : null;
    const inside = here ? this.best(here, covered) : 0;
    // A place is a condition; it is dropped only if no model in it answers the rest of the query.
    const bound =
      here && inside > 0 && (!this.asked.length || inside >= Math.max(DOUBT, SHARE * everywhere)) ? here : null;
    const best = bound ? inside : !this.asked.length ? 0 : everywhere;
    const models = this.fitting(covered, bound, best);
    const least = this.recognised ? DOUBT_RECOGNISED : DOUBT;
    const first = models[0];
    const doubtful =
      first === undefined || covered[first] < least || this.onlyNear(first) || this.besidesOwner(first) < least;
    return {
      models: doubtful ? models.slice(0, NEAREST) : models,
      doubtful,
      loosened: here && !bound ? [...new Set(this.binding.map(({ places }) => places[0].name))] : [],
    };
  }

  // Whether an important particular thing was asked for, and this model has only its topic. Of consecutive things of
  // one topic (`sư sãi chùa Khmer`) one is enough.
  onlyNear(model) {
    const whole = [...this.worth.values()].reduce((total, one) => total + one, 0);
    const held = (span) => positions(span).every((at) => (this.covers.get(at)?.[model] ?? 1) > NEAR);
    return chains(this.made.spans).some((chain) => {
      if (!chain.some(particular) || chain.some(held)) return false;
      const first = chain[0].start <= this.asked[0] && particular(chain[0]);
      const particulars = chain.filter(particular).flatMap(positions);
      return first || particulars.reduce((sum, at) => sum + (this.worth.get(at) ?? 0), 0) > MATTERS * whole;
    });
  }

  // Cover of the query without the owner; 1 if the query has nothing else.
  besidesOwner(model) {
    const rest = [...this.worth].filter(([at]) => !ownerAlone(this.spanAt(at)));
    const whole = rest.reduce((sum, [, worth]) => sum + worth, 0);
    if (rest.length === this.worth.size || whole < LITTLE) return 1;
    return rest.reduce((sum, [at, worth]) => sum + worth * this.covers.get(at)[model], 0) / whole;
  }

  fitting(covered, bound, best) {
    const { score, index } = this;
    const models = [];
    if (!best) return models;
    const inside = (model) => !bound || bound[model];
    let whole = 0;
    for (let model = 0; model < index.count; model++) if (covered[model] >= WHOLE && inside(model)) whole++;
    const least = (whole >= SHARP ? SHARP_SHARE : SHARE) * best;
    for (let model = 0; model < index.count; model++) {
      if (!(covered[model] >= least && covered[model] > 0 && inside(model))) continue;
      models.push(model);
      score[model] =
        (score[model] + 0.01) * (0.5 + (0.5 * covered[model]) / best) * (index.nameOnly(model) ? NAME_ONLY : 1);
      score[model] *= 1 + BETTER_TOLD * (1 - index.order(model));
    }
    const steps = new Map(models.map((model) => [model, Math.round(Math.log(score[model]) / ALIKE)]));
    return models.sort((one, other) => steps.get(other) - steps.get(one) || one - other);
  }
}

// Whether a span means only a kind of owner; `HTX` is not, because it is also a topic.
const ownerAlone = (span) => Boolean(span?.facets.length) && span.facets.every(({ key }) => key === OWNER);
const particular = ({ facets }) => facets.length > 0 && facets.every(({ near }) => near);
// Groups consecutive spans of one topic.
function chains(spans) {
  const found = [];
  for (const span of spans) {
    const before = found[found.length - 1]?.slice(-1)[0];
    if (before && before.end === span.start && sameTopic(before, span)) found[found.length - 1].push(span);
    else found.push([span]);
  }
  return found;
}

const sameTopic = (one, other) => one.facets.some(({ code }) => other.facets.some((facet) => facet.code === code));

const positions = ({ start, end }) => Array.from({ length: end - start }, (_, step) => start + step);
