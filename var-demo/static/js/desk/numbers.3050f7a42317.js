"use strict";
// Related stories: found by words or number, put in order; the field itself keeps "1000012, 1000034".
document.addEventListener("DOMContentLoaded", () => {
  const make = (name, text = "", className = "") => {
    const element = document.createElement(name);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  for (const field of document.querySelectorAll(".desk-numbers")) {
    const titles = JSON.parse(field.dataset.titles);
    let numbers = field.value.split(",").map((part) => part.trim()).filter(Boolean);
    const box = make("div", "", "numbers");
    const picked = make("ol", "", "picked");
    const search = make("input");
    const found = make("ul", "", "found");
    const label = document.querySelector(`label[for="${field.id}"]`);
    search.type = "text";
    search.id = `${field.id}_search`;
    search.autocomplete = "off";
    search.placeholder = gettext("Words of the title, or a number");
    search.setAttribute("role", "combobox");
    search.setAttribute("aria-expanded", "false");
    search.setAttribute("aria-controls", `${field.id}_found`);
    found.id = `${field.id}_found`;
    found.hidden = true;
    found.setAttribute("role", "listbox");
    if (label) label.htmlFor = search.id;
    box.append(search, found);
    field.after(picked, box);
    field.hidden = true;

    const draw = () => {
      field.value = numbers.join(", ");
      picked.replaceChildren(...numbers.map((number, place) => {
        const line = make("li");
        const words = make("span", titles[number] || "");
        words.append(make("small", ` ${number}`));
        line.append(words);
        for (const [sign, says, act] of [
          ["↑", gettext("Up"), () => { if (place) numbers.splice(place - 1, 2, numbers[place], numbers[place - 1]); }],
          ["✕", gettext("Remove"), () => numbers.splice(place, 1)],
        ]) {
          const button = make("button", sign);
          button.type = "button";
          button.title = says;
          button.setAttribute("aria-label", `${says}: ${titles[number] || number}`);
          button.addEventListener("click", () => { act(); draw(); changed(); });
          line.append(button);
        }
        return line;
      }));
      search.hidden = numbers.length >= Number(field.dataset.atMost);
    };
    const changed = () => field.dispatchEvent(new CustomEvent("desk:changed", { bubbles: true }));
    const close = () => { found.hidden = true; search.setAttribute("aria-expanded", "false"); };
    const choose = (result) => {
      titles[result.id] = result.title;
      if (!numbers.includes(String(result.id))) numbers.push(String(result.id));
      search.value = "";
      close();
      draw();
      changed();
      search.focus();
    };
    const show = (results) => {
      found.replaceChildren(...results.map((result, place) => {
        const line = make("li", result.title);
        line.append(make("small", ` ${result.section} · ${result.date}`));
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", String(place === 0));
        line.addEventListener("mousedown", (event) => { event.preventDefault(); choose(result); });
        line.result = result;
        return line;
      }));
      if (!results.length) found.append(make("li", gettext("No published story like this.")));
      found.hidden = false;
      search.setAttribute("aria-expanded", "true");
    };
    let asked = 0;
    let timer = 0;
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const mine = ++asked;
        try {
          const answer = await fetch(`${field.dataset.url}?q=${encodeURIComponent(search.value)}`, { headers: { Accept: "application/json" } });
          const { results } = await answer.json();
          if (mine === asked && search.value.trim()) show(results);
        } catch {
          if (mine === asked) close();
        }
      }, 200);
    });
    search.addEventListener("blur", close);
    search.addEventListener("keydown", (event) => {
      const lines = [...found.querySelectorAll("[role=option]")];
      const at = lines.findIndex((line) => line.getAttribute("aria-selected") === "true");
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        if (!found.hidden && lines[at]) choose(lines[at].result);
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && lines.length) {
        event.preventDefault();
        const next = (at + (event.key === "ArrowDown" ? 1 : lines.length - 1)) % lines.length;
        lines.forEach((line, place) => line.setAttribute("aria-selected", String(place === next)));
        lines[next].scrollIntoView({ block: "nearest" });
      } else if (event.key === "Escape") {
        close();
      }
    });
    draw();
  }
});
