// Finds published models that are like the draft, and asks: is it a copy of one, or the same model?

import { element } from "../../common/dom.js";

const MOST = 2;

const PLACES = ["ten", "dau"];

export class Likeness {
  /** `page`: the FormPage. A model under correction is not compared. */
  constructor(page) {
    this.page = page;
    this.dismissed = new Set([page.mode.slug]);
    this.asked = "";
  }

  /** Look for models like the draft, and ask about them near the question that has the focus. */
  async compare(values) {
    if (this.page.original) return;
    const { title = "", owner, places, replicates } = values;
    const asked = JSON.stringify([title, owner?.name, places?.[0], replicates?.model]);
    if (asked === this.asked) return;
    this.asked = asked;
    const found = replicates?.model || !title.trim().includes(" ") ? [] : await this.alike(values);
    if (asked === this.asked) this.show(found.slice(0, MOST));
  }

  // Offline the list of models is empty: nothing is asked.
  async alike(values) {
    const { alike, folderOf, rules } = await this.page.engine();
    const told = { title: values.title, owner: values.owner?.name ?? "", folder: folderOf(values, rules) };
    const models = await rules.models.near(told, MOST + this.dismissed.size).catch(() => []);
    return alike(told, models, rules).filter(({ slug }) => !this.dismissed.has(slug));
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
    this.page.loading.titles.set(model.slug, model.title);
    this.page.put({ path: "replicates.model" }, model.slug);
    this.settle(
      button,
      `Đã ghi: làm theo mô hình “${model.title}”. Đã sửa gì cho hợp nơi mình thì kể ở phần Để nơi khác làm theo.`,
    );
  }

  dismiss(model, button) {
    this.dismissed.add(model.slug);
    this.settle(button, "Đã ghi nhận: là một mô hình khác.");
  }

  // The answer replaces the question and takes the focus from its button.
  settle(button, text) {
    const said = element("p", { tabindex: "-1" }, text);
    const part = button.closest(".alike");
    for (const old of part.querySelectorAll(":scope > p")) old.remove();
    button.closest(".alike__one").replaceWith(said);
    said.focus();
    this.page.changed();
  }
}
