// Rules of style, which only advise; as in showcase/files/style.py. The patterns of apologies are in
// grammar.yml.

/** The first words about what a source does not say: `Nguồn không nêu`; "" for none. */
export function apologyIn(given, rules) {
  const text = rules.apologyExceptions.reduce((rest, exception) => rest.replace(exception, " "), given);
  for (const pattern of rules.apologies) {
    const match = pattern.exec(text);
    if (match) return match[0].replace(/^[ ,.;:(“]+|[ ,.;:(“]+$/g, "");
  }
  return "";
}
