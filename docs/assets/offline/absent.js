// Shown instead of a page that is not on this device: lists the pages that are.

import { keptPages, root } from "./keeping.js";

const list = document.querySelector("[data-kept-pages]");
const SHOWN = 40; // Pages listed, newest first; for its title each page is read.
const asked = new URLSearchParams(location.search).get("trang");

/** The title of a cached page, because its address alone is not clear. */
async function titleOf(address) {
  const page = await caches.match(new URL(address, root).href);
  return page && new DOMParser().parseFromString(await page.text(), "text/html").querySelector("h1")?.textContent;
}

async function start() {
  /** @type {HTMLAnchorElement} */
  const again = document.querySelector("[data-again]");
  if (asked !== null) {
    // Only an address below this site may be tried again.
    const target = new URL(asked, root);
    if (target.href.startsWith(root.href)) again.href = target.href;
    again.hidden = !again.href;
  }
  const models = [...(await keptPages())].filter(
    (address) => address.startsWith("mo-hinh/") && address.split("/").length === 3,
  );
  for (const address of models.slice(-SHOWN).reverse()) {
    const title = await titleOf(address);
    if (!title) continue;
    const link = document.createElement("a");
    link.href = new URL(address, root).href;
    link.textContent = title;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  document.querySelector("[data-none-kept]").hidden = list.children.length > 0;
  const more = document.querySelector("[data-more-kept]");
  more.hidden = models.length <= SHOWN;
  more.textContent = `Và ${(models.length - SHOWN).toLocaleString("vi-VN")} mô hình nữa: tìm ở trang tìm kiếm.`;
}

start();
