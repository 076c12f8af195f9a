// The body's vocabulary as the editor knows it: the same content model as articles/body/structure.py.
import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  Italic,
  Link,
  ListItem,
  OrderedList,
  Paragraph,
  Placeholder,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  TrailingNode,
} from "django-prose-editor/editor";
import { boxExtensions } from "body-editor/boxes";
import { embedExtension } from "body-editor/embed";
import { figureExtensions } from "body-editor/figures";
import { pasteExtension } from "body-editor/paste";
import { relatedExtension } from "body-editor/related";
import { Selected } from "body-editor/selected";
import { TextTools } from "body-editor/text-tools";
import { Uploads } from "body-editor/uploads";

const TEXT = "(paragraph | bulletList | orderedList)+";

const scope = {
  scope: {
    default: null,
    parseHTML: (cell) => (["col", "row", "colgroup", "rowgroup"].includes(cell.getAttribute("scope")) ? cell.getAttribute("scope") : null),
  },
};

export function extensions(desk, { layouts }) {
  const { words } = desk;
  return [
    Document,
    Text,
    Paragraph,
    Heading.configure({ levels: [2, 3] }),
    Bold,
    Italic,
    Subscript.extend({ excludes: "superscript" }),
    Superscript.extend({ excludes: "subscript" }),
    HardBreak,
    BulletList,
    OrderedList.configure({ enableListAttributes: false }).extend({
      addAttributes() {
        return {
          start: {
            default: 1,
            parseHTML: (list) => Number(list.getAttribute("start") ?? 1) || 1,
            renderHTML: ({ start }) => (start > 1 ? { start } : {}),
          },
        };
      },
      renderHTML({ HTMLAttributes }) {
        return ["ol", HTMLAttributes, 0];
      },
      addNodeView: null,
    }),
    ListItem.extend({ content: "paragraph (paragraph | bulletList | orderedList)*" }),
    Blockquote.extend({ content: TEXT }),
    Link.configure({ openOnClick: false, autolink: false, protocols: ["http", "https", "mailto", "tel"] }).extend({
      inclusive: false,
      addKeyboardShortcuts: () => ({}), // Ctrl+K is ours
    }),
    Table.configure({ resizable: false }),
    TableRow,
    TableHeader.extend({
      content: TEXT,
      addAttributes() {
        return { ...this.parent?.(), ...scope };
      },
    }),
    TableCell.extend({ content: TEXT }),
    Dropcursor.configure({ color: false, class: "ed-dropcursor", width: 3 }),
    Gapcursor,
    History.configure({ depth: 300 }),
    Placeholder.configure({ placeholder: words.writeHere, showOnlyWhenEditable: true }),
    TrailingNode,
    Selected,
    TextTools,
    Uploads,
    ...figureExtensions(desk, layouts),
    ...boxExtensions(desk),
    relatedExtension(desk),
    embedExtension(desk),
    pasteExtension(desk),
  ];
}
