// The body's editor. The textarea stays the form's field: it always holds the text, whatever else fails.
import { Editor, pm } from "django-prose-editor/editor";
import { Desk } from "body-editor/desk";
import { el, fill } from "body-editor/dom";
import { Keeper, settleSent } from "body-editor/keep";
import { extensions } from "body-editor/schema";
import { makeToolbar, toolbarKeys } from "body-editor/toolbar";

/** The text as it will be sent: without the empty line that the editor keeps at the end. */
function htmlOf(editor) {
  const html = editor.getHTML();
  return html.replace(/(<p><\/p>)+$/, "");
}

function countWords(editor) {
  const text = editor.state.doc.textBetween(0, editor.state.doc.content.size, "\n", "\n");
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function countPictures(editor) {
  let pictures = 0;
  editor.state.doc.descendants((node) => {
    if (node.attrs.photo) pictures += 1;
    return !node.isTextblock;
  });
  return pictures;
}

function start(textarea) {
  const config = JSON.parse(textarea.dataset.bodyEditor);
  const { form } = textarea;
  const { words } = config;
  const desk = new Desk(config, form);
  const label = textarea.labels[0];
  if (label && !label.id) label.id = `${textarea.id}-label`;

  const counter = el("span", { class: "ed-foot__count" });
  const status = el("span", { class: "ed-foot__status", role: "status" });
  const page = el("div", { class: "ed-page" });
  const frame = el("div", { class: "ed" }, page, el("div", { class: "ed-foot" }, status, counter));
  desk.pending = new Set();
  desk.say = (text) => {
    status.textContent = text;
  };

  const editable = !textarea.disabled && !textarea.readOnly;
  const editor = new Editor({
    element: page,
    editable,
    injectCSS: false, // a strict policy blocks it; static/css/editor.css has the few rules
    extensions: [...extensions(desk, config), toolbarKeys(desk)],
    content: textarea.value,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        lang: "vi",
        ...(label ? { "aria-labelledby": label.id } : { "aria-label": words.body }),
        ...(textarea.getAttribute("aria-describedby") ? { "aria-describedby": textarea.getAttribute("aria-describedby") } : {}),
      },
    },
  });
  editor.desk = desk;
  textarea.before(frame);
  frame.prepend(textarea);
  textarea.classList.add("ed-source");
  textarea.hidden = true;

  // A story that starts with a box would start with the box selected, and the first click would be lost.
  const atStart = pm.state.Selection.findFrom(editor.state.doc.resolve(0), 1, true);
  if (atStart) editor.view.dispatch(editor.state.tr.setSelection(atStart).setMeta("addToHistory", false));

  let written = htmlOf(editor);
  const write = () => {
    const html = htmlOf(editor);
    if (html === written) return;
    written = html;
    textarea.value = html;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };
  let counting = 0;
  const count = () => {
    cancelAnimationFrame(counting);
    counting = requestAnimationFrame(() => {
      const numbers = new Intl.NumberFormat("vi-VN");
      counter.textContent = fill(words.count, {
        words: numbers.format(countWords(editor)),
        pictures: numbers.format(countPictures(editor)),
      });
    });
  };
  editor.on("update", write);
  editor.on("update", count);
  editor.on("blur", () => textarea.dispatchEvent(new Event("change", { bubbles: true })));
  count();

  if (editable) {
    frame.prepend(makeToolbar(editor, desk));
    stickBelow(form?.querySelector(".action-bar"), frame);
    const name = `${location.pathname}#${textarea.name}`;
    const keeper = config.writer && new Keeper({ editor, desk, writer: config.writer, name, html: () => htmlOf(editor), say: desk.say });
    if (keeper?.notice) frame.prepend(keeper.notice);
    sendAfterUploads(form, desk, () => {
      write();
      keeper?.send();
    });
  }
  label?.addEventListener("click", () => editor.view.focus());
  document.querySelectorAll(`a[href="#${textarea.id}"]`).forEach((link) => link.addEventListener("click", () => editor.view.focus()));
  page.addEventListener("click", (event) => {
    if (event.target === page) editor.commands.focus("end");
  });
  textarea.dispatchEvent(new CustomEvent("prose-editor:ready", { detail: { editor, textarea }, bubbles: true }));
  return editor;
}

/** The toolbar sticks below the desk's action bar, which grows when its buttons need a second line. */
function stickBelow(bar, frame) {
  if (!bar) return;
  const measure = () => {
    const top = parseFloat(getComputedStyle(bar).top) || 0;
    frame.style.setProperty("--editor-toolbar-top", `${top + bar.offsetHeight}px`);
  };
  new ResizeObserver(measure).observe(bar);
}

/** A form that is sent while pictures are on their way waits for them. */
function sendAfterUploads(form, desk, send) {
  let waiting = null;
  desk.settled = () => {
    if (desk.pending.size || !waiting) return;
    const { submitter } = waiting;
    waiting = null;
    form.requestSubmit(submitter);
  };
  form?.addEventListener(
    "submit",
    (event) => {
      if (desk.pending.size) {
        event.preventDefault();
        event.stopImmediatePropagation();
        waiting = { submitter: event.submitter };
        desk.say(desk.words.waitForUploads);
      } else send();
    },
    { capture: true },
  );
}

const textareas = document.querySelectorAll("textarea[data-body-editor]");
settleSent({ isEditing: textareas.length > 0 });
for (const textarea of textareas) {
  try {
    start(textarea);
  } catch (error) {
    // Without the editor the text can still be read, mended as HTML and saved.
    console.error(error);
    textarea.hidden = false;
  }
}
