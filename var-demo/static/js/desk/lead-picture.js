// The lead picture: chosen or uploaded in the body editor's own dialog, shown at once, its words proposed.
import { Desk } from "body-editor/desk";
import { choosePictures } from "body-editor/picker";

const box = document.querySelector("[data-lead-photo]");
const source = document.querySelector("textarea[data-body-editor]");
if (box && source) prepare(box, source.form, JSON.parse(source.dataset.bodyEditor));

function prepare(box, form, config) {
  const desk = new Desk(config, form);
  const number = box.querySelector("input");
  const view = box.querySelector("[data-view]");
  const choose = box.querySelector("[data-choose]");
  const clear = box.querySelector("[data-clear]");
  const said = box.querySelector("[data-said]");
  const words = {
    caption: form.elements.photo_caption,
    alt: form.elements.photo_alt,
    credit: form.elements.photo_credit,
  };
  const wordsOf = (picture) => ({ caption: picture.caption, alt: picture.alt, credit: picture.credit_line });
  let proposed = {}; // what the picture before suggested: only that is written over

  const show = () => {
    box.classList.toggle("has-picture", Boolean(number.value));
    clear.hidden = !number.value;
    view.hidden = !number.value;
    choose.querySelector("[data-label]").textContent = number.value ? choose.dataset.other : choose.dataset.first;
  };
  const put = (picture) => {
    number.value = picture.id;
    const image = new Image();
    image.src = picture.thumb;
    image.alt = picture.alt;
    view.replaceChildren(image);
    said.textContent = picture.warnings.join(" ");
    const suggested = wordsOf(picture);
    for (const [name, field] of Object.entries(words)) {
      if (!field.value.trim() || field.value === proposed[name]) {
        field.value = suggested[name];
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    proposed = suggested;
    show();
    box.dispatchEvent(new CustomEvent("desk:changed", { bubbles: true }));
  };
  const upload = async ([file]) => {
    if (!file) return;
    choose.disabled = true;
    said.textContent = desk.words.uploading;
    try {
      put(await desk.upload(file, () => {}));
    } catch (error) {
      said.textContent = error.message;
    }
    choose.disabled = false;
  };
  choose.addEventListener("click", async () => {
    const [picture] = await choosePictures(desk, { editor: null, single: true, onFiles: upload });
    if (picture) put(picture);
    choose.focus();
  });
  clear.addEventListener("click", () => {
    number.value = "";
    view.replaceChildren();
    said.textContent = "";
    for (const [name, field] of Object.entries(words)) if (field.value === proposed[name]) field.value = "";
    show();
    choose.focus();
    box.dispatchEvent(new CustomEvent("desk:changed", { bubbles: true }));
  });
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    upload(event.dataTransfer.files);
  });
  if (number.value) {
    desk.picture(Number(number.value)).then((picture) => { if (picture) proposed = wordsOf(picture); }, () => {});
  }
  box.classList.add("is-ready");
  choose.hidden = false;
  show();
}
