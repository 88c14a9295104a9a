// Packs of pages to keep offline: choose, show size and progress, stop, remove.

import { askForIndex, forgetPages, hasIndex, Keeping, keepList, list, want } from "./keeping.js";
import { prepare } from "./register.js";

const section = document.querySelector("[data-offline]");
/** The part of the page of that name; of what kind it is, the template knows. @type {(name: string) => any} */
export const part = (name) => section.querySelector(`[data-part="${name}"]`);
export const number = (value) => value.toLocaleString("vi-VN");
export const LISTED = "assets/offline/packs.json";
const AT_ONCE = 4;
const INDEX = "tim-kiem";
const FULL = "Máy không đủ chỗ. Phần đã tải vẫn còn; bỏ bớt gói khác hoặc dọn máy rồi bấm “Tải nốt”.";
const UNPREPARED =
  "Chưa chuẩn bị được máy: không đủ chỗ, hoặc mạng yếu. Dọn bớt máy hoặc chờ mạng tốt hơn rồi bấm lại.";

/** `60 KB`, `1,4 MB`. */
export function size(bytes) {
  return bytes < 1_000_000
    ? `${number(Math.ceil(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;
}

export function say(text) {
  part("status").textContent = text;
}

/** Keeping a pack is also consent to cache the files it needs. */
export async function begin() {
  want();
  part("saving").hidden = true;
  if (!(await prepare().catch(() => false))) throw new Unprepared();
}

class Unprepared extends Error {}

/** The result of a promise, or an error as soon as the reader has stopped. */
function unlessStopped(promise, signal) {
  const stopped = new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
  return Promise.race([promise, stopped]);
}

export class Packs {
  /** `changed` is called when the cached content changes. */
  constructor(told, changed) {
    this.told = told;
    this.changed = changed;
    this.keeping = new Keeping(told);
    this.packs = new Map(told.packs.map((pack) => [pack.key, pack]));
    this.index = told.index;
    this.running = null;
    this.turn = 0;
    this.choices();
    part("choice").addEventListener("change", () => {
      say("");
      for (const name of ["keep", "drop"]) part(name).hidden = true;
      this.tell();
    });
    part("keep").addEventListener("click", () =>
      this.run((signal) => (this.chosen === INDEX ? this.keepIndex(signal) : this.keep(signal))),
    );
    part("drop").addEventListener("click", () =>
      this.run(() => (this.chosen === INDEX ? this.dropIndex() : this.drop())),
    );
    part("stop").addEventListener("click", () => this.stopping?.abort());
    part("packs").hidden = false;
  }

  choices() {
    const groups = [
      ["Theo lĩnh vực", "linh-vuc-"],
      ["Theo địa bàn", "dia-ban-"],
      ["Cả kho", "tat-ca"],
    ];
    for (const [label, start] of groups) {
      const group = document.createElement("optgroup");
      group.label = label;
      for (const { key, name, pages, bytes } of this.packs.values()) {
        if (key.startsWith(start)) group.append(new Option(`${name} (${number(pages)} trang, ${size(bytes)})`, key));
      }
      if (start === "tat-ca" && this.index) group.append(new Option(`Phần tìm kiếm (${size(this.index)})`, INDEX));
      part("choice").append(group);
    }
  }

  get chosen() {
    return part("choice").value;
  }

  get path() {
    return `assets/offline/packs/${this.chosen}.json`;
  }

  async addresses() {
    return (await list(this.path)).value;
  }

  async tell() {
    const turn = ++this.turn; // Only the answer to the latest call is shown.
    part("size").textContent = "";
    try {
      const told = this.chosen === INDEX ? await this.foundIndex() : await this.found();
      if (turn === this.turn) told();
    } catch {
      if (turn === this.turn) part("size").textContent = "Máy chưa giữ gói này. Muốn giữ thì cần có mạng.";
    }
    return this.changed();
  }

  async found() {
    const addresses = await this.addresses();
    const counted = await this.keeping.count(addresses);
    return () => this.tellPack(addresses.length, counted);
  }

  async foundIndex() {
    const kept = await hasIndex();
    return () => this.tellIndex(kept);
  }

  tellPack(total, { any, fresh }) {
    const { bytes, space } = this.packs.get(this.chosen);
    const most = (all) => size((all * (total - fresh)) / total);
    const needed = `tải nhiều nhất khoảng ${most(bytes)}, chiếm khoảng ${most(space)} trên máy.`;
    if (fresh === total) part("size").textContent = `Máy đã có đủ ${number(total)} trang.`;
    else if (any === total)
      part("size").textContent =
        `Máy đã có đủ ${number(total)} trang, ${number(total - fresh)} trang là bản cũ. Cập nhật cần ${needed}`;
    else part("size").textContent = `${number(total)} trang, máy đã có ${number(any)}. Cần ${needed}`;
    part("keep").hidden = fresh === total;
    part("keep").textContent = any === total ? "Cập nhật" : any ? "Tải nốt" : "Giữ trên máy";
    part("drop").textContent = "Bỏ gói này";
    part("drop").hidden = !any;
  }

  tellIndex(kept) {
    const needed = `Kho lớn nên tìm kiếm khi không có mạng phải tải riêng, khoảng ${size(this.index)}.`;
    part("size").textContent = kept ? "Máy đã có phần tìm kiếm." : needed;
    part("keep").textContent = "Giữ trên máy";
    part("keep").hidden = kept;
    part("drop").textContent = "Bỏ phần tìm kiếm";
    part("drop").hidden = !kept;
  }

  /** Run one task at a time; afterwards, even after an error, the page is usable and shows what is cached. */
  async run(task) {
    if (this.running) return;
    this.stopping = new AbortController();
    this.busy(true);
    this.running = this.tried(task, this.stopping.signal);
    await this.running;
    this.running = null;
    this.busy(false);
    await this.tell();
  }

  async tried(task, signal) {
    try {
      await task(signal);
    } catch (problem) {
      if (problem === signal.reason && problem.name === "AbortError") say("Đã dừng. Bấm “Tải nốt” khi muốn tải tiếp.");
      else if (problem instanceof Unprepared) say(UNPREPARED);
      else
        say(
          problem.name === "QuotaExceededError"
            ? FULL
            : "Mất mạng giữa chừng. Phần đã tải vẫn còn; bấm “Tải nốt” khi có mạng.",
        );
    }
  }

  /** Stop the running task, and wait until it has ended. */
  async halt() {
    this.stopping?.abort();
    await this.running;
  }

  async keep(signal) {
    part("stop").hidden = false;
    await unlessStopped(begin(), signal);
    // Safari 15 has no navigator.storage: there the browser may evict the cache.
    // eslint-disable-next-line compat/compat
    await unlessStopped(Promise.resolve(navigator.storage?.persist?.()), signal);
    const addresses = await this.addresses();
    await keepList(LISTED, this.told);
    await keepList(this.path, addresses);
    const same = await this.fetchAll(addresses, signal);
    const { fresh } = await this.keeping.count(addresses);
    if (!same) say("Trang vừa có bản mới. Tải lại trang này rồi giữ tiếp.");
    else if (fresh === addresses.length) say(`Đã giữ đủ ${number(fresh)} trang.`);
    else say(`Đã giữ ${number(fresh)} trên ${number(addresses.length)} trang. Bấm “Tải nốt” để tải phần còn lại.`);
  }

  /** False if the site has a new version meanwhile. */
  async fetchAll(addresses, signal) {
    const bar = part("progress");
    bar.max = addresses.length;
    bar.value = 0;
    for (const one of [bar, part("done")]) one.hidden = false;
    await this.keeping.begin();
    const queue = [...addresses];
    let same = true;
    const next = async () => {
      while (queue.length && same && !signal.aborted) {
        same = (await this.keeping.keep(queue.shift(), signal)) && same;
        bar.value += 1;
        part("done").textContent = `${number(bar.value)}/${number(bar.max)} trang`;
      }
    };
    // The first error stops the other requests too; continue only when all have ended.
    const tasks = Array.from({ length: AT_ONCE }, () => next().catch((problem) => this.stopping.abort(problem)));
    await Promise.all(tasks);
    signal.throwIfAborted();
    return same;
  }

  async keepIndex(signal) {
    say("Đang tải phần tìm kiếm…");
    await unlessStopped(begin(), signal);
    const { kept, full } = await unlessStopped(askForIndex("keep-index"), signal);
    say(kept ? "Đã giữ phần tìm kiếm." : full ? FULL : "Chưa tải được. Xin thử lại khi có mạng.");
  }

  async drop() {
    await forgetPages(await this.addresses());
    say("Đã bỏ gói này khỏi máy. Trang đã xem thì vẫn còn.");
  }

  async dropIndex() {
    await askForIndex("drop-index");
    say("Đã bỏ phần tìm kiếm khỏi máy.");
  }

  busy(is) {
    if (!is) for (const name of ["progress", "done", "stop"]) part(name).hidden = true;
    for (const name of ["keep", "drop", "choice"]) part(name).disabled = is;
  }
}
