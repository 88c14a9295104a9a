// Whether a model much like the one being told is there already: copied from it, or the very same?

import { element } from "../../common/dom.js";
import { choose } from "./filling.js";
import { likeness, search } from "./search.js";

const ALIKE = 0.45; // Titles that share so much are worth a question.
const ALIKE_HERE = 0.25; // So much is enough for a model of the same place or the same owner.
const SAME_OWNER = 0.8;
const MOST = 2;

const PLACES = ["ten", "dau"];

export class Likeness {
  /** `page` has the form, the communes and the titles of models; a model under correction is compared with none. */
  constructor(page) {
    this.page = page;
    this.dismissed = new Set([page.mode.slug]);
    this.asked = "";
  }

  /** Look for models like the one being told, and ask about them beside the question that is being answered. */
  async compare({ title = "", owner, places = [], replicates }) {
    if (this.page.original) return;
    const place = this.page.gazetteer?.nameOf(places[0]?.commune)?.split(",")[0] ?? "";
    const asked = JSON.stringify([title, owner?.name, place, replicates?.model]);
    if (asked === this.asked) return;
    this.asked = asked;
    const found = replicates?.model ? [] : await alike({ title, owner: owner?.name ?? "", place });
    if (asked === this.asked) this.show(found.filter(({ slug }) => !this.dismissed.has(slug)));
  }

  show(models) {
    const near = document.activeElement?.closest('[data-section="dau"], [data-section="ai"]') ? "dau" : "ten";
    for (const name of PLACES) {
      const part = this.page.part(`alike-${name}`);
      for (const one of part.querySelectorAll(".alike__one")) one.remove();
      if (name === near) part.prepend(...models.map((model) => this.question(model)));
    }
  }

  question(model) {
    const { root } = this.page;
    const page = element(
      "a",
      { href: `${root}mo-hinh/${model.slug}/`, target: "_blank", rel: "noopener" },
      `“${model.title}”`,
    );
    const about = [model.owner, model.place].filter(Boolean).join(", ");
    return element(
      "div",
      { class: "alike__one", "data-slug": model.slug },
      element("p", {}, "Giống mô hình ", page, ` (${about}): có phải nhân rộng từ đó không?`),
      element(
        "p",
        { class: "alike__ways" },
        element(
          "button",
          { type: "button", click: (event) => this.copied(model, event.target) },
          "Phải, làm theo mô hình ấy",
        ),
        element("a", { href: `?sua=${model.slug}` }, "Chính là mô hình ấy: mở để sửa"),
        element("button", { type: "button", click: (event) => this.dismiss(model, event.target) }, "Không phải"),
      ),
    );
  }

  copied(model, button) {
    this.page.titles.set(model.slug, model.title);
    choose(this.page.form.querySelector('[data-path="replicates.model"]'), model.slug, model.title);
    this.settle(
      button,
      `Đã ghi: làm theo mô hình “${model.title}”. Đã sửa gì cho hợp nơi mình thì kể ở phần Để nơi khác làm theo.`,
    );
  }

  dismiss(model, button) {
    this.dismissed.add(model.slug);
    this.settle(button, "Đã ghi nhận: là một mô hình khác.");
  }

  // What was answered stands where the question stood, and has the focus that the button had.
  settle(button, text) {
    const said = element("p", { tabindex: "-1" }, text);
    const part = button.closest(".alike");
    for (const old of part.querySelectorAll(":scope > p")) old.remove();
    button.closest(".alike__one").replaceWith(said);
    said.focus();
    this.page.changed();
  }
}

async function alike({ title, owner, place }) {
  const queries = [title, owner && place ? `${owner} ${place}` : ""].filter(
    (words) => words.trim().split(/\s+/).length > 1,
  );
  const found = (await Promise.all(queries.map(search))).flat();
  const models = new Map(found.map((model) => [model.slug, model]));
  return [...models.values()]
    .map((model) => ({ ...model, ...judged(model, { title, owner, place }) }))
    .filter(({ like, here }) => like >= (here ? ALIKE_HERE : ALIKE))
    .sort((one, other) => other.like - one.like)
    .slice(0, MOST);
}

function judged(model, { title, owner, place }) {
  const like = Math.max(likeness(title, model.title), likeness(title, model.alias));
  const sameOwner = Boolean(owner) && likeness(owner, model.owner) >= SAME_OWNER;
  return { like, here: sameOwner || (Boolean(place) && model.place.includes(place)) };
}
