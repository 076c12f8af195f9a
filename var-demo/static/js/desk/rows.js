"use strict";
// Rows that are put in order by dragging or by their buttons. Each has [data-up], [data-down], [data-remove], [data-grip].
// deskRows(list, {said, order, changed, removed}): `said` tells screen readers (its data-moved: "Moved to place %d."),
// `order(row, place)` writes a place down, `changed()` and `removed()` are told.
window.deskRows = (list, { said, order, changed, removed = () => {} }) => {
  const shown = () => [...list.children].filter((row) => !row.hidden);
  const number = () => shown().forEach(order);
  const settle = () => { number(); changed(); };
  const move = (row, by, button) => {
    const rows = shown();
    const place = rows.indexOf(row) + by;
    if (place < 0 || place >= rows.length) return;
    if (by < 0) rows[place].before(row);
    else rows[place].after(row);
    settle();
    button.focus();
    said.textContent = said.dataset.moved.replace("%d", place + 1);
  };
  const prepare = (row) => {
    row.querySelector("[data-up]").addEventListener("click", (event) => move(row, -1, event.currentTarget));
    row.querySelector("[data-down]").addEventListener("click", (event) => move(row, 1, event.currentTarget));
    row.querySelector("[data-remove]").addEventListener("click", () => {
      row.querySelector("[name$=-DELETE]").checked = true;
      row.hidden = true;
      settle();
      removed();
    });
    row.querySelector("[data-grip]").addEventListener("pointerdown", () => { row.draggable = true; });
    row.addEventListener("dragstart", (event) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      row.classList.add("is-dragged");
    });
    row.addEventListener("dragend", () => {
      row.draggable = false;
      row.classList.remove("is-dragged");
      settle();
    });
  };
  list.addEventListener("dragover", (event) => {
    const dragged = list.querySelector(".is-dragged");
    if (!dragged) return;
    event.preventDefault();
    const over = [...list.children].find((row) => row !== dragged && row.contains(event.target));
    if (!over) return;
    const half = over.getBoundingClientRect().top + over.offsetHeight / 2;
    if (event.clientY < half) over.before(dragged);
    else over.after(dragged);
  });
  for (const row of list.children) {
    prepare(row);
    if (row.querySelector("[name$=-DELETE]").checked) row.hidden = true;
  }
  number();
  return { add(row) { list.append(row); prepare(row); settle(); }, shown };
};
