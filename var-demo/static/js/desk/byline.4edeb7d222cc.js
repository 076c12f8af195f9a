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
  // An author's usual offices are proposed, never written over.
  window.django?.jQuery(list).on("select2:select", "[name$=-author]", ({ target, params }) => {
    const titles = target.closest("[data-byline-row]").querySelector("[name$=-title_lines]");
    if (titles.value.trim() && titles.value !== titles.dataset.proposed) return;
    titles.value = titles.dataset.proposed = params.data.title_lines || "";
    titles.dispatchEvent(new Event("input", { bubbles: true }));
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
