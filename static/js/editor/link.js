// Links: an address a reader may be sent to, asked for in a small dialog.
import { askLine } from "body-editor/dialog";

// What only looks like a host: files beside the page that a text was copied from (FILES in articles/body/addresses.py).
const FILES =
  /^(?:aspx?|avi|bmp|cgi|css|csv|docx?|epub|gif|html?|ics|jpe?g|jsp?|json|jspx|mht|mov|mp[34]|odt|pdf|php|png|pptx?|rar|rtf|svg|swf|tiff?|txt|webp|xlsx?|xml|zip)$/i;

// Endings that make a host of what could be an abbreviation ("TP.HCM"): ENDINGS there.
const ENDINGS =
  /^(?:vn|com|net|org|edu|gov|info|int|io|eu|asia|biz|mil|museum|news|app|dev|ai|co|me|tv|ae|ar|at|au|be|bg|bn|br|by|ca|ch|cl|cn|cu|cz|de|dk|dz|eg|es|fi|fr|gr|hk|hu|id|ie|il|in|ir|it|jp|ke|kh|kp|kr|kz|la|lk|lu|mm|mn|mx|my|mz|ng|nl|no|np|nz|ph|pk|pl|pt|qa|ro|rs|ru|sa|se|sg|si|sk|th|tl|tr|tw|ua|uk|us|uz|ve|za)$/;

/** The address as it will be kept, or null; the server decides in the end (articles/body/addresses.py). */
export function addressOf(typed) {
  const text = typed.trim();
  if (!text || /[\s\\]/.test(text)) return null;
  if (/^\/(?!\/)/.test(text)) return text;
  if (/^(https?:\/\/[^/?#]+|mailto:.+@|tel:[+0-9])/i.test(text)) return text;
  if (/^[^:/?#@]+@[^:/?#@]+\.\w+$/.test(text)) return `mailto:${text}`;
  const host = /^(?:[\w-]+\.)+([a-z]{2,24})(:\d+)?(?=([/?#]|$))/i.exec(text);
  if (!host || FILES.test(host[1])) return null;
  return /^www\./i.test(text) || host[2] || host[3] === "/" || ENDINGS.test(host[1]) ? `https://${text}` : null;
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
