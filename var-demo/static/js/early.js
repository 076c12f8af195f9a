// Runs before the first paint: puts the reader's own theme and text size on <html>, so that nothing flashes.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    const size = localStorage.getItem("text-size");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (/^[1-4]$/.test(size)) root.dataset.text = size;
  } catch {
    // Storage is closed to us: the system's theme and the usual size stand.
  }
})();
