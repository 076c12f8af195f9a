// Pull quotes with their speaker, and note boxes.
import { Node } from "django-prose-editor/editor";
import { leaveBelow } from "body-editor/blocks";

export function boxExtensions({ words }) {
  return [
    Node.create({
      name: "pullQuote",
      group: "block",
      content: "paragraph+ pullSource",
      isolating: true,
      defining: true,
      parseHTML() {
        return [{ tag: "blockquote[data-pull]", priority: 60 }];
      },
      renderHTML() {
        return ["blockquote", { "data-pull": "", class: "ed-pull" }, 0];
      },
    }),
    Node.create({
      name: "pullSource",
      content: "inline*",
      marks: "bold italic link",
      defining: true,
      parseHTML() {
        return [{ tag: "cite", context: "pullQuote/" }];
      },
      renderHTML({ node }) {
        const empty = node.content.size ? {} : { class: "is-empty", "data-placeholder": words.speaker };
        return ["cite", empty, 0];
      },
      addKeyboardShortcuts() {
        return { Enter: () => leaveBelow(this.editor, this.name) };
      },
    }),
    Node.create({
      name: "note",
      group: "block",
      content: "(paragraph | heading | bulletList | orderedList)+",
      defining: true,
      parseHTML() {
        return [{ tag: "aside[data-note]", priority: 60 }];
      },
      renderHTML() {
        return ["aside", { "data-note": "", class: "ed-note" }, 0];
      },
    }),
  ];
}
