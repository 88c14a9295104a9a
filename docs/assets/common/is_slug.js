// Slugs of models in addresses, by the pattern `slug` of showcase/schema/grammar.yml and its limit; tests/twins/slugs.yml
// has the cases of both.

const LONGEST = 80;

/** Whether a text from an address may be the name of a model: `to-gop-von`. */
export const isSlug = (text) => text.length <= LONGEST && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
