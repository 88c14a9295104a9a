// Rules of style, which advise and stop nothing; as in showcase/files/style.py. How an apology is written stands in
// grammar.yml.

/** The first words that tell what a source does not say: `Nguồn không nêu`; empty where there are none. */
export function apologyIn(given, rules) {
  const text = rules.apologyExceptions.reduce((rest, exception) => rest.replace(exception, " "), given);
  for (const pattern of rules.apologies) {
    const match = pattern.exec(text);
    if (match) return match[0].replace(/^[ ,.;:(“]+|[ ,.;:(“]+$/g, "");
  }
  return "";
}
