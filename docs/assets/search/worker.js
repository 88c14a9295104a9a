// Runs the search outside the page's thread. Gets {base} once, then {number, state}; answers {number, answer}.

import { open } from "./engine.js";
import { fetcher } from "./fetching.js";

let engine = null;
let base = "";

self.onmessage = async ({ data }) => {
  if (data.base) base = data.base;
  try {
    engine ??= open(fetcher(base));
    if (!("number" in data)) {
      await engine;
      self.postMessage({ ready: true });
      return;
    }
    self.postMessage({ number: data.number, answer: await answered(data.state) });
  } catch (problem) {
    engine = null;
    self.postMessage({ number: data.number, problem: String(problem) });
  }
};

// A new version of the site may have removed files of the open index: then the index is opened again, once.
async function answered(state) {
  try {
    return await (await engine)(state);
  } catch {
    engine = open(fetcher(base));
    return (await engine)(state);
  }
}
