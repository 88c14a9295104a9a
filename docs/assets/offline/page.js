// The page about use without a line: what is kept, packs with their size and progress, removing, installing.

import { askWorker, forgetAll, forgetPages, isIndexKept, Keeping, keptPages, list, mayBegin, version, want } from "./keeping.js";
import { register } from "./register.js";

const section = document.querySelector("[data-offline]");
const part = (name) => section.querySelector(`[data-part="${name}"]`);
const AT_ONCE = 4;
const INDEX = "tim-kiem";
const FORGOTTEN = "#da-xoa";
const NO_LIST = "Chưa tải được danh sách trang của gói này: cần có mạng.";
const NO_SHELL = "Chưa giữ được phần chung của trang, có thể do máy không đủ chỗ hoặc mất mạng. Xin thử lại.";
const STOPPED = "Đã dừng. Bấm “Tải nốt” khi muốn tải tiếp.";
const FULL = "Máy không đủ chỗ. Phần đã tải vẫn còn; bỏ bớt gói khác hoặc dọn máy rồi bấm “Tải nốt”.";
const number = (value) => value.toLocaleString("vi-VN");

/** `60 KB`, `1,4 MB`. */
function size(bytes) {
  return bytes < 1_000_000 ? `${number(Math.ceil(bytes / 1000))} KB` : `${(bytes / 1_000_000).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;
}

function say(text) {
  part("status").textContent = text;
}

class Packs {
  constructor(told) {
    this.keeping = new Keeping(told);
    this.packs = new Map(told.packs.map((pack) => [pack.key, pack]));
    this.index = told.index;
    this.choices();
    part("choice").addEventListener("change", () => {
      say("");
      this.tell();
    });
    part("keep").addEventListener("click", () => (this.chosen === INDEX ? this.keepIndex() : this.keep()));
    part("stop").addEventListener("click", () => this.stopping?.abort());
    part("drop").addEventListener("click", () => this.drop());
    part("packs").hidden = false;
  }

  choices() {
    const groups = [["Theo lĩnh vực", "linh-vuc-"], ["Theo địa bàn", "dia-ban-"], ["Cả kho", "tat-ca"]];
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

  async addresses() {
    return (await list(`assets/offline/packs/${this.chosen}.json`)).told;
  }

  async tell() {
    const { chosen } = this;
    part("size").textContent = "";
    for (const name of ["keep", "drop"]) part(name).hidden = true;
    if (chosen === INDEX) return this.tellIndex();
    const addresses = await this.addresses().catch(() => null);
    if (chosen !== this.chosen) return undefined; // Chosen anew meanwhile.
    if (!addresses) return say(NO_LIST);
    const total = addresses.length;
    const { any, fresh } = await this.keeping.count(addresses);
    const most = size((this.packs.get(this.chosen).bytes * (total - fresh)) / total);
    if (fresh === total) part("size").textContent = `Máy đã có đủ ${number(total)} trang.`;
    else if (any === total) part("size").textContent = `Máy đã có đủ ${number(total)} trang, ${number(total - fresh)} trang là bản cũ. Cập nhật cần tải nhiều nhất khoảng ${most}.`;
    else part("size").textContent = `${number(total)} trang, máy đã có ${number(any)}. Cần tải nhiều nhất khoảng ${most}.`;
    part("keep").hidden = fresh === total;
    part("keep").textContent = any === total ? "Cập nhật" : any ? "Tải nốt" : "Giữ trên máy";
    part("drop").hidden = !any;
    return showKept();
  }

  async tellIndex() {
    const kept = await isIndexKept();
    part("size").textContent = kept ? "Máy đã giữ phần tìm kiếm." : `Kho lớn nên tìm kiếm khi không có mạng phải tải riêng, khoảng ${size(this.index)}.`;
    part("keep").textContent = "Giữ trên máy";
    part("keep").hidden = kept;
    part("drop").hidden = !kept;
  }

  async keep() {
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    this.busy(true);
    say("");
    const begun = await this.begun(signal);
    const addresses = begun && (await this.addresses().catch(() => null));
    if (addresses) say(await this.fetched(addresses, signal));
    else if (begun) say(NO_LIST);
    this.busy(false);
    await this.tell();
  }

  /** Whether the worker has what all pages need; it is waited for no longer than the reader wants. */
  async begun(signal) {
    const stopped = new Promise((resolve) => signal.addEventListener("abort", () => resolve(STOPPED)));
    const told = await Promise.race([begin().then(() => "", () => NO_SHELL), stopped]);
    if (told) say(told);
    return !told;
  }

  /** Fetch a pack; gives what became of it, as the caches have it. */
  async fetched(addresses, signal) {
    try {
      await navigator.storage?.persist?.();
      if (!(await this.fetchAll(addresses, signal))) return "Trang vừa có bản mới. Tải lại trang này rồi giữ tiếp.";
    } catch (problem) {
      const stopped = signal.aborted;
      this.stopping.abort();
      if (stopped) return STOPPED;
      return problem.name === "QuotaExceededError" ? FULL : "Mất mạng giữa chừng. Phần đã tải vẫn còn; bấm “Tải nốt” khi có mạng.";
    }
    if (!(await this.keeping.hasShell())) return NO_SHELL;
    const { fresh } = await this.keeping.count(addresses);
    return fresh === addresses.length ? `Đã giữ đủ ${number(fresh)} trang.` : `Đã giữ ${number(fresh)} trên ${number(addresses.length)} trang.`;
  }

  /** False when the site has a new version by now. */
  async fetchAll(addresses, signal) {
    const bar = part("progress");
    bar.max = addresses.length;
    bar.value = 0;
    const queue = [...addresses];
    let whole = true;
    const next = async () => {
      while (queue.length && whole) {
        signal.throwIfAborted();
        whole = (await this.keeping.keep(queue.shift(), signal)) && whole;
        bar.value += 1;
        part("done").textContent = `${number(bar.value)}/${number(bar.max)} trang`;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    return whole;
  }

  async keepIndex() {
    this.stopping = new AbortController();
    this.busy(true);
    part("progress").removeAttribute("value");
    part("done").textContent = "";
    say("Đang tải phần tìm kiếm…");
    if (await this.begun(this.stopping.signal)) {
      const { kept, full } = await askWorker("keep-index");
      say(kept ? "Đã giữ phần tìm kiếm." : full ? FULL : "Chưa tải được. Xin thử lại khi có mạng.");
    }
    this.busy(false);
    await this.tell();
  }

  busy(is) {
    for (const name of ["progress", "done", "stop"]) part(name).hidden = !is;
    for (const name of ["keep", "drop", "choice", "forget"]) part(name).disabled = is;
  }

  async drop() {
    if (this.chosen === INDEX) {
      await askWorker("drop-index");
      say("Đã bỏ phần tìm kiếm khỏi máy.");
    } else {
      const addresses = await this.addresses().catch(() => null);
      if (!addresses) return say(NO_LIST);
      await forgetPages(addresses);
      say("Đã bỏ gói này khỏi máy. Trang đã xem thì vẫn còn.");
    }
    return this.tell();
  }
}

/** Whoever keeps something has said yes to all that it needs. */
async function begin() {
  want();
  part("saving").hidden = true;
  await register();
  if (!(await askWorker("make-whole")).whole) throw new Error("The shell is not whole.");
}

async function showKept() {
  const pages = await keptPages();
  const { usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const models = pages.size ? `${number(pages.size)} trang đã xem hoặc đã tải` : "chưa có mô hình nào";
  part("kept").textContent = usage ? `Trên máy này: ${models}; tất cả chiếm khoảng ${size(usage)}.` : "Máy này chưa giữ gì.";
}

function offerInstall() {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    part("install").hidden = false;
    part("install").addEventListener("click", () => event.prompt(), { once: true });
  });
}

async function start() {
  if (location.protocol === "file:") return say("Anh chị đang xem bản chép ra USB: cả trang đã nằm sẵn trên máy, không phải tải thêm gì.");
  if (!("serviceWorker" in navigator) || !window.isSecureContext) {
    return say("Trình duyệt này không giữ được trang để xem khi không có mạng.");
  }
  part("forget").addEventListener("click", async () => {
    await forgetAll();
    // The worker goes with the last window that it serves, so this one begins anew.
    location.hash = FORGOTTEN;
    location.reload();
  });
  part("begin").addEventListener("click", async () => {
    say(await begin().then(() => "Đã bắt đầu giữ trang trên máy này.", () => NO_SHELL));
    await showKept();
  });
  part("saving").hidden = mayBegin();
  part("tools").hidden = false;
  offerInstall();
  await showKept();
  await startPacks();
  if (location.hash === FORGOTTEN) {
    history.replaceState(null, "", location.pathname);
    say("Đã xóa mọi thứ giữ trên máy. Kế hoạch và bản nháp vẫn còn.");
  }
  section.dataset.offlineReady = "";
}

async function startPacks() {
  try {
    const { told, old } = await list("assets/offline/packs.json");
    part("shell").textContent = size(told.shell);
    if (told.version !== version && !old) return say("Trang vừa có bản mới. Tải lại trang này để giữ thêm mô hình.");
    await new Packs(told).tell();
  } catch {
    say("Chưa tải được danh sách gói: cần có mạng.");
  }
}

start();
