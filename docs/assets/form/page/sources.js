// The documents that a model is told from: those of the register need no description, and every part names one.

import { element } from "../../common/dom.js";

/** The items of the list of sources. */
export const sourceItems = (form) => [...form.querySelectorAll('[data-list="sources"] [data-item]')];

/** Bring everything that depends on the sources up to date: what a document is asked, and what parts can cite. */
export function refresh(form) {
  const items = sourceItems(form);
  for (const item of items) {
    const known = Boolean(item.querySelector('[data-key="id"]').value);
    const asks = [...item.querySelectorAll('[data-ask="title"], [data-ask="issuer"], details')];
    for (const ask of asks) {
      ask.hidden = known;
      ask.toggleAttribute("data-unasked", known);
    }
  }
  for (const select of form.querySelectorAll('[data-control="source"]')) offer(select, items);
}

// With one document there is nothing to choose.
function offer(select, items) {
  const chosen = select.value;
  const options = items.map((item, at) => element("option", { value: item.id }, `${at + 1}. ${nameOf(item)}`));
  select.replaceChildren(
    element("option", { value: "" }, select.dataset.key ? "Như cả phần" : "Văn bản đầu tiên"),
    ...options,
  );
  select.value = items.some(({ id }) => id === chosen) ? chosen : "";
  select.closest(".ask").hidden = items.length < 2;
}

function nameOf(item) {
  const register = item.querySelector('[data-key="id"]');
  return register.value
    ? register.selectedOptions[0].textContent
    : item.querySelector('[data-key="title"]').value || "chưa ghi tên";
}
