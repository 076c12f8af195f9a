// Photos, infographics and galleries: a picture of the library by number, with caption, alt and credit of its own.
import { Node, Plugin } from "django-prose-editor/editor";
import { leaveBelow } from "body-editor/blocks";
import { FigureView, GalleryView } from "body-editor/figure-view";

const caption = (figure) => figure.querySelector(":scope > figcaption") ?? document.createElement("figcaption");
const number = (value) => (/^[0-9]{1,15}$/.test(value ?? "") && Number(value) > 0 ? Number(value) : null);
const text = (name) => ({
  default: "",
  parseHTML: (figure) => figure.getAttribute(`data-${name}`) ?? "",
  renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
});

function figureNode({ name, attribute, group, context, desk, layouts }) {
  return Node.create({
    name,
    group,
    content: "inline*",
    marks: "bold italic link subscript superscript",
    isolating: true,
    defining: true,
    selectable: true,
    draggable: false, // the picture itself is the handle: words of a caption stay selectable
    addAttributes() {
      const attributes = {
        photo: {
          default: null,
          parseHTML: (figure) => number(figure.getAttribute(attribute)),
          renderHTML: ({ photo }) => ({ [attribute]: String(photo) }),
        },
      };
      if (layouts) {
        attributes.layout = {
          default: layouts[0],
          parseHTML: (figure) => (layouts.includes(figure.dataset.layout) ? figure.dataset.layout : layouts[0]),
          renderHTML: ({ layout }) => ({ "data-layout": layout }),
        };
      }
      return { ...attributes, alt: text("alt"), credit: text("credit") };
    },
    parseHTML() {
      return [
        {
          tag: `figure[${attribute}]`,
          context,
          priority: context ? 70 : 60,
          contentElement: caption,
          getAttrs: (figure) => (number(figure.getAttribute(attribute)) ? null : false),
        },
      ];
    },
    renderHTML({ HTMLAttributes }) {
      return ["figure", HTMLAttributes, ["figcaption", 0]];
    },
    addNodeView() {
      return ({ node, editor, getPos }) => new FigureView({ node, editor, getPos, desk, layouts });
    },
    addKeyboardShortcuts() {
      return { Enter: () => leaveBelow(this.editor, name) };
    },
  });
}

/** A gallery's last picture leaves a place without a picture behind: it goes, and the empty gallery with it. */
function withoutEmptyPlaces(transactions, _before, state) {
  if (!transactions.some((each) => each.docChanged)) return null;
  const gone = [];
  state.doc.forEach((gallery, at) => {
    if (gallery.type.name !== "gallery") return;
    const places = [];
    gallery.forEach((use, offset) => use.attrs.photo || places.push([at + 1 + offset, at + 1 + offset + use.nodeSize]));
    gone.push(...(places.length === gallery.childCount ? [[at, at + gallery.nodeSize]] : places));
  });
  if (!gone.length) return null;
  return gone.reverse().reduce((tr, [from, to]) => tr.delete(from, to), state.tr);
}

export function figureExtensions(desk, layouts) {
  return [
    figureNode({ name: "photo", attribute: "data-photo", group: "block", desk, layouts }),
    figureNode({ name: "infographic", attribute: "data-infographic", group: "block", desk }),
    figureNode({ name: "galleryPhoto", attribute: "data-photo", context: "gallery/", desk }),
    Node.create({
      name: "gallery",
      group: "block",
      content: "galleryPhoto+",
      isolating: true,
      defining: true,
      selectable: true,
      parseHTML() {
        return [
          {
            tag: "figure[data-gallery]",
            priority: 60,
            getAttrs: (figure) => (figure.querySelector("figure[data-photo]") ? null : false),
          },
        ];
      },
      renderHTML({ node }) {
        const ids = [];
        node.forEach((child) => ids.push(child.attrs.photo));
        return ["figure", { "data-gallery": ids.join(",") }, 0];
      },
      addNodeView() {
        return ({ node, editor, getPos }) => new GalleryView({ node, editor, getPos, desk });
      },
      addProseMirrorPlugins() {
        return [new Plugin({ appendTransaction: withoutEmptyPlaces })];
      },
    }),
  ];
}

/** The node for a picture somebody chose: an infographic of the library is read, not only looked at. */
export function pictureNode(schema, picture) {
  const type = picture.kind === "infographic" ? schema.nodes.infographic : schema.nodes.photo;
  return type.create({ photo: picture.id });
}

export function galleryNode(schema, pictures) {
  const uses = pictures.map((picture) => schema.nodes.galleryPhoto.create({ photo: picture.id }));
  return schema.nodes.gallery.create(null, uses);
}
