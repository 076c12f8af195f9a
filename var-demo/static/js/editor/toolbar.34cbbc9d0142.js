// The toolbar: always in view, one tab stop, arrows inside, words in Vietnamese.
import { Extension } from "django-prose-editor/editor";
import { insertBlocks } from "body-editor/blocks";
import { button, el, icon } from "body-editor/dom";
import { askForEmbed } from "body-editor/embed";
import { galleryNode, pictureNode } from "body-editor/figures";
import { askForLink } from "body-editor/link";
import { choosePictures } from "body-editor/picker";
import { uploadPictures } from "body-editor/uploads";

async function insertPictures(editor, desk) {
  const pictures = await choosePictures(desk, {
    editor,
    gallery: true,
    onFiles: (files) => uploadPictures(editor, desk, files),
  });
  if (!pictures.length) return;
  const { schema } = editor;
  insertBlocks(editor, pictures.asGallery ? [galleryNode(schema, pictures)] : pictures.map((each) => pictureNode(schema, each)));
}

function insertBox(editor, name) {
  const { schema } = editor;
  const paragraph = schema.nodes.paragraph;
  const node =
    name === "pullQuote"
      ? schema.nodes.pullQuote.create(null, [paragraph.create(), schema.nodes.pullSource.create()])
      : schema.nodes.note.create(null, paragraph.create());
  insertBlocks(editor, [node], { into: true });
}

function insertRelated(editor) {
  insertBlocks(editor, [editor.schema.nodes.related.create()]);
  editor.view.dom.querySelector(".ed-related.is-selected input[type=search]")?.focus();
}

const run = (name, ...args) => (editor) => editor.chain().focus()[name](...args).run();
const can = (name, ...args) => (editor) => editor.can()[name](...args);

/** Groups of [sign, key of its words, what it does, { active, enabled, keys, words }]. */
function groups(desk) {
  return [
    [
      ["undo", "undo", run("undo"), { enabled: can("undo"), keys: "Ctrl+Z" }],
      ["redo", "redo", run("redo"), { enabled: can("redo"), keys: "Ctrl+Y" }],
    ],
    [
      ["paragraph", "paragraph", run("setParagraph"), { active: (editor) => editor.isActive("paragraph"), keys: "Ctrl+Alt+0" }],
      ["", "heading2", run("toggleHeading", { level: 2 }), { active: (editor) => editor.isActive("heading", { level: 2 }), keys: "Ctrl+Alt+2" }],
      ["", "heading3", run("toggleHeading", { level: 3 }), { active: (editor) => editor.isActive("heading", { level: 3 }), keys: "Ctrl+Alt+3" }],
    ],
    [
      ["bold", "bold", run("toggleBold"), { active: (editor) => editor.isActive("bold"), keys: "Ctrl+B" }],
      ["italic", "italic", run("toggleItalic"), { active: (editor) => editor.isActive("italic"), keys: "Ctrl+I" }],
      ["link", "link", (editor) => askForLink(editor, desk), { active: (editor) => editor.isActive("link"), keys: "Ctrl+K" }],
    ],
    [
      ["bullets", "bullets", run("toggleBulletList"), { active: (editor) => editor.isActive("bulletList"), keys: "Ctrl+Shift+8" }],
      ["numbers", "numbers", run("toggleOrderedList"), { active: (editor) => editor.isActive("orderedList"), keys: "Ctrl+Shift+7" }],
      ["quote", "quote", run("toggleBlockquote"), { active: (editor) => editor.isActive("blockquote"), keys: "Ctrl+Shift+B" }],
      ["sub", "sub", run("toggleSubscript"), { active: (editor) => editor.isActive("subscript") }],
      ["sup", "sup", run("toggleSuperscript"), { active: (editor) => editor.isActive("superscript") }],
      ["clear", "clear", (editor) => editor.chain().focus().unsetAllMarks().clearNodes().run(), {}],
    ],
    [
      ["photo", "picture", (editor) => insertPictures(editor, desk), { words: true, active: (editor) => editor.isActive("photo") }],
      ["video", "film", (editor) => askForEmbed(editor, desk), { words: true }],
      ["related", "related", insertRelated, { words: true }],
      ["pull", "pull", (editor) => insertBox(editor, "pullQuote"), {}],
      ["note", "note", (editor) => insertBox(editor, "note"), {}],
      ["table", "table", (editor) => insertTable(editor), { active: (editor) => editor.isActive("table") }],
    ],
  ];
}

const TABLE_TOOLS = [
  ["addRowAfter", "rowAdd"],
  ["addColumnAfter", "columnAdd"],
  ["deleteRow", "rowRemove"],
  ["deleteColumn", "columnRemove"],
  ["toggleHeaderCell", "headerCell"],
  ["mergeCells", "cellsMerge"],
  ["splitCell", "cellSplit"],
  ["deleteTable", "tableRemove"],
];

function insertTable(editor) {
  const { table, tableRow, tableHeader, tableCell, paragraph } = editor.schema.nodes;
  const row = (cell) => tableRow.create(null, [0, 1, 2].map(() => cell.create(null, paragraph.create())));
  insertBlocks(editor, [table.create(null, [row(tableHeader), row(tableCell), row(tableCell)])], { into: true });
}

function tool(editor, desk, [sign, key, act, { active, enabled, keys, words: hasWords }]) {
  const label = desk.words.tools[key];
  const node = button(
    {
      class: "ed-tool",
      title: keys ? `${label} (${keys})` : label,
      "aria-label": label,
      "data-tool": key,
      tabindex: "-1",
      onclick: () => act(editor),
    },
    sign ? icon(sign) : el("span", { "aria-hidden": "true" }, label),
    hasWords && el("span", { class: "ed-tool__words", "aria-hidden": "true" }, label),
  );
  const update = () => {
    if (active) node.setAttribute("aria-pressed", String(active(editor)));
    if (enabled) node.setAttribute("aria-disabled", String(!enabled(editor)));
  };
  return { node, update };
}

export function makeToolbar(editor, desk) {
  const { words } = desk;
  const tools = groups(desk).map((group) => group.map((each) => tool(editor, desk, each)));
  const tableRow = el("div", { class: "ed-toolbar__table", role: "toolbar", "aria-label": words.tools.table, hidden: true });
  for (const [command, key] of TABLE_TOOLS) {
    tableRow.append(
      button({ class: "ed-chip", "data-tool": key, onclick: () => editor.chain().focus()[command]().run() }, words.tools[key]),
    );
  }
  const main = el(
    "div",
    { class: "ed-toolbar__main", role: "toolbar", "aria-label": words.toolbar },
    ...tools.map((group) => el("div", { class: "ed-toolbar__group" }, ...group.map(({ node }) => node))),
  );
  const all = tools.flat();
  const point = (at) => {
    const next = all[(at + all.length) % all.length].node;
    all.forEach(({ node }) => (node.tabIndex = -1));
    next.tabIndex = 0;
    return next;
  };
  point(0);
  main.addEventListener("focusin", ({ target }) => point(all.findIndex(({ node }) => node === target)));
  main.addEventListener("keydown", (event) => {
    const at = all.findIndex(({ node }) => node === document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      point(to).focus();
    } else if (event.key === "Escape") editor.view.focus();
  });
  let due = false;
  const update = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      if (editor.isDestroyed) return;
      all.forEach((each) => each.update());
      tableRow.hidden = !editor.isActive("table");
    });
  };
  editor.on("transaction", update);
  update();
  return el("div", { class: "ed-toolbar" }, main, tableRow);
}

/** Ctrl+K for a link, Alt+F10 to the toolbar. */
export const toolbarKeys = (desk) =>
  Extension.create({
    name: "toolbarKeys",
    addKeyboardShortcuts() {
      return {
        "Mod-k": () => {
          askForLink(this.editor, desk);
          return true;
        },
        "Alt-F10": () => {
          this.editor.view.dom.closest(".ed")?.querySelector(".ed-tool[tabindex='0']")?.focus();
          return true;
        },
      };
    },
  });
