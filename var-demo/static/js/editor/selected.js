// A picture, a film or a box that is selected whole: only Delete, Backspace, cutting and its own button take it away.
// What is written, composed or pasted then goes into the line below it; a click into the text counts at once.
import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { lineBelow } from "body-editor/blocks";
import { current, hold } from "body-editor/current";

const { NodeSelection, TextSelection } = pm.state;

const isSelectedWhole = ({ selection }) => selection instanceof NodeSelection && selection.node.isBlock;

/** The browser tells only some moments later where it has put the cursor; a key must not be done to the old selection. */
function readCursor(view) {
  if (view.composing) return;
  view.domObserver.forceFlush();
  view.domObserver.flush();
}

/** Puts the cursor below a block that is selected whole, into an empty line. */
export function makeRoom(view) {
  if (!isSelectedWhole(view.state)) return false;
  readCursor(view);
  if (!isSelectedWhole(view.state)) return false;
  view.dispatch(lineBelow(view.state.tr, view.state.selection.to).scrollIntoView());
  return true;
}

/** The cursor of a click into the text, where waiting for the browser could bring an old selection back. */
function clicked(view, event) {
  const { doc, selection } = view.state;
  if (event.button || event.shiftKey || event.ctrlKey || event.metaKey) return null;
  if (!isSelectedWhole(view.state) && (view.hasFocus() || !selection.empty)) return null;
  const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
  return at && doc.resolve(at.pos).parent.inlineContent ? TextSelection.create(doc, at.pos) : null;
}

const writes = ({ charCode, ctrlKey, altKey, metaKey }) => charCode && (!ctrlKey || altKey) && !metaKey;
const WRITTEN = /^insert(Text|ReplacementText|CompositionText|Paragraph|LineBreak)$/;

export const Selected = Extension.create({
  name: "selected",
  priority: 1000, // before the keys of the text
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: current.key,
        state: current.state,
        props: {
          decorations: current.decorations,
          handleKeyDown: (view, { key }) => key === "Enter" && makeRoom(view),
          handleDOMEvents: {
            mousedown(view, event) {
              const tr = hold(view, view.state.tr);
              const cursor = clicked(view, event);
              view.dispatch(cursor ? tr.setSelection(cursor) : tr);
              return false;
            },
            keydown(view, { keyCode }) {
              if (keyCode !== 229) readCursor(view);
              return false;
            },
            keypress(view, event) {
              if (writes(event)) makeRoom(view);
              return false;
            },
            compositionstart(view) {
              if (!view.composing) makeRoom(view);
              return false;
            },
            // Words that come without a key: dictation, a panel of signs, some input methods.
            beforeinput(view, event) {
              if (!WRITTEN.test(event.inputType) || !makeRoom(view) || !event.cancelable) return false;
              event.preventDefault();
              const words = event.data ?? event.dataTransfer?.getData("text/plain");
              if (words) view.dispatch(view.state.tr.insertText(words));
              return true;
            },
          },
        },
      }),
    ];
  },
});
