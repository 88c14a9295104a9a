// The page about use without a line: what is kept, packs with their size and progress, removing, installing.

import { forgetAll, forgetPages, keepIndex, Keeping, keptPages, root, saving, version, want, wanted } from "./keeping.js";
import { register } from "./register.js";

const section = document.querySelector("[data-offline]");
const part = (name) => section.querySelector(`[data-part="${name}"]`);
const AT_ONCE = 4;
const INDEX = "tim-kiem";
const FULL = "Máy không đủ chỗ. Phần đã tải vẫn còn; bỏ bớt gói khác hoặc dọn máy rồi bấm “Tải nốt”.";
const number = (value) => value.toLocaleString("vi-VN");

/** `60 KB`, `1,4 MB`. */
function size(bytes) {
  return bytes < 1_000_000 ? `${number(Math.ceil(bytes / 1000))} KB` : `${(bytes / 1_000_000).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;
}

function say(text) {
  part("status").textContent = text;
}

async function json(path) {
  const response = await fetch(new URL(path, root));
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  return response.json();
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

  addresses() {
    return json(`assets/offline/packs/${this.chosen}.json`);
  }

  async tell() {
    if (this.chosen === INDEX) return this.tellIndex();
    const addresses = await this.addresses();
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

  tellIndex() {
    part("size").textContent = `Kho lớn nên tìm kiếm khi không có mạng phải tải riêng, khoảng ${size(this.index)}.`;
    part("keep").textContent = "Giữ trên máy";
    part("keep").hidden = false;
    part("drop").hidden = true;
  }

  async keep() {
    const addresses = await this.addresses();
    this.stopping = new AbortController();
    this.busy(true);
    try {
      await begin();
      await navigator.storage?.persist?.();
      const whole = await this.fetchAll(addresses, this.stopping.signal);
      say(whole ? `Đã giữ đủ ${number(addresses.length)} trang.` : "Trang vừa có bản mới. Tải lại trang này rồi giữ tiếp.");
    } catch (problem) {
      if (this.stopping.signal.aborted) say("Đã dừng. Bấm “Tải nốt” khi muốn tải tiếp.");
      else say(problem.name === "QuotaExceededError" ? FULL : "Mất mạng giữa chừng. Phần đã tải vẫn còn; bấm “Tải nốt” khi có mạng.");
      this.stopping.abort();
    }
    this.busy(false);
    await this.tell();
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
    this.busy(true, false);
    say("Đang tải phần tìm kiếm…");
    await begin();
    const { kept, full } = await keepIndex();
    say(kept ? "Đã giữ phần tìm kiếm." : full ? FULL : "Chưa tải được. Xin thử lại khi có mạng.");
    this.busy(false);
  }

  busy(is, bar = is) {
    for (const name of ["progress", "done", "stop"]) part(name).hidden = !bar;
    part("keep").disabled = is;
    part("drop").disabled = is;
    part("choice").disabled = is;
  }

  async drop() {
    await forgetPages(await this.addresses());
    say("Đã bỏ gói này khỏi máy. Trang đã xem thì vẫn còn.");
    await this.tell();
  }
}

/** Whoever keeps something has said yes to all that it needs. */
async function begin() {
  want();
  part("saving").hidden = true;
  await register();
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
    say("Đã xóa mọi thứ giữ trên máy. Kế hoạch và bản nháp vẫn còn.");
    await showKept();
  });
  part("begin").addEventListener("click", async () => {
    await begin();
    say("Đã bắt đầu giữ trang trên máy này.");
  });
  part("saving").hidden = !saving() || wanted();
  part("tools").hidden = false;
  offerInstall();
  await showKept();
  await startPacks();
  section.dataset.offlineReady = "";
}

async function startPacks() {
  try {
    const told = await json("assets/offline/packs.json");
    part("shell").textContent = size(told.shell);
    if (told.version !== version) return say("Trang vừa có bản mới. Tải lại trang này để giữ thêm mô hình.");
    await new Packs(told).tell();
  } catch {
    say("Chưa tải được danh sách gói: cần có mạng.");
  }
}

start();
