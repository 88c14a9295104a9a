// Buttons that copy a text of the page: `<button data-copy="id of the text" hidden>`, beside a `[data-said]` that shows
// the result.

import { copyText } from "./copying.js";

/** The text of an element, one line a paragraph. */
function linesOf(text) {
  return text.children.length ? [...text.children].map((one) => one.textContent).join("\n") : text.textContent;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await copyText(linesOf(document.getElementById(button.dataset.copy)));
    button.parentElement.querySelector("[data-said]").textContent = copied
      ? "Đã chép. Dán vào tin nhắn hoặc văn bản để dùng."
      : "Trình duyệt không cho chép. Hãy bôi đen phần chữ ấy rồi chép.";
  });
}
