// The page of plans: one plan from the models in the address, or the list of plans on this device.

import { element, planForm } from "./form.js";
import { all, forget, keep, kept } from "./keeping.js";
import { begin, readModel, slugsOf } from "./reading.js";

const root = new URL("../../", import.meta.url);
const section = document.querySelector("[data-plan]");
const form = JSON.parse(section.dataset.plan);
const part = (name) => section.querySelector(`[data-part="${name}"]`);
const PAUSE = 300; // Milliseconds without a key before the plan is kept.

function say(text) {
  part("status").textContent = text;
}

function pageOf(slug) {
  return new URL(`mo-hinh/${slug}/`, root).href;
}

/** `23/11/2026`, in the reader's own time. */
function day(iso) {
  const date = new Date(iso);
  return [date.getDate(), date.getMonth() + 1].map((one) => String(one).padStart(2, "0")).join("/") + `/${date.getFullYear()}`;
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
      item.append(link, element("small", ` ${plan.place ? `${plan.place} · ` : ""}sửa ${day(saved)}`));
      return item;
    }),
  );
}

function showOrigins(plan) {
  part("origins").replaceChildren(
    ...plan.models.map(({ slug, title, who, sources }) => {
      const item = element("li");
      item.append(element("a", title, { href: pageOf(slug) }), ` · ${who}`);
      if (sources.length) item.append(element("small", `Nguồn: ${sources.join("; ")}`));
      return item;
    }),
  );
}

class PlanPage {
  constructor(slugs, plan, saved) {
    Object.assign(this, { slugs, plan });
    part("plan").hidden = false;
    document.title = `Kế hoạch: ${titleOf(plan)}`;
    showOrigins(plan);
    this.place();
    part("parts").replaceChildren(...planForm(plan, form, () => this.changed()));
    part("print").addEventListener("click", () => print());
    part("word").addEventListener("click", () => this.download());
    part("drop").addEventListener("click", () => this.drop());
    // Whoever closes the page a moment after the last key loses nothing.
    addEventListener("pagehide", () => this.timer && this.keep());
    say(saved ? `Kế hoạch đã giữ trên máy này, sửa lần cuối ${day(saved)}.` : "Kế hoạch mới. Sửa gì sẽ được giữ trên máy này.");
    section.dataset.planReady = "";
  }

  place() {
    const input = part("place");
    input.value = this.plan.place;
    input.addEventListener("input", () => {
      this.plan.place = input.value;
      this.changed();
    });
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  keep() {
    clearTimeout(this.timer);
    this.timer = 0;
    say(keep(this.slugs, this.plan) ? "Đã giữ trên máy này." : "Máy này không cho giữ lại. Hãy in hoặc tải tệp Word trước khi đóng trang.");
  }

  async download() {
    try {
      const { planDocument } = await import("./document.js");
      const link = element("a", "", { download: `ke-hoach-${this.slugs[0]}.docx` });
      link.href = URL.createObjectURL(await planDocument(this.plan, form));
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      say("Đã tải tệp Word.");
    } catch {
      say("Chưa tải được tệp Word: cần có mạng lần đầu. Hãy thử lại, hoặc in ra giấy.");
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

async function start() {
  const slugs = slugsOf(location.search);
  if (!slugs.length) return showList();
  const old = kept(slugs);
  if (old) return new PlanPage(slugs, old.plan, old.saved);
  say("Đang đọc mô hình…");
  const models = (await Promise.all(slugs.map((slug) => readModel(slug, form, root).catch(() => null)))).filter(Boolean);
  if (models.length) return new PlanPage(slugs, begin(models, form), "");
  say("Không thấy mô hình trong địa chỉ này, hoặc đang không có mạng.");
  return showList();
}

start();
