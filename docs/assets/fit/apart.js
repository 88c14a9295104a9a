// The facts of a site of many provinces: settings in one file, the models of each topic in a file of their own.

const COLUMNS = ["places", "topics", "owners", "traits", "costs", "sure", "said", "days", "copies"];

export class Apart {
  /** `facts`: as fetched; for topics in `apart` it gets columns for their models, empty at first. */
  constructor(facts, fetched) {
    this.facts = facts;
    this.fetched = fetched;
    this.missed = new Set(facts.apart);
    if (!facts.apart) return;
    for (const name of COLUMNS) facts[name] = [];
    facts.stopped = [];
  }

  /** Those of the topics whose file has not been fetched. */
  missing(topics) {
    return topics.filter((topic) => this.missed.has(topic));
  }

  /** Fetches the models of these topics into the columns. Throws when a file cannot be fetched. */
  async fetch(topics) {
    await Promise.all(
      topics.map(async (topic) => {
        this.add(await this.fetched(`assets/fit/topics/${topic}.json`));
        this.missed.delete(topic);
      }),
    );
  }

  // A model of two topics comes twice, with the same data. Cells of models not fetched stay empty.
  add(columns) {
    columns.models.forEach((model, at) => {
      for (const name of COLUMNS) this.facts[name][model] = columns[name][at];
    });
    this.facts.stopped.push(...columns.stopped);
  }
}
