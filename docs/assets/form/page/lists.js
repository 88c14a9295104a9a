// Lists of answers on the page: show the items of the draft, number them, and move the focus after adding or removing
// an item.

import { isOpen, itemsOf, templateOf } from "./controls.js";

/** Listen to the buttons of all lists; `changed(words)` is called after each change. */
export function listen(form, draft, changed) {
  form.addEventListener("click", ({ target }) => {
    const list = target.closest("[data-list]");
    if (target.closest("[data-add]")) changed(add(list, draft));
    if (target.closest("[data-remove]")) changed(remove(target.closest("[data-item]"), draft));
  });
}

function add(list, draft) {
  const name = draft.add(list.dataset.list);
  drawItems(list, draft.items(list.dataset.list));
  firstControl(list.querySelector(`[data-item="${name}"]`)).focus();
  return "";
}

// Focus moves to the next item, the previous item, or the button.
function remove(item, draft) {
  const list = item.closest("[data-list]");
  const at = itemsOf(list).indexOf(item);
  const name = item.querySelector("[data-name]").textContent;
  draft.remove(list.dataset.list, item.dataset.item);
  drawItems(list, draft.items(list.dataset.list));
  const next = itemsOf(list)[at] ?? itemsOf(list)[at - 1];
  (next ? firstControl(next) : list.querySelector("[data-add]")).focus();
  return `Đã xóa ${name.toLowerCase()}.`;
}

const firstControl = (item) => item.querySelector("input, textarea, select");

/** Show the items of the draft in a list: `names` in order. Items already in the HTML get a name. */
export function drawItems(list, names) {
  for (const item of itemsOf(list)) if (item.dataset.item && !names.includes(item.dataset.item)) item.remove();
  names.forEach((name, at) => {
    const item = itemsOf(list)[at] ?? added(list, name);
    item.dataset.item = name;
    item.id = `${list.id}-muc-${name}`;
  });
  itemsOf(list).forEach((item, at) => number(list, item, at + 1));
}

function added(list, name) {
  const item = /** @type {HTMLElement} */ (templateOf(list).content.firstElementChild.cloneNode(true));
  for (const inner of item.querySelectorAll("*")) {
    for (const attribute of inner.attributes)
      attribute.value = attribute.value.replaceAll("__id__", `${list.id}-${name}`);
  }
  list.querySelector("[data-items]").append(item);
  return item;
}

function number(list, item, place) {
  const name = `${list.dataset.one} ${place}`;
  item.querySelector("[data-name]").textContent = name;
  item.querySelector('[data-key=""]')?.setAttribute("aria-label", name);
  const button = item.querySelector("[data-remove]");
  button.setAttribute("aria-label", `Xóa ${name.toLowerCase()}`);
  button.hidden = itemsOf(list).length === 1 && isOpen(list);
}
