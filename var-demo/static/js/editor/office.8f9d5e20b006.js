// What Word, Google Docs and web pages put on the clipboard, as plain markup of the house. Works on a document that is
// never shown, and reads style attributes as text: under the desk's policy the browser refuses them, loudly.

const LONGEST_STYLE = 2000; // characters of one attribute that are read, as on the server
const styleOf = (element) => (element.dataset.style ?? "").slice(0, LONGEST_STYLE);
const has = (element, pattern) => pattern.test(styleOf(element));
const BOLD = /(?<![\w-])font-weight\s*:\s*(bold|bolder|[6-9]00)/i;
const NOT_BOLD = /(?<![\w-])font-weight\s*:\s*(normal|lighter|[1-4]00)/i;
const ITALIC = /(?<![\w-])font-style\s*:\s*(italic|oblique)/i;
const RAISED = /(?<![\w-])vertical-align\s*:\s*super/i;
const LOWERED = /(?<![\w-])vertical-align\s*:\s*sub/i;
const LEVEL = /mso-list\s*:\s*(l[0-9]+)?[^;]*level([1-9])/i;
const RENAMED = { H1: "h2", H4: "h3", H5: "h3", H6: "h3", B: "strong", I: "em" };

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

function rename(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  for (const { name: key, value } of element.attributes) if (key !== "data-style" && key !== "class") other.setAttribute(key, value);
  element.replaceWith(other);
  return other;
}

function wrapInside(element, name) {
  const mark = element.ownerDocument.createElement(name);
  mark.append(...element.childNodes);
  element.append(mark);
}

/** Word writes a list as paragraphs that say their level, with the bullet as words. */
function wordLists(body) {
  let open = []; // the list of each level
  let last = null; // what the line before belonged to
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const [, id, depthSaid] = styleOf(paragraph).match(LEVEL) ?? [];
    const level = Number(depthSaid ?? 0);
    if (!level) {
      open = [];
      continue;
    }
    if (last && (last.list.nextElementSibling !== paragraph || (level === 1 && last.id !== id))) open = [];
    const mark = [...paragraph.querySelectorAll("span")].find((span) => /mso-list\s*:\s*Ignore/i.test(styleOf(span)));
    const sign = (mark?.textContent ?? "").trim();
    mark?.remove();
    const name = /^[\p{L}\p{N}]{1,5}[.)]/u.test(sign) ? "ol" : "ul";
    const depth = Math.min(level, open.length + 1);
    open.length = Math.min(open.length, depth);
    if (open.length < depth) {
      const list = body.ownerDocument.createElement(name);
      if (depth === 1) paragraph.before(list);
      else open[depth - 2].lastElementChild.append(list);
      open.push(list);
    }
    const item = body.ownerDocument.createElement("li");
    const line = body.ownerDocument.createElement("p");
    line.append(...paragraph.childNodes);
    item.append(line);
    open[depth - 1].append(item);
    paragraph.remove();
    last = { list: open[0], id };
  }
}

/** Lists that stand right inside lists (Google Docs) belong to the item before them. */
function nestedLists(body) {
  for (const list of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    const item = list.previousElementSibling;
    if (item?.tagName === "LI") item.append(list);
  }
}

/** Without <style> and what stands in it; one that does not end is left to the parser. */
function withoutStyles(html) {
  const opening = /<style\b/gi;
  const closing = /<\/style\s*>/gi;
  let done = "";
  let at = 0;
  for (let start; (start = opening.exec(html)); opening.lastIndex = at) {
    closing.lastIndex = start.index;
    if (!closing.test(html)) break;
    done += html.slice(at, start.index);
    at = closing.lastIndex;
  }
  return done + html.slice(at);
}

/** Each tag is looked through once: after a quotation mark that is never closed, a tag ends at its first ">". */
function withStylesAsData(html) {
  const opening = /<[a-z]/gi;
  const whole = /[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>/y;
  let done = "";
  let at = 0;
  let isQuoted = true;
  for (let start; (start = opening.exec(html)); opening.lastIndex = at) {
    whole.lastIndex = start.index;
    isQuoted &&= whole.test(html);
    const end = isQuoted ? whole.lastIndex : html.indexOf(">", start.index) + 1;
    if (!end) break;
    done += html.slice(at, start.index) + html.slice(start.index, end).replace(/\sstyle\s*=/gi, " data-style=");
    at = end;
  }
  return done + html.slice(at);
}

const asText = (html) => withStylesAsData(withoutStyles(html));

/** The words of a clipboard's HTML. */
export const wordsOf = (html) => new DOMParser().parseFromString(asText(html), "text/html").body.textContent;

/** Clean markup of a clipboard's HTML, and how many pictures it named that cannot be taken from there. */
export function fromClipboard(html) {
  const body = new DOMParser().parseFromString(asText(html), "text/html").body;
  if (body.querySelector("[data-pm-slice]")) return { html, pictures: 0 };
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const dead = [];
  while (comments.nextNode()) dead.push(comments.currentNode);
  dead.forEach((comment) => comment.remove());
  body.querySelectorAll("style, script, meta, link, title, xml, noscript, template").forEach((each) => each.remove());
  const images = [...body.querySelectorAll("img, picture, svg, v\\:imagedata")];
  const pictures = images.filter((image) => image.tagName === "IMG" && !/^1?$/.test(image.getAttribute("width") ?? "9")).length;
  images.forEach((image) => image.remove());
  wordLists(body);
  nestedLists(body);
  for (const element of body.querySelectorAll("*")) {
    if (!element.isConnected) continue;
    let node = element;
    const tag = node.tagName;
    if ((tag === "B" || tag === "STRONG") && has(node, NOT_BOLD)) {
      unwrap(node);
      continue;
    }
    if (tag === "SPAN" || tag === "FONT" || tag.includes(":")) {
      if (has(node, BOLD)) wrapInside(node, "strong");
      if (has(node, ITALIC)) wrapInside(node, "em");
      if (has(node, RAISED)) wrapInside(node, "sup");
      else if (has(node, LOWERED)) wrapInside(node, "sub");
      unwrap(node);
      continue;
    }
    if (RENAMED[tag]) node = rename(node, RENAMED[tag]);
    node.removeAttribute("data-style");
    node.removeAttribute("class");
  }
  body.querySelectorAll("h2, h3").forEach((heading) => heading.querySelectorAll("strong").forEach(unwrap));
  body.querySelectorAll("p, h2, h3").forEach((block) => {
    if (!block.textContent.trim()) block.remove();
  });
  body.querySelectorAll("a:not([href]), a[href^='#']").forEach(unwrap);
  return { html: body.innerHTML.replaceAll("\u00a0", " ").normalize("NFC"), pictures };
}
