// Pasting and dropping: words are cleaned, pictures are uploaded, a film's address becomes the film.
import { Extension, Plugin } from "django-prose-editor/editor";
import { insertBlocks } from "body-editor/blocks";
import { fill } from "body-editor/dom";
import { embedOf } from "body-editor/embed";
import { fromClipboard, wordsOf } from "body-editor/office";
import { makeRoom } from "body-editor/selected";
import { isPicture, uploadPictures } from "body-editor/uploads";

/** Word puts a picture of the words beside the words: it is wanted only where there are none. */
function onlyPictures(data) {
  const html = data.getData("text/html");
  const written = html ? wordsOf(html) : data.getData("text/plain");
  return !written.trim();
}

function onEmptyLine({ $from, empty }) {
  return empty && $from.depth === 1 && $from.parent.type.name === "paragraph" && $from.parent.content.size === 0;
}

export const pasteExtension = (desk) =>
  Extension.create({
    name: "pasteAndDrop",
    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new Plugin({
          props: {
            handlePaste(view, event) {
              const data = event.clipboardData;
              if (!data) return false;
              const files = [...data.files].filter(isPicture);
              if (files.length && onlyPictures(data)) return uploadPictures(editor, desk, files);
              makeRoom(view); // below a block that is selected whole, not into its place
              const embed = onEmptyLine(view.state.selection) && embedOf(data.getData("text/plain"));
              if (!embed) return false;
              insertBlocks(editor, [view.state.schema.nodes.embed.create({ embed })]);
              return true;
            },
            handleDrop(view, event, _slice, moved) {
              const files = [...(event.dataTransfer?.files ?? [])];
              if (moved || !files.length) return false;
              event.preventDefault();
              const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
              uploadPictures(editor, desk, files, at ? at.pos : view.state.doc.content.size);
              return true;
            },
            transformPastedHTML(html) {
              try {
                const cleaned = fromClipboard(html);
                if (cleaned.pictures) desk.say(fill(desk.words.picturesLeft, { number: cleaned.pictures }));
                return cleaned.html;
              } catch (error) {
                console.error(error);
                return html; // the schema and the server clean it all the same
              }
            },
          },
        }),
      ];
    },
  });
