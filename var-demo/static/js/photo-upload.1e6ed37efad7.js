// Sends each chosen or dropped picture by itself and lets its words be written at once. Without this module the
// page is a plain form that sends all of them together.
const form = document.querySelector("[data-photo-upload]");
const drop = form.querySelector("[data-photo-drop]");
const chooser = form.querySelector("input[type=file]");
const list = document.querySelector("[data-photo-sent]");
const pattern = document.querySelector("#photo-sent-card");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const AT_ONCE = 2;
const waiting = [];
let sending = 0;

async function post(url, data) {
  let response;
  try {
    response = await fetch(url, { method: "POST", body: data, headers: { "X-CSRFToken": token } });
    const answer = await response.json();
    return response.ok ? answer : { error: answer.error || form.dataset.broken };
  } catch {
    return { error: form.dataset.broken };
  }
}

function say(card, text, kind) {
  const state = card.querySelector("[data-state]");
  state.textContent = text;
  state.className = kind ? `photo-sent-${kind}` : "";
}

function show(card, photo) {
  const image = card.querySelector("img");
  image.src = photo.thumb;
  image.hidden = false;
  const fields = card.querySelector("form");
  for (const name of ["caption", "alt", "credit", "agency"]) fields.elements[name].value = photo[name];
  fields.dataset.url = form.dataset.describeUrl.replace("/0/", `/${photo.id}/`);
  fields.hidden = false;
  card.querySelector("[data-edit]").href = photo.edit;
  card.querySelector("[data-warnings]").replaceChildren(
    ...photo.warnings.map((text) => {
      const item = document.createElement("li");
      item.className = "photo-notice photo-notice-care";
      item.textContent = text;
      return item;
    }),
  );
}

function addCard(file) {
  const card = pattern.content.firstElementChild.cloneNode(true);
  card.querySelector("[data-name]").textContent = file.name;
  say(card, form.dataset.waiting);
  card.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await post(event.target.dataset.url, new FormData(event.target));
    if (answer.error) return say(card, answer.error, "error");
    show(card, answer);
    say(card, form.dataset.saved, "done");
  });
  list.append(card);
  return card;
}

/** What was refused can be sent once more: the file is still here. */
function offerAgain(upload) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = form.dataset.again;
  button.addEventListener("click", () => {
    say(upload.card, form.dataset.waiting);
    waiting.push(upload);
    next();
  });
  upload.card.querySelector("[data-state]").append(" ", button);
}

async function send(upload) {
  const { file, card, shared } = upload;
  const data = new FormData();
  for (const [name, value] of shared) data.set(name, value);
  data.set("file", file);
  const photo = await post(form.dataset.uploadUrl, data);
  if (photo.error) {
    say(card, photo.error, "error");
    return offerAgain(upload);
  }
  show(card, photo);
  say(card, photo.is_new ? "✓" : form.dataset.known, "done");
}

async function next() {
  if (sending >= AT_ONCE || waiting.length === 0) return;
  sending += 1;
  await send(waiting.shift());
  sending -= 1;
  next();
}

function take(files) {
  const shared = [...new FormData(form)].filter(([name]) => ["credit", "agency", "rights", "kind"].includes(name));
  for (const file of files) waiting.push({ file, card: addCard(file), shared });
  for (let place = 0; place < AT_ONCE; place += 1) next();
}

form.querySelector("[data-without-js]").hidden = true;
form.querySelector("[data-with-js]").hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
chooser.addEventListener("change", () => {
  take(chooser.files);
  chooser.value = "";
});
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("is-over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("is-over");
  take(event.dataTransfer.files);
});
window.addEventListener("beforeunload", (event) => {
  if (sending > 0) event.preventDefault();
});
