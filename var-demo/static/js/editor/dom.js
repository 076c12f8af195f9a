// Small help with elements. No HTML strings anywhere: what somebody typed is only ever text.

/** el("button", { class: "x", type: "button", onclick: f, "aria-label": "…" }, "words", child) */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked" || key === "disabled" || key === "hidden") node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SHAPES = {
  paragraph: "M13 4v16M17 4v16M19 4H9.5a4.5 4.5 0 0 0 0 9H13",
  bold: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  italic: "M19 5h-8M13 19H5M15 5 9 19",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4.2 4.2 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6-.5l-3 3a4.2 4.2 0 0 0 6 6l1.500-1.500",
  bullets: "M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01",
  numbers: "M10 6h10M10 12h10M10 18h10M4 4.500 5.500 4v4.500M4 15.500h2.200L4 19h2.500",
  quote: "M10 7H5v6h5zM10 13c0 2.500-1.500 4-4 4.500M19 7h-5v6h5zM19 13c0 2.500-1.500 4-4 4.500",
  pull: "M5 4h14M5 20h14M9 9H6v3h3zM9 12c0 1.500-1 2.500-2.500 3M17 9h-3v3h3zM17 12c0 1.500-1 2.500-2.500 3",
  note: "M5 4h14v16H5zM9 9h6M9 13h6M9 17h3",
  photo: "M4 5h16v14H4zM4 16l4.500-4.500L13 16l2.500-2.500L20 18M15.500 9h.01",
  gallery: "M7 7h13v12H7zM4 16V4h13M7 17l4-4 3.500 3.500 2-2L20 18",
  video: "M4 6h16v12H4zM10.500 9.500v5l4-2.500z",
  table: "M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14",
  related: "M4 5h16v14H4zM7.500 9h5M7.500 12h9M7.500 15h7",
  undo: "M9 14 4.500 9.500 9 5M4.500 9.500H14a5.500 5.500 0 0 1 0 11h-3",
  redo: "m15 14 4.500-4.500L15 5M19.500 9.500H10a5.500 5.500 0 0 0 0 11h3",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  clear: "M5 5h12M11 5l-2.500 14M14 15l5 5M19 15l-5 5",
  sub: "m4 6 8 10M12 6 4 16M20 20h-4c0-2 4-2.300 4-4.300a2 2 0 0 0-3.800-.7",
  sup: "m4 8 8 10M12 8 4 18M20 10h-4c0-2 4-2.300 4-4.300a2 2 0 0 0-3.800-.7",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  remove: "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5",
  close: "M6 6l12 12M18 6 6 18",
  swap: "M4 9h14l-4-4M20 15H6l4 4",
  upload: "M12 16V4M7 9l5-5 5 5M4 19h16",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4",
  check: "M5 12.500 10 17.500 19.500 7",
  warning: "M12 4 2.500 20h19zM12 10v4.500M12 17.500h.01",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "ed-icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A button that keeps the cursor where it is in the text. */
export function button(attributes, ...children) {
  return el("button", { type: "button", onmousedown: (event) => event.preventDefault(), ...attributes }, ...children);
}

export function iconButton(name, label, onclick, attributes = {}) {
  return button({ class: "ed-button", title: label, "aria-label": label, onclick, ...attributes }, icon(name));
}

/** "Move %(number)s" with its values. */
export function fill(pattern, values) {
  return pattern.replace(/%\((\w+)\)s/g, (_, key) => values[key]);
}
