"use strict";
// A featured list: stories found by words, pinned, put in order.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-list]");
  if (!form) return;
  form.classList.add("is-live");
  const list = form.querySelector("[data-rows]");
  const total = form.querySelector("[name=pin-TOTAL_FORMS]");
  const blank = form.querySelector("[data-blank]");
  const empty = form.querySelector("[data-empty]");
  const search = form.querySelector("#list-search");
  const found = form.querySelector("#list-found");
  let isChanged = false;
  const rows = window.deskRows(list, {
    said: form.querySelector("[data-order-said]"),
    order: (row, place) => { row.querySelector("[name$=-ORDER]").value = place + 1; },
    changed: () => { isChanged = true; empty.hidden = rows.shown().length > 0; },
    removed: () => search.focus(),
  });
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", () => { isChanged = false; });
  window.addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });

  const pin = (story) => {
    const there = rows.shown().find((row) => row.querySelector("[name$=-number]").value === String(story.id));
    if (there) { there.querySelector("[data-up]").focus(); return; }
    const holder = document.createElement("ol");
    holder.innerHTML = blank.innerHTML.replaceAll("__prefix__", total.value); // our own template, no user text in it
    const row = holder.firstElementChild;
    row.querySelector("[name$=-number]").value = story.id;
    row.querySelector("[data-title]").textContent = story.title;
    row.querySelector("[data-facts]").textContent = `${story.section} · ${story.date} · ${story.id}`;
    total.value = Number(total.value) + 1;
    rows.add(row);
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: "pin" } }));
  };
  const close = () => { found.hidden = true; search.setAttribute("aria-expanded", "false"); };
  const show = (stories) => {
    found.replaceChildren(...stories.map((story) => {
      const line = document.createElement("li");
      line.role = "option";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = story.title;
      const facts = document.createElement("small");
      facts.textContent = ` ${story.section} · ${story.date}`;
      button.append(facts);
      button.addEventListener("click", () => {
        pin(story);
        search.value = "";
        search.focus();
        asked += 1; // what the focus asks for would lie over the pins
        close();
      });
      line.append(button);
      return line;
    }));
    if (!stories.length) found.textContent = gettext("Nothing found.");
    found.hidden = false;
    search.setAttribute("aria-expanded", "true");
  };
  let timer = 0;
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    try {
      const answer = await fetch(`${search.dataset.url}?q=${encodeURIComponent(search.value)}`);
      const { results } = await answer.json();
      if (mine === asked) show(results);
    } catch { close(); }
  };
  search.addEventListener("input", () => {
    clearTimeout(timer);
    asked += 1; // Enter must not take a story found for fewer words
    found.replaceChildren();
    close();
    timer = setTimeout(ask, 180);
  });
  search.addEventListener("focus", () => { if (!search.value) ask(); });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter") { event.preventDefault(); found.querySelector("button")?.click(); }
    if (event.key === "ArrowDown") { event.preventDefault(); found.querySelector("button")?.focus(); }
  });
  found.addEventListener("keydown", (event) => {
    const line = event.target.closest("li");
    const next = { ArrowDown: line?.nextElementSibling, ArrowUp: line?.previousElementSibling }[event.key];
    if (next) { event.preventDefault(); next.querySelector("button").focus(); }
    if (event.key === "Escape") { close(); search.focus(); }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest("#list-found, #list-search")) close(); });
});
