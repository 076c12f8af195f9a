// A pin's own picture: chosen in the library's dialog. Lines come and go, so one listener serves them all.
import { Desk } from "body-editor/desk";
import { choosePictures } from "body-editor/picker";

const form = document.querySelector("[data-picker]");
const desk = new Desk(JSON.parse(form.dataset.picker), form);

const show = (box, picture) => {
  const number = box.querySelector("input");
  const choose = box.querySelector("[data-choose]");
  const view = box.querySelector("[data-view]");
  if (picture) {
    const image = new Image();
    image.src = picture.thumb;
    image.alt = picture.alt;
    view.replaceChildren(image);
    number.value = picture.id;
  }
  view.hidden = !number.value;
  box.querySelector("[data-clear]").hidden = !number.value;
  choose.hidden = false;
  choose.querySelector("[data-label]").textContent = number.value ? choose.dataset.other : choose.dataset.first;
  box.classList.add("is-ready");
};
const prepare = (within) => within.querySelectorAll("[data-lead-photo]").forEach((box) => show(box));

form.addEventListener("click", async (event) => {
  const box = event.target.closest("[data-lead-photo]");
  if (event.target.closest("[data-clear]")) {
    box.querySelector("input").value = "";
    box.querySelector("[data-view]").replaceChildren();
    show(box);
  } else if (event.target.closest("[data-choose]")) {
    const [picture] = await choosePictures(desk, { editor: null, single: true });
    if (picture) show(box, picture);
  } else return;
  form.dispatchEvent(new Event("input"));
});
form.addEventListener("formset:added", (event) => prepare(event.target));
prepare(form);
