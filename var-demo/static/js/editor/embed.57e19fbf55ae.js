// Films of other hosts: only "provider:key" is kept; the player is drawn on the reader's page.
import { Node } from "django-prose-editor/editor";
import { insertBlocks, leaveBelow, moveBlock, selectBlock } from "body-editor/blocks";
import { askLine } from "body-editor/dialog";
import { el, icon, iconButton } from "body-editor/dom";

const CANONICAL = /^(youtube:[\w-]{11}|vimeo:[0-9]{5,12}|file:[\w./-]+\.(?:mp4|webm|m4v))$/;
const NAMES = { youtube: "YouTube", vimeo: "Vimeo", file: "" };
const PAGES = { youtube: "https://www.youtube.com/watch?v=", vimeo: "https://vimeo.com/" };

/** The embed an address stands for, or null. The server decides in the end (articles/body/embeds.py). */
export function embedOf(address) {
  let url;
  try {
    url = new URL(address.trim().replace(/^(?=(www\.|m\.)?(youtube\.com|youtu\.be|vimeo\.com)\/)/, "https://"));
  } catch {
    return null;
  }
  if (!/^https?:$/.test(url.protocol)) return null;
  const host = url.hostname.replace(/^(www|m)\./, "");
  let found = null;
  if (host === "youtu.be") found = url.pathname.match(/^\/([\w-]{11})\/?$/);
  else if (host === "youtube.com" && url.pathname === "/watch") found = (url.searchParams.get("v") ?? "").match(/^([\w-]{11})$/);
  else if (host === "youtube.com" || host === "youtube-nocookie.com") found = url.pathname.match(/^\/(?:embed|shorts|live|v)\/([\w-]{11})\/?$/);
  if (found) return `youtube:${found[1]}`;
  if (host === "vimeo.com") found = url.pathname.match(/^\/([0-9]{5,12})\/?$/);
  else if (host === "player.vimeo.com") found = url.pathname.match(/^\/video\/([0-9]{5,12})\/?$/);
  return found ? `vimeo:${found[1]}` : null;
}

class EmbedView {
  constructor({ node, editor, getPos, desk }) {
    this.node = node;
    const { words } = desk;
    const [provider, key] = node.attrs.embed.split(/:(.*)/s);
    const page = PAGES[provider] && el("a", { href: PAGES[provider] + key, target: "_blank", rel: "noopener noreferrer", tabindex: "-1" }, words.watch);
    this.bar = el(
      "div",
      { class: "ed-box__bar", contenteditable: "false", onclick: (event) => event.target === this.bar && selectBlock(editor.view, getPos()) },
      icon("video"),
      el("span", { class: "ed-box__name" }, [NAMES[provider] || words.ownFilm, key].join(" · ")),
      page,
      iconButton("up", words.moveUp, () => moveBlock(editor.view, getPos(), -1)),
      iconButton("down", words.moveDown, () => moveBlock(editor.view, getPos(), 1)),
      iconButton("remove", words.remove, () => {
        editor.view.dispatch(editor.state.tr.delete(getPos(), getPos() + this.node.nodeSize));
        editor.view.focus();
      }),
    );
    this.contentDOM = el("figcaption", { class: "ed-figure__caption", "data-placeholder": words.filmCaption });
    this.dom = el("figure", { class: "ed-box ed-embed" }, this.bar, this.contentDOM);
    this.update(node);
  }

  update(node) {
    if (node.type !== this.node.type || node.attrs.embed !== this.node.attrs.embed) return false;
    this.node = node;
    this.contentDOM.classList.toggle("is-empty", node.content.size === 0);
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

export function embedExtension(desk) {
  return Node.create({
    name: "embed",
    group: "block",
    content: "inline*",
    marks: "bold italic link",
    isolating: true,
    defining: true,
    addAttributes() {
      return {
        embed: {
          default: null,
          parseHTML: (figure) => figure.dataset.embed,
          renderHTML: ({ embed }) => ({ "data-embed": embed }),
        },
      };
    },
    parseHTML() {
      return [
        {
          tag: "figure[data-embed]",
          priority: 60,
          contentElement: (figure) => figure.querySelector("figcaption") ?? document.createElement("figcaption"),
          getAttrs: (figure) => (CANONICAL.test(figure.dataset.embed) ? null : false),
        },
      ];
    },
    renderHTML({ HTMLAttributes }) {
      return ["figure", HTMLAttributes, ["figcaption", 0]];
    },
    addNodeView() {
      return ({ node, editor, getPos }) => new EmbedView({ node, editor, getPos, desk });
    },
    addKeyboardShortcuts() {
      return { Enter: () => leaveBelow(this.editor, this.name) };
    },
  });
}

export async function askForEmbed(editor, { words }) {
  const given = await askLine({
    title: words.film,
    editor,
    words,
    label: words.filmAddress,
    help: words.filmHelp,
    submit: words.insert,
    check: (address) => {
      const answer = embedOf(address);
      return answer ? { answer } : { refusal: words.filmRefused };
    },
  });
  if (given) insertBlocks(editor, [editor.schema.nodes.embed.create({ embed: given.answer })]);
}
