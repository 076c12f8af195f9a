"use strict";
// The byline: names added, taken out, and put in order by dragging or by the buttons.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("[data-byline]");
  if (!box) return;
  const rows = box.querySelector("[data-byline-rows]");
  const total = box.querySelector("[name=byline-TOTAL_FORMS]");
  const said = box.querySelector("[data-byline-said]");
  const empty = box.querySelector("[data-byline-empty]");
  const changed = () => box.dispatchEvent(new CustomEvent("desk:changed", { bubbles: true }));

  const shown = () => [...rows.children].filter((row) => !row.hidden);
  const number = () => {
    shown().forEach((row, place) => { row.querySelector("[name$=-position]").value = place; });
  };
  const move = (row, by, button) => {
    const list = shown();
    const place = list.indexOf(row) + by;
    if (place < 0 || place >= list.length) return;
    if (by < 0) list[place].before(row);
    else list[place].after(row);
    number();
    changed();
    button.focus();
    said.textContent = said.dataset.moved.replace("%d", place + 1);
  };
  const prepare = (row) => {
    row.querySelector("[data-up]").addEventListener("click", (event) => move(row, -1, event.currentTarget));
    row.querySelector("[data-down]").addEventListener("click", (event) => move(row, 1, event.currentTarget));
    row.querySelector("[data-remove]").addEventListener("click", () => {
      row.querySelector("[name$=-DELETE]").checked = true;
      row.hidden = true;
      number();
      changed();
      box.querySelector("[data-byline-add]").focus();
    });
    const grip = row.querySelector("[data-grip]");
    grip.addEventListener("pointerdown", () => { row.draggable = true; });
    row.addEventListener("dragstart", (event) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      row.classList.add("is-dragged");
    });
    row.addEventListener("dragend", () => {
      row.draggable = false;
      row.classList.remove("is-dragged");
      number();
      changed();
    });
  };
  rows.addEventListener("dragover", (event) => {
    const dragged = rows.querySelector(".is-dragged");
    const over = event.target.closest("[data-byline-row]");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const half = over.getBoundingClientRect().top + over.offsetHeight / 2;
    if (event.clientY < half) over.before(dragged);
    else over.after(dragged);
  });
  box.querySelector("[data-byline-add]").addEventListener("click", () => {
    const index = Number(total.value);
    const holder = document.createElement("ol");
    holder.innerHTML = empty.innerHTML.replaceAll("__prefix__", index); // our own template, no user text in it
    const row = holder.firstElementChild;
    rows.append(row);
    total.value = index + 1;
    prepare(row);
    number();
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: "byline" } }));
    changed();
  });
  for (const row of [...rows.children]) {
    prepare(row);
    if (row.querySelector("[name$=-DELETE]").checked) row.hidden = true;
  }
  const places = (row) => Number(row.querySelector("[name$=-position]").value || 999);
  rows.append(...[...rows.children].sort((a, b) => places(a) - places(b)));
  number();
});
