"use strict";
// The byline: names added, taken out, and put in order (rows.js).
document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("[data-byline]");
  if (!box) return;
  const list = box.querySelector("[data-byline-rows]");
  const total = box.querySelector("[name=byline-TOTAL_FORMS]");
  const empty = box.querySelector("[data-byline-empty]");
  const add = box.querySelector("[data-byline-add]");
  const place = (row) => row.querySelector("[name$=-position]");
  list.append(...[...list.children].sort((a, b) => Number(place(a).value || 999) - Number(place(b).value || 999)));
  const rows = window.deskRows(list, {
    said: box.querySelector("[data-byline-said]"),
    order: (row, at) => { place(row).value = at; },
    changed: () => box.dispatchEvent(new CustomEvent("desk:changed", { bubbles: true })),
    removed: () => add.focus(),
  });
  add.addEventListener("click", () => {
    const holder = document.createElement("ol");
    holder.innerHTML = empty.innerHTML.replaceAll("__prefix__", total.value); // our own template, no user text in it
    const row = holder.firstElementChild;
    total.value = Number(total.value) + 1;
    rows.add(row);
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: "byline" } }));
  });
});
