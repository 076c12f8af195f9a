"use strict";
// The story's page: boxes that grow, counted characters, dialogs for reasons, nothing lost by leaving.
document.addEventListener("DOMContentLoaded", () => {
  for (const opener of document.querySelectorAll("[data-opens]")) {
    opener.addEventListener("click", (event) => {
      event.preventDefault(); // without scripts the server asks
      const dialog = document.getElementById(opener.dataset.opens);
      dialog.showModal();
      dialog.querySelector("textarea").focus();
    });
  }
  // A step that asks for a reason is not taken without one; the dialog stays open and says so.
  for (const button of document.querySelectorAll("dialog [name=_step]")) {
    const reason = button.closest("dialog").querySelector("textarea");
    button.addEventListener("click", (event) => {
      reason.setCustomValidity(reason.value.trim() ? "" : button.dataset.without);
      if (!reason.reportValidity()) event.preventDefault();
    });
    reason.addEventListener("input", () => reason.setCustomValidity(""));
  }
  for (const closer of document.querySelectorAll("[data-closes]")) closer.addEventListener("click", () => closer.closest("dialog").close());

  const grow = (box) => {
    if (CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  };
  const count = (box) => {
    const label = box.closest(".field").querySelector("label");
    let counter = label.querySelector(".counter");
    if (!counter) {
      counter = document.createElement("span");
      counter.className = "counter";
      label.append(counter);
    }
    const [least, most] = box.dataset.ideal.split("-").map(Number);
    const length = box.value.trim().length;
    counter.textContent = `${length} / ${least ? `${least}–` : ""}${most}`;
    counter.classList.toggle("counter--off", length > 0 && (length < least || length > most));
  };
  for (const box of document.querySelectorAll(".desk-grow")) {
    const update = () => {
      if ("oneLine" in box.dataset && /[\r\n]/.test(box.value)) box.value = box.value.replace(/\s*[\r\n]+\s*/g, " ");
      grow(box);
      if (box.dataset.ideal) count(box);
    };
    box.addEventListener("input", update);
    if ("oneLine" in box.dataset) box.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) event.preventDefault(); });
    update();
  }

  // What has no label of its own takes the one that stands above it: the boxes that Select2 draws, day and hour.
  setTimeout(() => {
    for (const box of document.querySelectorAll(".field :is(.select2-search__field, .vDateField, .vTimeField)")) {
      const words = box.closest(".field").querySelector("label").firstChild.textContent.trim();
      const part = box.closest(".datetime") ? box.previousSibling?.textContent.trim() : "";
      box.setAttribute("aria-label", part ? `${words}, ${part.replace(/:$/, "")}` : words);
    }
  });

  const form = document.getElementById("story_form");
  const steps = document.getElementById("story_steps");
  // A form goes once, however often its button is pressed.
  for (const sent of [form, steps]) {
    sent?.addEventListener("submit", (event) => {
      if (sent.dataset.sent) event.preventDefault();
      sent.dataset.sent = "1";
    });
    if (sent) window.addEventListener("pageshow", () => { delete sent.dataset.sent; });
  }
  if (!form) return;

  // "Not saved yet", and a question before leaving.
  let isDirty = Boolean(form.querySelector(".errorlist")) || "typed" in form.dataset;
  const mark = form.querySelector("[data-dirty-mark]");
  const dirty = () => { isDirty = true; mark.hidden = false; };
  setTimeout(() => {
    form.addEventListener("input", dirty);
    form.addEventListener("change", dirty);
  }, 300); // widgets settle first
  form.addEventListener("desk:changed", dirty);
  window.addEventListener("beforeunload", (event) => {
    if (isDirty && !form.dataset.sent) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector(".action-bar [name=_save]"));
    }
  });

  // The go-live button says what it will do at the time that stands in the form, and does what it says.
  const goLive = form.querySelector("[data-go-live]");
  const day = form.querySelector("[name=go_live_at_0]");
  const hour = form.querySelector("[name=go_live_at_1]");
  if (goLive && day && hour) {
    const began = performance.now();
    const says = () => {
      const now = Number(goLive.dataset.now) * 1000 + performance.now() - began; // by the server's clock
      const at = window.deskTimes.read(day.value, hour.value, now);
      const later = at === null || (at !== "" && at > now); // what nobody can read, the server refuses
      goLive.textContent = later ? goLive.dataset.labelLater : goLive.dataset.labelNow;
      goLive.value = later ? "scheduled" : "published";
    };
    for (const input of [day, hour]) for (const type of ["input", "change", "blur"]) input.addEventListener(type, says);
    says();
  }

  // The film's field is for videos; it stays where something stands in it.
  const kind = form.querySelector("[name=kind]");
  const byKind = () => {
    for (const part of form.querySelectorAll("[data-for-kind]")) {
      part.hidden = part.dataset.forKind !== kind.value && !part.querySelector("input").value && !part.querySelector(".errorlist");
    }
  };
  kind.addEventListener("change", byKind);
  byKind();
});
