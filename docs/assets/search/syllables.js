// Checks whether letters can be a Vietnamese syllable: if so, an unknown term is a word missing from the catalogue, not
// a typing error.

import { fold } from "../common/terms.js";

const ONSET = /^(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?/;
const RHYMES = new Set(
  (
    "a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet ieu im in " +
    "inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot u ua uan " +
    "uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uyn uynh uyt uyu " +
    "y yem yen yet yeu ynh"
  ).split(" "),
);
const FRONT = /^[eiy]/;
const STOPPED = /(c|ch|p|t)$/;
const SOFT_TONE = /[\u0300\u0303\u0309]/;

/** Whether a term, with or without marks, can be a Vietnamese syllable. */
export function possible(term) {
  const text = fold(term);
  const onset = ONSET.exec(text)[0];
  // `gi` can be a whole syllable, or `g` before `i`: gì, gin.
  return fits(onset, text.slice(onset.length), term) || (onset === "gi" && fits("g", text.slice(1), term));
}

function fits(onset, rhyme, term) {
  if (!RHYMES.has(rhyme)) return onset === "gi" && rhyme === "";
  if (FRONT.test(rhyme) ? onset === "c" || onset === "ng" : /^(k|gh|ngh)$/.test(onset)) return false;
  return !(STOPPED.test(rhyme) && SOFT_TONE.test(term));
}

const TWO_BEATS = /[aeiouy][^aeiouy]+[aeiouy]/;
const CLUSTER = /^(sh|sch|[bcfgkps]l|[bcdfgpw]r|s[ckmnptw]|tw|wh|[fjwz])/;

/** Whether a folded term looks like a foreign word (`visa`, `robot`, `shop`), so not a typing error. */
export const foreign = (key) => TWO_BEATS.test(key) || CLUSTER.test(key);
