// The related box: numbers of stories in order, searched and arranged in place.
import { Node } from "django-prose-editor/editor";
import { moveBlock, selectBlock, setAttributes } from "body-editor/blocks";
import { el, fill, icon, iconButton } from "body-editor/dom";

const numbers = (value) => [...new Set((value ?? "").split(",").map(Number).filter((id) => Number.isSafeInteger(id) && id > 0))];
let listNumber = 0;

class RelatedView {
  constructor({ node, editor, getPos, desk }) {
    Object.assign(this, { node, editor, getPos, desk });
    const { words } = desk;
    const id = `ed-stories-${++listNumber}`;
    this.list = el("ol", { class: "ed-related__list" });
    this.options = el("ul", { class: "ed-options", id, role: "listbox", hidden: true });
    this.search = el("input", {
      class: "ed-input",
      type: "search",
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-autocomplete": "list",
      "aria-label": words.searchStories,
      placeholder: words.searchStories,
      autocomplete: "off",
      oninput: () => this.look(),
      onfocus: () => this.search.value || this.look(),
      onblur: () => this.close(),
      onkeydown: (event) => this.key(event),
    });
    this.lead = el("input", { type: "checkbox", onchange: () => this.set({ lead: this.lead.checked }) });
    this.bar = el(
      "div",
      { class: "ed-box__bar", draggable: "false", onclick: (event) => event.target === this.bar && selectBlock(editor.view, getPos()) },
      icon("related"),
      el("span", { class: "ed-box__name" }, words.related),
      el("label", { class: "ed-check" }, this.lead, words.withLead),
      iconButton("up", words.moveUp, () => moveBlock(editor.view, getPos(), -1)),
      iconButton("down", words.moveDown, () => moveBlock(editor.view, getPos(), 1)),
      iconButton("remove", words.remove, () => {
        editor.view.dispatch(editor.state.tr.delete(getPos(), getPos() + this.node.nodeSize));
        editor.view.focus();
      }),
    );
    this.empty = el("p", { class: "ed-help" }, words.relatedEmpty);
    this.dom = el(
      "aside",
      { class: "ed-box ed-related", contenteditable: "false" },
      this.bar,
      this.list,
      this.empty,
      el("div", { class: "ed-related__search" }, this.search, this.options),
    );
    this.show();
  }

  set(attributes) {
    setAttributes(this.editor.view, this.getPos(), attributes);
  }

  show() {
    const { words } = this.desk;
    const { stories, lead } = this.node.attrs;
    this.lead.checked = lead;
    this.empty.hidden = stories.length > 0;
    this.search.disabled = stories.length >= this.desk.most;
    this.list.replaceChildren(
      ...stories.map((id, index) => {
        const title = el("span", { class: "ed-related__title" }, fill(words.storyNumber, { id }));
        this.desk.story(id).then(
          (story) => {
            title.textContent = story ? story.title : fill(words.storyGone, { id });
            title.classList.toggle("is-missing", !story);
          },
          () => title.classList.add("is-missing"),
        );
        const move = (by) => {
          const ids = [...this.node.attrs.stories];
          ids.splice(index + by, 0, ids.splice(index, 1)[0]);
          this.set({ stories: ids });
        };
        return el(
          "li",
          {},
          title,
          iconButton("up", words.moveUp, () => move(-1), { disabled: index === 0 }),
          iconButton("down", words.moveDown, () => move(1), { disabled: index === stories.length - 1 }),
          iconButton("close", words.takeOut, () => this.set({ stories: stories.filter((each) => each !== id) })),
        );
      }),
    );
  }

  look() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const turn = (this.turn = (this.turn ?? 0) + 1);
      let rows;
      try {
        const found = await this.desk.findStories(this.search.value.trim());
        const free = found.filter((story) => !this.node.attrs.stories.includes(story.id));
        rows = free.map((story) =>
          el(
            "li",
            {
              role: "option",
              id: `${this.options.id}-${story.id}`,
              "aria-selected": "false",
              onmousedown: (event) => {
                event.preventDefault();
                this.add(story.id);
              },
            },
            el("span", { class: "ed-options__title" }, story.title),
            el("span", { class: "ed-options__more" }, [story.section, story.date].filter(Boolean).join(" · ")),
          ),
        );
        rows.forEach((row, index) => (row.story = free[index].id));
        if (!rows.length) rows = [el("li", { class: "ed-help" }, this.desk.words.nothingFound)];
      } catch (error) {
        rows = [el("li", { class: "ed-error" }, error.message)];
      }
      if (turn !== this.turn || document.activeElement !== this.search) return;
      this.options.replaceChildren(...rows);
      this.options.hidden = false;
      this.search.setAttribute("aria-expanded", "true");
      this.point(0);
    }, 200);
  }

  point(at) {
    const rows = [...this.options.children].filter((row) => row.story);
    this.at = rows.length ? (at + rows.length) % rows.length : -1;
    rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === this.at)));
    const row = rows[this.at];
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.search.setAttribute("aria-activedescendant", row.id);
    else this.search.removeAttribute("aria-activedescendant");
    return row;
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.options.hidden) this.look();
      else this.point(this.at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault(); // never sends the story's form
      const row = this.options.hidden ? null : this.point(this.at);
      if (row) this.add(row.story);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (this.options.hidden) this.editor.view.focus();
      else this.close();
    }
  }

  add(id) {
    this.search.value = "";
    this.close();
    this.set({ stories: [...this.node.attrs.stories, id].slice(0, this.desk.most) });
    this.search.focus();
  }

  close() {
    clearTimeout(this.timer);
    this.turn = (this.turn ?? 0) + 1;
    this.options.hidden = true;
    this.search.setAttribute("aria-expanded", "false");
    this.search.removeAttribute("aria-activedescendant");
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
    return event.type !== "drop";
  }

  ignoreMutation() {
    return true;
  }
}

export function relatedExtension(desk) {
  return Node.create({
    name: "related",
    group: "block",
    atom: true,
    selectable: true,
    addAttributes() {
      return {
        stories: {
          default: [],
          parseHTML: (box) => numbers(box.dataset.related).slice(0, desk.most),
          renderHTML: ({ stories }) => ({ "data-related": stories.join(",") }),
        },
        lead: {
          default: false,
          parseHTML: (box) => box.dataset.lead === "1",
          renderHTML: ({ lead }) => (lead ? { "data-lead": "1" } : {}),
        },
      };
    },
    parseHTML() {
      return [{ tag: "aside[data-related]", priority: 60 }];
    },
    renderHTML({ HTMLAttributes }) {
      return ["aside", HTMLAttributes];
    },
    addNodeView() {
      return ({ node, editor, getPos }) => new RelatedView({ node, editor, getPos, desk });
    },
  });
}
