// Light or dark: the device's setting until the reader chooses. Loaded before the page is shown, to avoid a flash.
(() => {
  const root = document.documentElement;
  const KEY = "nen";
  let chosen = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    // Some private windows block storage; then the device's setting is used.
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
        // Storage is blocked: the choice lasts for this page only.
      }
      name();
    });
  });
})();
