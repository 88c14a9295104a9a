// The page of plans: one plan from the models in the address, or the list of plans on this device.

import { takeUpPosition, watchPosition } from "../common/position.js";
import { save } from "../common/saving.js";
import { element, field, planForm } from "./form.js";
import { all, canKeep, forget, keep, kept, watch } from "./keeping.js";
import { begin, fitted, readModel, slugsOf } from "./reading.js";

const root = new URL("../../", import.meta.url);
const section = document.querySelector("[data-plan]");
const form = JSON.parse(section.dataset.plan);
const part = (name) => section.querySelector(`[data-part="${name}"]`);
const PAUSE = 300; // Milliseconds after the last key before the plan is saved.
const PLACE = 200; // Most characters of a place in the address.
const CLOSED = "Máy này không cho giữ lại. Hãy in hoặc tải tệp Word trước khi đóng trang.";

/** Show a message, with a button if there is a remedy: `{words, act}`. */
function say(text, remedy) {
  part("status").replaceChildren(text);
  if (!remedy) return;
  const button = element("button", remedy.words, { type: "button" });
  button.addEventListener("click", remedy.act);
  part("status").append(" ", button);
}

function pageOf(slug) {
  return new URL(`mo-hinh/${slug}/`, root).href;
}

/** `23/11/2026`, in the reader's own time. */
function day(iso) {
  const date = new Date(iso);
  const [day, month] = [date.getDate(), date.getMonth() + 1].map((number) => String(number).padStart(2, "0"));
  return `${day}/${month}/${date.getFullYear()}`;
}

function titleOf(plan) {
  return plan.models.map(({ title }) => title).join(" + ");
}

function showList() {
  const plans = all();
  part("list").hidden = false;
  part("none").hidden = plans.length > 0;
  part("plans").replaceChildren(
    ...plans.map(({ slugs, saved, plan }) => {
      const item = element("li");
      const link = element("a", titleOf(plan), { href: `?m=${slugs.join(",")}` });
      const facts = [plan.place, plan.models.map(({ who }) => who).join(" + "), `sửa ${day(saved)}`];
      item.append(link, element("small", ` ${facts.filter(Boolean).join(" · ")}`));
      return item;
    }),
  );
}

/** The sources of a model on one line, each a link where it has an address; on paper the address follows. */
function sourcesLine(sources) {
  const line = element("small", "Nguồn: ");
  sources.forEach(({ text, link }, at) => {
    const source = link ? element("a", text, { href: link, rel: "nofollow noopener" }) : text;
    line.append(at ? "; " : "", source);
  });
  return line;
}

function showOrigins(plan) {
  part("origins").replaceChildren(
    ...plan.models.map(({ slug, title, who, sources }) => {
      const item = element("li");
      item.append(element("a", title, { href: pageOf(slug) }), ` · ${who}`);
      if (sources.length) item.append(sourcesLine(sources));
      return item;
    }),
  );
}

/** A plan needs steps to follow; the page of the model has the questions to those who did it. */
function offerToAsk({ slug, title }) {
  say("");
  const link = element("a", "Hỏi nơi đã làm", { href: `${pageOf(slug)}#hoi-noi-da-lam` });
  part("status").append(`Cách làm của “${title}” chưa được kể đủ để lập kế hoạch. `, link, ".");
}

class PlanPage {
  constructor(slugs, plan, opening) {
    this.slugs = slugs;
    this.plan = plan;
    part("plan").hidden = false;
    document.title = `Kế hoạch: ${titleOf(plan)}`;
    showOrigins(plan);
    const changed = () => this.changed();
    part("place").append(field(plan, "place", { label: "Kế hoạch của", ask: "ấp, xã, phường, đặc khu nào?" }, changed));
    part("parts").replaceChildren(...planForm(plan, form, { changed, dropped: (undo) => this.dropped(undo) }));
    part("print").addEventListener("click", () => print());
    part("word").addEventListener("click", () => this.download());
    part("drop").addEventListener("click", () => this.drop());
    watch(slugs, () => this.overtaken());
    // The plan is saved also when the page closes right after the last key.
    addEventListener("pagehide", () => this.timer && this.keep());
    say(canKeep() ? opening : CLOSED);
    section.dataset.planReady = "";
  }

  changed() {
    if (this.old) return this.overtaken();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  dropped(undo) {
    this.changed();
    if (this.old) return;
    say("Đã bỏ một dòng.", { words: "Lấy lại", act: undo });
    this.quiet = true;
  }

  // Another window changed the same plan: the last change counts, and saving here would undo it.
  overtaken() {
    this.old = true;
    clearTimeout(this.timer);
    this.timer = 0;
    say("Kế hoạch này vừa đổi ở cửa sổ khác, nên ở đây không giữ thêm được.", {
      words: "Mở bản mới",
      act: () => location.reload(),
    });
  }

  keep() {
    clearTimeout(this.timer);
    this.timer = 0;
    const done = keep(this.slugs, this.plan);
    // The offer to restore a row stays until the next change.
    if (done && this.quiet) this.quiet = false;
    else say(done ? "Đã giữ trên máy này." : CLOSED);
  }

  async download() {
    if (this.making) return;
    this.making = true;
    try {
      const { planDocument } = await import("./document.js");
      save(await planDocument(this.plan, form), `ke-hoach-${this.slugs[0]}.docx`);
      say("Đã tải tệp Word.");
    } catch {
      say("Chưa tải được tệp Word: cần có mạng lần đầu. Hãy thử lại, hoặc in ra giấy.");
    } finally {
      this.making = false;
    }
  }

  drop() {
    if (!confirm("Xóa kế hoạch này khỏi máy? Không lấy lại được.")) return;
    clearTimeout(this.timer);
    this.timer = 0;
    forget(this.slugs);
    location.assign(location.pathname);
  }
}

function open(slugs) {
  const old = kept(slugs);
  return (
    old && new PlanPage(slugs, fitted(old.plan, form), `Kế hoạch đã giữ trên máy này, sửa lần cuối ${day(old.saved)}.`)
  );
}

async function start() {
  const asked = slugsOf(location.search);
  if (!asked.length) return showList();
  if (open(asked)) return undefined;
  say("Đang đọc mô hình…");
  let models;
  try {
    models = await Promise.all(asked.map((slug) => readModel(slug, form, root)));
  } catch {
    // A plan from only some of the models would overwrite the complete one.
    say("Chưa đọc được mô hình, có thể do không có mạng. Có mạng rồi hãy mở lại.", {
      words: "Mở lại",
      act: () => location.reload(),
    });
    return showList();
  }
  const found = models.filter(Boolean);
  const slugs = found.map(({ slug }) => slug);
  const missing = asked.filter((slug) => !slugs.includes(slug));
  const absent = missing.length ? `Không có mô hình nào mang tên tệp ${missing.join(", ")}. ` : "";
  if (!found.length) {
    say(absent);
    return showList();
  }
  if (missing.length && open(slugs)) return say(`${absent}Đây là kế hoạch đã giữ từ các mô hình còn lại.`);
  if (!found.some(({ followable }) => followable)) {
    offerToAsk(found[0]);
    return showList();
  }
  const place = (new URLSearchParams(location.search).get("noi") ?? "").slice(0, PLACE);
  return new PlanPage(slugs, begin(found, form, place), `${absent}Kế hoạch mới. Sửa gì sẽ được giữ trên máy này.`);
}

// The browser may restore an old page, whose plan was removed or is older than the saved one.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
start().then(() => {
  takeUpPosition();
  watchPosition();
});
document.documentElement.dataset.started = "";
