// Tools that change the kind of a block change paragraphs and headings only. A caption is text as well, and without this
// "Subheading" would make a heading of it: the picture, its credit and its alternative text would be gone.
import { Extension, Plugin, pm } from "django-prose-editor/editor";

const { ReplaceAroundStep, liftTarget } = pm.transform;

const isText = ({ type }) => type.name === "paragraph" || type.name === "heading";

/** What is selected of the text: [node, position], also of what stands around it when `boxes` are wanted. */
function selected({ doc, selection }, boxes = false) {
  const found = [];
  for (const { $from, $to } of selection.ranges) {
    doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
      if (isText(node) || (boxes && node.isBlock && !node.isTextblock)) found.push([node, pos]);
    });
  }
  return found;
}

/** A step that would make another kind of block of a picture, a film or the source of a quote. */
function losesThing(step, doc) {
  if (!(step instanceof ReplaceAroundStep) || !step.structure || step.gapFrom !== step.from + 1) return false;
  const node = doc.nodeAt(step.from);
  return Boolean(node?.isTextblock) && !isText(node) && step.slice.content.firstChild?.type !== node.type;
}

export const TextTools = Extension.create({
  name: "textTools",
  addCommands() {
    return {
      /** As Tiptap's own, for paragraphs and headings. */
      setNode:
        (name, attributes = {}) =>
        ({ state, tr, dispatch, commands }) => {
          const type = typeof name === "string" ? state.schema.nodes[name] : name;
          const fits = ([, pos]) => {
            const $pos = tr.doc.resolve(pos);
            return $pos.parent.canReplaceWith($pos.index(), $pos.index() + 1, type);
          };
          const found = selected(tr);
          if (!found.length) return false;
          if (!dispatch) return true;
          if (!found.some(fits)) commands.clearNodes();
          for (const [node, pos] of selected(tr)) tr.setBlockType(pos, pos + node.nodeSize, type, attributes);
          return true;
        },
      /** As Tiptap's own, for paragraphs, headings and the lists and quotes they stand in. */
      clearNodes:
        () =>
        ({ tr, dispatch }) => {
          const done = tr.steps.length;
          for (const [node, pos] of dispatch ? selected(tr, true) : []) {
            const mapping = tr.mapping.slice(done);
            const $from = tr.doc.resolve(mapping.map(pos));
            const range = $from.blockRange(tr.doc.resolve(mapping.map(pos + node.nodeSize)));
            if (!range) continue;
            const depth = liftTarget(range);
            if (isText(node)) tr.setNodeMarkup(range.start, $from.parent.contentMatchAt($from.index()).defaultType);
            if (depth !== null) tr.lift(range, depth);
          }
          return true;
        },
    };
  },
  addProseMirrorPlugins() {
    return [new Plugin({ filterTransaction: (tr) => !tr.steps.some((step, at) => losesThing(step, tr.docs[at])) })];
  },
});
