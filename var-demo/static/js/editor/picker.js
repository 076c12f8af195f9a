// Choosing pictures of the library, or sending new ones, in a dialog.
import { ask } from "body-editor/dialog";
import { el, fill, icon } from "body-editor/dom";

/** Resolves with the chosen pictures, in the order of choosing; empty when nothing was chosen. */
export async function choosePictures(desk, { editor, single = false, most = desk.most, kind = "", onFiles, gallery }) {
  const { words } = desk;
  const chosen = new Map();
  const answer = await ask({
    title: single ? words.choosePicture : words.choosePictures,
    editor,
    words,
    className: "ed-picker",
    build(close) {
      let page = 1;
      let latest = 0;
      const grid = el("div", { class: "ed-picker__grid", role: "group", "aria-label": words.library });
      const state = el("p", { class: "ed-help", role: "status" });
      const more = el("button", { type: "button", class: "ed-action", hidden: true, onclick: () => load(page + 1) }, words.more);
      const search = el("input", {
        class: "ed-input",
        type: "search",
        placeholder: words.searchPictures,
        "aria-label": words.searchPictures,
        autocomplete: "off",
        oninput: () => {
          clearTimeout(search.timer);
          search.timer = setTimeout(() => load(1), 250);
        },
      });
      const files = el("input", {
        type: "file",
        accept: "image/*",
        multiple: !single,
        hidden: true,
        onchange: () => {
          onFiles?.([...files.files]);
          close();
        },
      });
      const insert = el("button", { type: "button", class: "ed-action ed-action--main", disabled: true, onclick: () => close("each") }, single ? words.choose : words.insert);
      const together = gallery && el("button", { type: "button", class: "ed-action", hidden: true, onclick: () => close("gallery") }, words.insertGallery);
      const tell = () => {
        insert.disabled = !chosen.size;
        if (together) together.hidden = chosen.size < 2;
        state.textContent = chosen.size ? fill(words.chosen, { number: chosen.size }) : "";
      };
      const tile = (picture) => {
        const label = picture.caption || picture.alt || fill(words.pictureNumber, { id: picture.id });
        const number = el("span", { class: "ed-tile__mark", "aria-hidden": "true" });
        const node = el(
          "button",
          {
            type: "button",
            class: "ed-tile",
            "aria-pressed": "false",
            title: [label, picture.credit_line, ...picture.warnings].filter(Boolean).join("\n"),
            onclick: () => {
              if (chosen.has(picture.id)) chosen.delete(picture.id);
              else {
                if (single) chosen.clear();
                if (chosen.size < most) chosen.set(picture.id, picture);
              }
              mark();
            },
            ondblclick: () => {
              chosen.clear();
              chosen.set(picture.id, picture);
              close("each");
            },
          },
          el("img", { src: picture.thumb, alt: "", loading: "lazy", width: picture.width, height: picture.height }),
          number,
          el("span", { class: "ed-tile__words" }, picture.warnings.length > 0 && icon("warning"), label),
        );
        node.picture = picture.id;
        node.number = number;
        return node;
      };
      const mark = () => {
        const order = [...chosen.keys()];
        for (const each of grid.children) {
          const place = order.indexOf(each.picture);
          each.setAttribute("aria-pressed", String(place >= 0));
          each.number.textContent = place >= 0 && !single ? String(place + 1) : "";
        }
        tell();
      };
      const load = async (wanted) => {
        const turn = ++latest;
        state.textContent = words.loading;
        try {
          const data = await desk.findPictures({ q: search.value.trim(), page: wanted, kind });
          if (turn !== latest) return;
          page = wanted;
          if (wanted === 1) grid.replaceChildren();
          grid.append(...data.photos.map(tile));
          more.hidden = !data.has_next;
          mark();
          if (!grid.children.length) state.textContent = words.nothingFound;
        } catch (error) {
          if (turn === latest) state.textContent = error.message;
        }
      };
      load(1);
      return [
        el(
          "div",
          { class: "ed-picker__bar" },
          search,
          onFiles && el("button", { type: "button", class: "ed-action", onclick: () => files.click() }, icon("upload"), words.upload),
          files,
        ),
        el("div", { class: "ed-picker__scroll" }, grid, more),
        el("div", { class: "ed-dialog__foot" }, state, together, insert),
      ];
    },
  });
  if (!answer) return [];
  const pictures = [...chosen.values()];
  pictures.asGallery = answer === "gallery";
  return pictures;
}
