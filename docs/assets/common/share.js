// Shares a page: the device's share sheet if it has one, a copy button, and Zalo, where the reader pastes the link.

import { copyAtOnce, copyText } from "./copying.js";

const section = document.querySelector("[data-share]");

// If the site has no public address: the current address without query and hash.
const address = () => section.dataset.share || location.href.replace(/[?#].*$/, "");

function said(copied) {
  section.querySelector("[data-said]").textContent = copied
    ? "Đã chép liên kết. Dán vào tin nhắn để gửi."
    : "Trình duyệt không cho chép. Hãy chép địa chỉ ở đầu trình duyệt.";
}

async function send() {
  try {
    await navigator.share({ title: section.dataset.name, url: address() });
  } catch (error) {
    // Closing the share sheet is no error.
    if (error.name !== "AbortError") said(await copyText(address()));
  }
}

const way = (name) => section.querySelector(`[data-way="${name}"]`);

if (section) {
  way("send").hidden = !navigator.share;
  way("send").addEventListener("click", send);
  way("copy").hidden = false;
  way("copy").addEventListener("click", async () => said(await copyText(address())));
  // Copy before the link opens another page.
  way("zalo").addEventListener("click", () => said(copyAtOnce(address())));
  way("zalo").textContent = "Chép và mở Zalo";
}
