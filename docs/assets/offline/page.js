// The page about use without a line: what is kept, packs with their size and progress, removing, installing.

import { forgetAll, forgetPages, keepPage, keptPages, root, want } from "./keeping.js";
import { register } from "./register.js";

const section = document.querySelector("[data-offline]");
const part = (name) => section.querySelector(`[data-part="${name}"]`);
const AT_ONCE = 4;
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
  async start() {
    this.packs = new Map((await json("assets/offline/packs.json")).map((pack) => [pack.key, pack]));
    const groups = [["Theo lĩnh vực", "linh-vuc-"], ["Theo địa bàn", "dia-ban-"], ["Cả kho", "tat-ca"]];
    for (const [label, start] of groups) {
      const group = document.createElement("optgroup");
      group.label = label;
      for (const { key, name, pages } of this.packs.values()) {
        if (key.startsWith(start)) group.append(new Option(`${name} (${number(pages)} trang)`, key));
      }
      part("choice").append(group);
    }
    part("choice").addEventListener("change", () => this.tell());
    part("keep").addEventListener("click", () => this.keep());
    part("stop").addEventListener("click", () => this.stopping?.abort());
    part("drop").addEventListener("click", () => this.drop());
    part("packs").hidden = false;
    await this.tell();
  }

  get pack() {
    return this.packs.get(part("choice").value);
  }

  async tell() {
    const addresses = await json(`assets/offline/packs/${this.pack.key}.json`);
    const kept = await keptPages();
    const has = addresses.filter((address) => kept.has(address)).length;
    const rest = addresses.length - has;
    part("size").textContent = rest
      ? `${number(addresses.length)} trang, máy đã có ${number(has)}. Cần tải nhiều nhất khoảng ${size((this.pack.bytes * rest) / addresses.length)}.`
      : `Máy đã có đủ ${number(addresses.length)} trang.`;
    part("keep").hidden = !rest;
    part("keep").textContent = has ? "Tải nốt" : "Giữ trên máy";
    part("drop").hidden = !has;
    await showKept();
    return addresses;
  }

  async keep() {
    const addresses = await this.tell();
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    const bar = part("progress");
    this.busy(true);
    bar.max = addresses.length;
    let done = 0;
    let fresh = true;
    const queue = [...addresses];
    const next = async () => {
      while (queue.length && fresh && !signal.aborted) {
        fresh = (await keepPage(queue.shift(), signal)) && fresh;
        done += 1;
        bar.value = done;
        bar.textContent = `${done}/${addresses.length}`;
      }
    };
    try {
      want();
      await register();
      await Promise.all(Array.from({ length: AT_ONCE }, next));
      say(fresh ? `Đã giữ đủ ${number(addresses.length)} trang.` : "Trang vừa có bản mới. Tải lại trang này rồi giữ tiếp.");
    } catch {
      say(signal.aborted ? "Đã dừng. Bấm “Tải nốt” khi muốn tải tiếp." : "Mất mạng giữa chừng. Phần đã tải vẫn còn; bấm “Tải nốt” khi có mạng.");
    }
    this.busy(false);
    await this.tell();
  }

  busy(is) {
    part("progress").hidden = !is;
    part("stop").hidden = !is;
    part("keep").disabled = is;
    part("choice").disabled = is;
  }

  async drop() {
    await forgetPages(await json(`assets/offline/packs/${this.pack.key}.json`));
    say("Đã bỏ gói này khỏi máy. Trang đã xem thì vẫn còn.");
    await this.tell();
  }
}

async function showKept() {
  const pages = await keptPages();
  const { usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  part("kept").textContent = pages.size || usage ? `Máy này đang giữ ${number(pages.size)} trang đã xem hoặc đã tải, cả trang chiếm khoảng ${size(usage)}.` : "Máy này chưa giữ gì.";
}

function offerInstall() {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    part("install").hidden = false;
    part("install").addEventListener("click", () => event.prompt(), { once: true });
  });
}

async function start() {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) {
    return say("Trình duyệt này không giữ được trang để xem khi không có mạng.");
  }
  part("forget").addEventListener("click", async () => {
    await forgetAll();
    say("Đã xóa mọi thứ giữ trên máy. Kế hoạch và bản nháp vẫn còn.");
    await showKept();
  });
  section.querySelector("[data-part=tools]").hidden = false;
  offerInstall();
  await new Packs().start().catch(() => say("Chưa tải được danh sách gói: cần có mạng."));
  await showKept();
  section.dataset.offlineReady = "";
}

start();
