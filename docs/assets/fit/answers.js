// The texts around the fitting models: their number, the question, whom to ask, lessons. `part` finds a part of the
// page.

import { element, number } from "../common/dom.js";

export function showCount(part, count, asked) {
  part("hint").hidden = asked;
  part("empty").hidden = !asked || count > 0;
  part("count").hidden = !count;
  part("count").textContent = `${number(count)} mô hình hợp với việc đang cần`;
  part("count").dataset.resultCount = String(count);
  part("see").hidden = !asked;
  part("see").textContent = count ? `Xem ${Math.min(count, 3)} mô hình hợp nhất` : "Xem trả lời";
}

/** Show the line with the place and the needs; `place` may be missing. */
export function showAsked(part, { names }, topics, place) {
  const needs = topics.map((code) => lowered(names.topics[code]));
  part("asked-line").hidden = !needs.length;
  part("asked").textContent = [place, needs.join("; ")].filter(Boolean).join(" · ");
}

export function showWhomToAsk(part, { ask, homes }, topics, root) {
  const rows = topics.flatMap((code) => ask[code] ?? []);
  part("ask-first").textContent = rows.length
    ? "Những nơi sau đã ghi tên một mô hình về việc này, có thể hỏi:"
    : "Có thể hỏi Ủy ban Mặt trận Tổ quốc xã mình xem xã nào trong tỉnh đã làm.";
  part("ask").replaceChildren(
    ...rows.map(([slug, title, owner, place, at]) => {
      const [province, home] = homes?.[at] ?? ["", root];
      const link = element("a", { href: new URL(`mo-hinh/${slug}/#hoi-noi-da-lam`, home).href }, title);
      return element("li", {}, link, ` (${[owner, place, province].filter(Boolean).join(" · ")})`);
    }),
  );
}

/** Show links to pages that compare the models of each kind of deed of a need. */
export function showLessons(part, { lessons }, topics, root) {
  const kinds = topics.flatMap((code) => lessons[code] ?? []);
  const links = kinds.map(([code, name]) => {
    const words = `Các nơi làm thế nào: ${lowered(name)}`;
    return element("li", {}, element("a", { href: new URL(`cach-lam/${code}/`, root).href }, words));
  });
  part("lessons").replaceChildren(...links);
}

export function showOwn(part, count) {
  part("own").textContent = count
    ? `Không kể ${number(count)} mô hình của chính nơi mình: kho gợi ý cách làm của nơi khác.`
    : "";
}

const lowered = (text) => text[0].toLowerCase() + text.slice(1);
