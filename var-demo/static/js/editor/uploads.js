// Pictures on their way to the library: a line with progress stands where each will be, until it is there.
import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { boundaryAfter, insertAt } from "body-editor/blocks";
import { el, fill, iconButton } from "body-editor/dom";
import { pictureNode } from "body-editor/figures";

const { PluginKey } = pm.state;
const { Decoration, DecorationSet } = pm.view;
const key = new PluginKey("uploads");

export const isPicture = (file) => file.type.startsWith("image/") || /\.(jpe?g|png|webp|gif|heic|avif|tiff?)$/i.test(file.name);

function find(state, upload) {
  const [found] = key.getState(state).find(undefined, undefined, (spec) => spec.upload === upload);
  return found ? found.from : null;
}

/** Sends pictures and puts each where it belongs: after the block at `pos`. */
export function uploadPictures(editor, desk, files, pos = editor.state.selection.to) {
  const pictures = [...files].filter(isPicture);
  const others = [...files].length - pictures.length;
  if (others) desk.say(fill(desk.words.notPictures, { number: others }));
  for (const file of pictures) startUpload(editor, desk, file, pos);
  return pictures.length > 0;
}

function startUpload(editor, desk, file, pos) {
  const { words } = desk;
  const upload = { file };
  const bar = el("progress", { max: 1, value: 0, "aria-label": words.uploading });
  const line = el("span", { class: "ed-upload__words", role: "status" });
  const tools = el("span", { class: "ed-upload__tools" });
  upload.dom = el("div", { class: "ed-upload", contenteditable: "false" }, line, bar, tools);

  const drop = () => {
    desk.pending.delete(upload);
    if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(key, { remove: upload }));
  };
  const send = () => {
    desk.pending.add(upload);
    line.textContent = fill(words.sending, { name: file.name || words.picture });
    upload.dom.classList.remove("is-refused");
    bar.hidden = false;
    const sending = desk.upload(file, (share) => {
      bar.value = share;
      if (share === 1) line.textContent = fill(words.preparing, { name: file.name || words.picture });
    });
    tools.replaceChildren(iconButton("close", words.cancel, () => sending.cancel()));
    sending.then(
      (picture) => {
        if (editor.isDestroyed) return;
        const at = find(editor.state, upload);
        const tr = editor.state.tr.setMeta(key, { remove: upload });
        if (at !== null) insertAt(tr, at, pictureNode(editor.schema, picture));
        editor.view.dispatch(tr);
        desk.pending.delete(upload);
        desk.say(fill(words.uploaded, { name: file.name || words.picture }));
        desk.settled();
      },
      (error) => {
        if (error.name === "AbortError") {
          drop();
          desk.settled();
          return;
        }
        desk.pending.delete(upload);
        bar.hidden = true;
        upload.dom.classList.add("is-refused");
        line.textContent = fill(words.refused, { name: file.name || words.picture, reason: error.message });
        tools.replaceChildren(
          el("button", { type: "button", class: "ed-action", onclick: send }, words.again),
          iconButton("close", words.cancel, drop),
        );
        desk.settled();
      },
    );
  };
  const at = boundaryAfter(editor.state.doc, pos);
  editor.view.dispatch(editor.state.tr.setMeta(key, { add: upload, at }));
  send();
}

export const Uploads = Extension.create({
  name: "uploads",
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(tr, set) {
            let next = set.map(tr.mapping, tr.doc);
            const meta = tr.getMeta(key);
            if (meta?.add) {
              const widget = Decoration.widget(meta.at, meta.add.dom, { side: -1, upload: meta.add, stopEvent: () => true, ignoreSelection: true });
              next = next.add(tr.doc, [widget]);
            } else if (meta?.remove) {
              next = next.remove(next.find(undefined, undefined, (spec) => spec.upload === meta.remove));
            }
            return next;
          },
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ];
  },
});
