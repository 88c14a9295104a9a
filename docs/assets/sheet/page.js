// The A4 sheet: what to print, and the loudspeaker text to the clipboard.

import "../common/copy_button.js";

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
