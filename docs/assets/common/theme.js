// Light or dark: the setting of the device, until the reader chooses. Loaded before the page shows, so nothing flashes.
(() => {
  const root = document.documentElement;
  const KEY = "nen";
  let chosen = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    // Storage is closed in some private windows; the device's own setting then stands.
  }
  if (chosen === "toi" || chosen === "sang") root.dataset.theme = chosen;

  const dark = () =>
    root.dataset.theme ? root.dataset.theme === "toi" : matchMedia("(prefers-color-scheme: dark)").matches;

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    const name = () => (button.textContent = dark() ? "Nền sáng" : "Nền tối");
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "sang" : "toi";
      try {
        localStorage.setItem(KEY, root.dataset.theme);
      } catch {
        // Storage is closed: the choice holds for this page.
      }
      name();
    });
  });
})();
