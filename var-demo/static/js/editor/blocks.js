// Where blocks go: always between blocks, never into the middle of a sentence.
import { pm } from "django-prose-editor/editor";

const { NodeSelection, Selection, TextSelection } = pm.state;

const isEmptyParagraph = (node) => node.type.name === "paragraph" && node.content.size === 0;

/** The boundary of the first level after which something new belongs, for a position in the text. */
export function boundaryAfter(doc, pos) {
  const $pos = doc.resolve(Math.min(pos, doc.content.size));
  return $pos.depth ? $pos.after(1) : $pos.pos;
}

/** Puts blocks at a boundary of the first level; an empty paragraph before it makes room. */
export function insertAt(tr, boundary, nodes) {
  const before = tr.doc.resolve(boundary).nodeBefore;
  const from = before && isEmptyParagraph(before) ? boundary - before.nodeSize : boundary;
  tr.replaceWith(from, boundary, nodes);
  return from;
}

/** Inserts blocks after the block the cursor stands in, and selects the first or goes into it. */
export function insertBlocks(editor, nodes, { into = false } = {}) {
  const { state, view } = editor;
  const tr = state.tr;
  const from = insertAt(tr, boundaryAfter(state.doc, state.selection.to), nodes);
  const end = from + nodes.reduce((size, node) => size + node.nodeSize, 0);
  if (end >= tr.doc.content.size) tr.insert(end, state.schema.nodes.paragraph.create());
  if (into) tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1)));
  else if (nodes.length === 1) tr.setSelection(NodeSelection.create(tr.doc, from));
  else tr.setSelection(Selection.near(tr.doc.resolve(end), 1));
  view.dispatch(tr.scrollIntoView());
  view.focus();
}

/** Moves the block of the first level at `pos` one place up (-1) or down (1), selected. */
export function moveBlock(view, pos, by) {
  const { doc } = view.state;
  const index = doc.resolve(pos).index(0);
  const other = index + by;
  if (other < 0 || other >= doc.childCount) return false;
  const node = doc.child(index);
  const neighbour = doc.child(other);
  const tr = view.state.tr.delete(pos, pos + node.nodeSize);
  const to = by < 0 ? pos - neighbour.nodeSize : pos + neighbour.nodeSize;
  tr.insert(to, node).setSelection(NodeSelection.create(tr.doc, to));
  view.dispatch(tr.scrollIntoView());
  return true;
}

/** Puts the cursor into an empty line below the block of the first level that holds `pos`. */
export function lineBelow(tr, pos) {
  const after = boundaryAfter(tr.doc, pos);
  const next = tr.doc.resolve(after).nodeAfter;
  if (!next || !isEmptyParagraph(next)) tr.insert(after, tr.doc.type.schema.nodes.paragraph.create());
  return tr.setSelection(TextSelection.create(tr.doc, after + 1));
}

/** Enter at the end of a caption or a quote's source: go on in the text below. */
export function leaveBelow(editor, name) {
  const { state, view } = editor;
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== name) return false;
  view.dispatch(lineBelow(state.tr, $from.pos).scrollIntoView());
  return true;
}

/** Selects the block at `pos` as a whole. */
export function selectBlock(view, pos) {
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, pos)));
}

/** Sets attributes of the node at `pos` without moving the cursor. */
export function setAttributes(view, pos, attributes) {
  const node = view.state.doc.nodeAt(pos);
  if (!node) return;
  const tr = view.state.tr;
  for (const [name, value] of Object.entries(attributes)) {
    if (node.attrs[name] !== value) tr.setNodeAttribute(pos, name, value);
  }
  if (tr.docChanged) view.dispatch(tr);
}
