// The worker of the national search page. Gets {sources} once, then {number, state}; answers {number, answer}.

import { fetcher } from "./fetching.js";
import { open } from "./national.js";

let engine = null;

self.onmessage = async ({ data }) => {
  try {
    if (data.sources) {
      engine = open(data.sources, fetcher);
      self.postMessage({ ready: true });
      return;
    }
    self.postMessage({ number: data.number, answer: await engine(data.state) });
  } catch (problem) {
    self.postMessage({ number: data.number, problem: String(problem) });
  }
};
