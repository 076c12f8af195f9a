// How a picture looks while writing: the picture is the handle, the caption is written in place, the rest is a panel.
import { pm } from "django-prose-editor/editor";
import { moveBlock, selectBlock, setAttributes } from "body-editor/blocks";
import { el, icon, iconButton } from "body-editor/dom";
import { choosePictures } from "body-editor/picker";

const { NodeSelection } = pm.state;
let fieldNumber = 0;

/** Starts dragging the whole node with its handle. */
function drag(event, view, pos) {
  const selection = NodeSelection.create(view.state.doc, pos);
  view.dispatch(view.state.tr.setSelection(selection));
  const slice = selection.content();
  const { dom, text } = view.serializeForClipboard(slice);
  event.dataTransfer.clearData();
  event.dataTransfer.setData("text/html", dom.innerHTML);
  event.dataTransfer.setData("text/plain", text);
  event.dataTransfer.effectAllowed = "copyMove";
  view.dragging = { slice, move: true, node: selection };
}

export class FigureView {
  constructor({ node, editor, getPos, desk, layouts }) {
    Object.assign(this, { node, editor, getPos, desk, layouts, view: editor.view });
    const { words } = desk;
    this.inGallery = node.type.name === "galleryPhoto";
    this.image = el("img", { alt: "", draggable: "false", onerror: () => this.dom.classList.add("is-missing") });
    this.warnings = el("ul", { class: "ed-figure__warnings" });
    this.picture = el(
      "div",
      {
        class: "ed-figure__picture",
        contenteditable: "false",
        draggable: "true",
        onclick: () => selectBlock(editor.view, getPos()),
        ondragstart: (event) => drag(event, editor.view, getPos()),
        ondragend: () => (editor.view.dragging = null),
      },
      this.image,
      this.warnings,
    );
    this.contentDOM = el("figcaption", { class: "ed-figure__caption" });
    this.panel = this.makePanel(words);
    this.dom = el("figure", { class: "ed-figure" }, this.picture, this.contentDOM, this.panel);
    this.dom.dataset.node = node.type.name;
    this.show();
  }

  makePanel(words) {
    const { editor, getPos } = this;
    const set = (attributes) => setAttributes(editor.view, getPos(), attributes);
    const field = (name, label) => {
      const id = `ed-field-${++fieldNumber}`;
      const input = el(name === "alt" ? "textarea" : "input", {
        id,
        class: "ed-input",
        rows: name === "alt" ? 2 : undefined,
        maxlength: name === "alt" ? 2000 : 300,
        value: this.node.attrs[name],
        oninput: () => set({ [name]: input.value.replace(/\s+/g, " ") }),
        onkeydown: (event) => {
          if (event.key === "Escape") editor.view.focus();
          if (event.key === "Enter") event.preventDefault(); // never sends the story's form
        },
      });
      this[name] = input;
      return el("div", { class: "ed-field" }, el("label", { for: id }, label), input);
    };
    const tools = el("div", { class: "ed-figure__tools" });
    if (this.layouts) {
      this.layoutButtons = this.layouts.map((layout) =>
        el(
          "button",
          {
            type: "button",
            class: "ed-chip",
            onclick: () => set({ layout }),
          },
          words.layouts[layout],
        ),
      );
      tools.append(el("div", { class: "ed-chips", role: "group", "aria-label": words.layout }, ...this.layoutButtons));
    }
    const act = (name, label, run) =>
      iconButton(name, label, run, { class: "ed-button", onmousedown: (event) => event.preventDefault() });
    if (!this.inGallery) {
      tools.append(
        act("up", words.moveUp, () => moveBlock(editor.view, getPos(), -1)),
        act("down", words.moveDown, () => moveBlock(editor.view, getPos(), 1)),
      );
    } else {
      tools.append(
        act("up", words.moveBefore, () => this.moveInGallery(-1)),
        act("down", words.moveAfter, () => this.moveInGallery(1)),
      );
    }
    tools.append(
      act("swap", words.replacePicture, async () => {
        const [picture] = await choosePictures(this.desk, { editor, single: true });
        if (picture) set({ photo: picture.id });
      }),
      act("remove", words.remove, () => this.remove()),
    );
    return el(
      "div",
      { class: "ed-figure__panel", contenteditable: "false" },
      el("div", { class: "ed-figure__fields" }, field("alt", words.alt), field("credit", words.credit)),
      tools,
    );
  }

  async show() {
    const { words } = this.desk;
    const { photo, alt, credit, layout } = this.node.attrs;
    if (layout) this.dom.dataset.layout = layout;
    this.layoutButtons?.forEach((each, index) =>
      each.setAttribute("aria-pressed", String(this.layouts[index] === layout)),
    );
    for (const name of ["alt", "credit"]) {
      // While it is typed in, the field is ahead of the document by a space at most.
      const same = this[name].value.replace(/\s+/g, " ") === this.node.attrs[name];
      if (!same) this[name].value = this.node.attrs[name];
    }
    let picture = null;
    let trouble = "";
    try {
      picture = await this.desk.picture(photo);
      if (!picture) trouble = words.pictureGone;
      else if (!picture.usable) trouble = words.pictureUnusable;
    } catch (error) {
      trouble = error.message;
    }
    if (photo !== this.node.attrs.photo) return; // replaced meanwhile
    this.dom.classList.toggle("is-missing", !picture);
    if (picture && this.image.getAttribute("src") !== picture.thumb) {
      this.image.src = picture.thumb;
      this.image.width = picture.width;
      this.image.height = picture.height;
    }
    this.image.hidden = !picture;
    this.contentDOM.dataset.placeholder = picture?.caption || words.captionHere;
    this.contentDOM.classList.toggle("is-empty", this.node.content.size === 0);
    this.contentDOM.classList.toggle("from-library", Boolean(picture?.caption));
    this.alt.placeholder = picture?.alt || words.altHere;
    this.credit.placeholder = picture?.credit_line || words.creditHere;
    const missing = [];
    if (trouble) missing.push(trouble);
    if (picture && !(alt || picture.alt)) missing.push(words.noAlt);
    if (picture && !(credit || picture.credit_line)) missing.push(words.noCredit);
    this.warnings.replaceChildren(...missing.map((line) => el("li", {}, icon("warning"), line)));
  }

  moveInGallery(by) {
    const pos = this.getPos();
    const { state } = this.editor;
    const $pos = state.doc.resolve(pos);
    const index = $pos.index();
    const other = index + by;
    if (other < 0 || other >= $pos.parent.childCount) return;
    const neighbour = $pos.parent.child(other);
    const to = by < 0 ? pos - neighbour.nodeSize : pos + neighbour.nodeSize;
    const tr = state.tr.delete(pos, pos + this.node.nodeSize).insert(to, this.node);
    tr.setSelection(NodeSelection.create(tr.doc, to));
    this.editor.view.dispatch(tr.scrollIntoView());
  }

  remove() {
    const pos = this.getPos();
    const { state, view } = this.editor;
    const $pos = state.doc.resolve(pos);
    const lastOne = this.inGallery && $pos.parent.childCount === 1;
    const [from, to] = lastOne ? [$pos.before(), $pos.after()] : [pos, pos + this.node.nodeSize];
    view.dispatch(state.tr.delete(from, to).scrollIntoView());
    view.focus();
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  selectNode() {
    this.dom.classList.add("is-selected");
  }

  deselectNode() {
    this.dom.classList.remove("is-selected");
  }

  /** What happens on the handle and in the panel is ours; drops go on to the text. */
  stopEvent(event) {
    if (event.type === "drop" || event.type.startsWith("dragover") || event.type === "dragenter") return false;
    return this.panel.contains(event.target) || this.picture.contains(event.target);
  }

  ignoreMutation(mutation) {
    if (mutation.type === "selection") return false;
    return mutation.type === "attributes" || !this.contentDOM.contains(mutation.target);
  }
}

export class GalleryView {
  constructor({ node, editor, getPos, desk }) {
    this.node = node;
    const { words } = desk;
    this.count = el("span", { class: "ed-box__name" });
    const add = async () => {
      const room = desk.most - this.node.childCount;
      const pictures = await choosePictures(desk, { editor, most: room });
      const { state, view } = editor;
      const uses = pictures
        .slice(0, Math.max(room, 0))
        .map((picture) => state.schema.nodes.galleryPhoto.create({ photo: picture.id }));
      if (uses.length) view.dispatch(state.tr.insert(getPos() + this.node.nodeSize - 1, uses));
    };
    this.bar = el(
      "div",
      { class: "ed-box__bar", contenteditable: "false", onclick: (event) => event.target === this.bar && selectBlock(editor.view, getPos()) },
      icon("gallery"),
      this.count,
      iconButton("photo", words.addToGallery, add),
      iconButton("up", words.moveUp, () => moveBlock(editor.view, getPos(), -1)),
      iconButton("down", words.moveDown, () => moveBlock(editor.view, getPos(), 1)),
      iconButton("remove", words.remove, () => {
        editor.view.dispatch(editor.state.tr.delete(getPos(), getPos() + this.node.nodeSize));
        editor.view.focus();
      }),
    );
    this.words = words;
    this.contentDOM = el("div", { class: "ed-gallery__pictures" });
    this.dom = el("figure", { class: "ed-gallery" }, this.bar, this.contentDOM);
    this.show();
  }

  show() {
    this.count.textContent = `${this.words.gallery} · ${this.node.childCount}`;
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  selectNode() {
    this.dom.classList.add("is-selected");
  }

  deselectNode() {
    this.dom.classList.remove("is-selected");
  }

  stopEvent(event) {
    return this.bar.contains(event.target) && event.type !== "drop";
  }

  ignoreMutation(mutation) {
    if (mutation.type === "selection") return false;
    return mutation.type === "attributes" || !this.contentDOM.contains(mutation.target);
  }
}
