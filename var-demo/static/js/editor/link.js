// Links: an address a reader may be sent to, asked for in a small dialog.
import { askLine } from "body-editor/dialog";

/** The address as it will be kept, or null; the server decides in the end (articles/body/vocabulary.py). */
export function addressOf(typed) {
  const text = typed.trim();
  if (!text || /[\s\\]/.test(text)) return null;
  if (/^\/(?!\/)/.test(text)) return text;
  if (/^(https?:\/\/[^/?#]+|mailto:.+@|tel:[+0-9])/i.test(text)) return text;
  if (/^[^:/?#@]+@[^:/?#@]+\.\w+$/.test(text)) return `mailto:${text}`;
  return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(text) ? `https://${text}` : null;
}

export async function askForLink(editor, { words }) {
  const active = editor.isActive("link");
  if (!active && editor.state.selection.empty) return editor.desk.say(words.linkSelect);
  const given = await askLine({
    title: words.link,
    editor,
    words,
    label: words.linkAddress,
    value: active ? editor.getAttributes("link").href : "",
    help: words.linkHelp,
    submit: words.linkSet,
    extra: active ? words.linkRemove : "",
    check: (typed) => {
      const answer = addressOf(typed);
      return answer ? { answer } : { refusal: words.linkRefused };
    },
  });
  if (!given) return;
  const chain = editor.chain().focus().extendMarkRange("link");
  if (given.extra) chain.unsetLink().run();
  else chain.setMark("link", { href: given.answer }).run();
}
