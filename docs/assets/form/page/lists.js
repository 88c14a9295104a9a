// Lists of answers: items come and go, keep their numbers, and the focus goes where one would look next.

let serial = 100;

const itemsOf = (list) => [...list.querySelectorAll("[data-item]")];

/** Listens to the buttons of all lists; `changed(list, words)` is called after each change. */
export function listen(form, changed) {
  form.addEventListener("click", ({ target }) => {
    const list = target.closest("[data-list]");
    if (target.closest("[data-add]")) {
      firstControl(add(list)).focus();
      changed(list, "");
    }
    if (target.closest("[data-remove]")) changed(list, remove(target.closest("[data-item]")));
  });
  for (const list of form.querySelectorAll("[data-list]")) renumber(list);
}

/** A new, empty item at the end of a list. */
export function add(list) {
  const item = /** @type {HTMLElement} */ (
    /** @type {HTMLTemplateElement} */ (
      document.getElementById(list.dataset.template)
    ).content.firstElementChild.cloneNode(true)
  );
  const id = `${list.id}-${++serial}`;
  for (const one of item.querySelectorAll("*")) {
    for (const { name, value } of [...one.attributes]) {
      if (value.includes("__id__")) one.setAttribute(name, value.replaceAll("__id__", id));
    }
  }
  list.querySelector("[data-items]").append(item);
  renumber(list);
  return item;
}

/** Take an item away; gives the words for it. The focus goes to the next item, the one before, or the button. */
export function remove(item) {
  const list = item.closest("[data-list]");
  const items = itemsOf(list);
  const at = items.indexOf(item);
  const name = item.querySelector("[data-name]").textContent;
  item.remove();
  const next = items[at + 1] ?? items[at - 1];
  (next ? firstControl(next) : list.querySelector("[data-add]")).focus();
  renumber(list);
  return `Đã xóa ${name.toLowerCase()}.`;
}

/** As many items as are wanted; a list that begins with an item keeps one. */
export function resize(list, wanted) {
  const least = Math.max(wanted, isAsked(list) ? 1 : 0);
  while (itemsOf(list).length < least) add(list);
  for (const item of itemsOf(list).slice(least)) item.remove();
  renumber(list);
  return itemsOf(list).slice(0, wanted);
}

const isAsked = (list) => list.closest(".step") && !list.dataset.list.endsWith("figures");
const firstControl = (item) => item.querySelector("input, textarea, select");

function renumber(list) {
  const items = itemsOf(list);
  items.forEach((item, at) => {
    const name = `${list.dataset.one} ${at + 1}`;
    item.id ||= `${list.id}-muc-${++serial}`;
    item.querySelector("[data-name]").textContent = name;
    item.querySelector('[data-key=""]')?.setAttribute("aria-label", name);
    const button = item.querySelector("[data-remove]");
    button.setAttribute("aria-label", `Xóa ${name.toLowerCase()}`);
    button.hidden = items.length === 1 && isAsked(list);
  });
}
