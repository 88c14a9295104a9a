// The A4 sheet: chooses what to print, and copies the loudspeaker text.

import "../common/copy_button.js";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    document.body.dataset.printing = button.dataset.print;
    window.print();
  });
}
// Not after print(): some browsers return at once and lay out the page later.
window.addEventListener("afterprint", () => {
  delete document.body.dataset.printing;
});
