"use strict";
// Bodies that the text names: one press tags the story with one. Asked anew while the text changes; nothing by itself.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("[data-named-bodies]");
  const select = box && document.getElementById(box.dataset.field);
  if (!select) return;
  const { form } = select;
  const list = box.querySelector("ul");
  const said = box.querySelector("[data-said]");
  const $ = window.django?.jQuery;
  const LATER = 1200; // milliseconds after the last letter
  let bodies = [...list.children].map(({ dataset }) => ({
    id: dataset.body,
    name: dataset.name,
    written: dataset.written,
    times: Number(dataset.times),
    is_public: !("unconfirmed" in dataset),
  }));
  box.querySelector("[data-without-script]").remove();

  const tagged = () => new Set([...select.selectedOptions].map((option) => option.value));

  const add = (body) => {
    const place = [...list.querySelectorAll("button")].indexOf(document.activeElement);
    let option = [...select.options].find((each) => each.value === String(body.id));
    if (!option) {
      option = new Option(body.name, body.id, true, true);
      select.append(option);
    }
    option.selected = true;
    if ($) $(select).trigger("change"); // Select2 draws it, tags.js tells the form
    else select.dispatchEvent(new Event("change", { bubbles: true }));
    said.textContent = interpolate(gettext("Tagged: %s"), [body.name]);
    const rest = list.querySelectorAll("button");
    const next = rest[Math.min(Math.max(place, 0), rest.length - 1)];
    (next ?? select.parentElement.querySelector(".select2-search__field") ?? select).focus();
  };

  const line = (body) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const facts = document.createElement("small");
    const remarks = [`“${body.written}”${body.times > 1 ? ` × ${body.times}` : ""}`];
    if (!body.is_public) remarks.push(gettext("to be confirmed"));
    button.type = "button";
    button.textContent = `+ ${body.name}`;
    button.title = gettext("Tag the story with this body");
    facts.textContent = remarks.join(" · ");
    button.addEventListener("click", () => add(body));
    item.append(button, facts);
    return item;
  };

  const draw = () => {
    const chosen = tagged();
    const open = bodies.filter((body) => !chosen.has(String(body.id)));
    list.replaceChildren(...open.map(line));
    box.hidden = !open.length;
  };

  let timer = 0;
  let asking = null;
  const ask = async () => {
    asking?.abort();
    const mine = (asking = new AbortController());
    const text = new FormData();
    for (const name of ["title", "lead", "body"]) text.append(name, form.elements[name].value);
    text.append("number", box.dataset.number);
    text.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(box.dataset.url, { method: "POST", body: text, headers: { Accept: "application/json" }, signal: mine.signal });
      if (!answer.ok) return; // what was found before stays
      const found = await answer.json();
      if (mine !== asking) return;
      // A list that changes under the finger is no help: it waits until nobody is on it.
      const show = () => { bodies = found.bodies; draw(); };
      if (list.contains(document.activeElement)) list.addEventListener("focusout", () => setTimeout(show), { once: true });
      else show();
    } catch {
      // No network, or newer words are on their way.
    }
  };
  form.addEventListener("input", (event) => {
    if (!["title", "lead", "body"].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, LATER);
  });
  if ($) $(select).on("change", draw);
  else select.addEventListener("change", draw);
  draw();
  if (form.querySelector(".errorlist")) ask(); // the text on the page is not the one that was saved
});
