"use strict";
// The preview's frame as wide as a phone, a tablet, or the window.
(() => {
  const frame = document.querySelector("[data-frame]");
  const buttons = document.querySelectorAll("[data-width]");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      frame.className = button.dataset.width === "0" ? "" : `is-${button.dataset.width}`;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    });
  }
})();
