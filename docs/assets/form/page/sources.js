// The source documents of a model: a registered document needs no description, and each part cites a document.

import { element } from "../../common/dom.js";
import { itemsOf, placeOf } from "./controls.js";

/** Update what depends on the sources: the questions of each document, and the choices of what parts cite. */
export function drawSources(form, draft) {
  const items = itemsOf(form.querySelector('[data-list="sources"]'));
  for (const item of items) hideAnswered(item, draft);
  const documents = items.map((item) => [item.dataset.item, nameOf(item, draft)]);
  for (const select of form.querySelectorAll('[data-control="source"]')) offer(select, documents, draft);
}

function hideAnswered(item, draft) {
  for (const control of item.querySelectorAll("[data-key]"))
    control.closest(".ask").hidden = !draft.isAsked(placeOf(control));
  for (const folded of item.querySelectorAll("details"))
    folded.hidden = [...folded.querySelectorAll(".ask")].every((ask) => ask.hidden);
}

// Hidden if there is only one document: nothing to choose.
function offer(select, documents, draft) {
  const first = select.dataset.key ? "Như cả phần" : "Văn bản đầu tiên";
  select.replaceChildren(
    element("option", { value: "" }, first),
    ...documents.map(([item, name], at) => element("option", { value: item }, `${at + 1}. ${name}`)),
  );
  const cited = draft.answer(placeOf(select))?.item;
  select.value = documents.some(([item]) => item === cited) ? cited : "";
  select.closest(".ask").hidden = documents.length < 2;
}

function nameOf(item, draft) {
  const answer = (key) => draft.answer({ path: "sources", item: item.dataset.item, key });
  const registered = item.querySelector(`[data-key="id"] option[value="${answer("id")}"]`);
  return registered?.textContent ?? answer("title") ?? "chưa ghi tên";
}
