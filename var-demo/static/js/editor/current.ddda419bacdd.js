// Which blocks the cursor stands in: a picture shows its panel there. While the mouse is pressed nothing opens or closes,
// so that the line under the pointer stays under it, and a press never becomes a selection of lines that moved along.
import { pm } from "django-prose-editor/editor";

const { PluginKey } = pm.state;
const { Decoration, DecorationSet } = pm.view;
const WITH_PANEL = ["photo", "infographic", "galleryPhoto", "embed"];

const key = new PluginKey("current");

function marksOf({ doc, selection }) {
  const { $from } = selection;
  const marks = [];
  const mark = (pos, node) => {
    if ((node.isBlock && !node.isTextblock) || WITH_PANEL.includes(node.type.name)) {
      marks.push(Decoration.node(pos, pos + node.nodeSize, { class: "is-current" }));
    }
  };
  for (let depth = 1; depth <= $from.depth; depth++) mark($from.before(depth), $from.node(depth));
  if (selection.node) mark(selection.from, selection.node);
  return DecorationSet.create(doc, marks);
}

/** Marks the blocks around the cursor; for a plugin of the editor. */
export const current = {
  key,
  state: {
    init: (_, state) => ({ held: false, marks: marksOf(state) }),
    apply(tr, { held, marks }, _, state) {
      const holds = tr.getMeta(key) ?? held;
      return { held: holds, marks: holds ? marks.map(tr.mapping, tr.doc) : marksOf(state) };
    },
  },
  decorations: (state) => key.getState(state).marks,
};

/** From this press of the mouse until it is let go, the marks stay as they are. */
export function hold(view, tr) {
  const over = new AbortController();
  const release = (event) => {
    over.abort();
    if (view.isDestroyed || !key.getState(view.state).held) return;
    view.domObserver.flush(); // where the browser has put the cursor meanwhile
    const line = event.type === "mouseup" && document.elementFromPoint(event.clientX, event.clientY);
    const top = line && line.getBoundingClientRect().top;
    view.dispatch(view.state.tr.setMeta(key, false));
    if (line && line !== view.dom && view.dom.contains(line)) scrollBy(0, line.getBoundingClientRect().top - top);
  };
  for (const type of ["mouseup", "dragend", "blur"]) addEventListener(type, release, { signal: over.signal });
  return tr.setMeta(key, true);
}
