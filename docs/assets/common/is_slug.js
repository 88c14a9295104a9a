// Checks slugs of models in addresses, by the pattern and limit of `slug` in showcase/schema/grammar.yml;
// tests/twins/slugs.yml tests both.

const LONGEST = 80;

/** Whether a text from an address can be the slug of a model, such as `to-gop-von`. */
export const isSlug = (text) => text.length <= LONGEST && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
