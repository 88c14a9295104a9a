// The A4 sheet: what to print, and the loudspeaker text to the clipboard.

import { copyText } from "../common/copying.js";

const said = document.querySelector("[data-said]");

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    document.body.dataset.printing = button.dataset.print;
    window.print();
  });
}
// Not behind print(): some browsers return from it at once and lay the page out later.
window.addEventListener("afterprint", () => {
  delete document.body.dataset.printing;
});

for (const button of document.querySelectorAll("[data-copy]")) {
  const paragraphs = document.getElementById(button.dataset.copy).children;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await copyText([...paragraphs].map((paragraph) => paragraph.textContent).join("\n"));
    said.textContent = copied
      ? "Đã chép. Dán vào tin nhắn hoặc văn bản để dùng."
      : "Trình duyệt không cho chép. Hãy bôi đen bài đọc rồi chép.";
  });
}
