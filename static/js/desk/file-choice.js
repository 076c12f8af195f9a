// A file's chooser in our words: the browser's own button speaks the browser's language. It stays where the keyboard and
// screen readers find it, out of sight, and its label is the button. Without this module it is the browser's.
for (const choice of document.querySelectorAll("[data-file-choice]")) {
  const chooser = choice.querySelector("input[type=file]");
  const chosen = choice.querySelector("[data-chosen]");
  const tell = () => {
    chosen.textContent = [...chooser.files].map((file) => file.name).join(", ") || choice.dataset.none;
  };
  chooser.classList.add("visually-hidden");
  chooser.addEventListener("change", tell);
  tell();
}
