// A modal dialog that gives the cursor back to the text when it closes.
import { el, iconButton } from "body-editor/dom";

let dialogNumber = 0;

/** Shows a dialog; `build(close)` returns its content. Resolves with what `close(value)` was given, else null. */
export function ask({ title, editor, words, className = "", build }) {
  return new Promise((resolve) => {
    const id = `ed-dialog-${++dialogNumber}`;
    let value = null;
    const close = (given) => {
      value = given ?? null;
      dialog.close();
    };
    const dialog = el(
      "dialog",
      { class: `ed-dialog ${className}`, "aria-labelledby": id },
      el(
        "div",
        { class: "ed-dialog__head" },
        el("h2", { id }, title),
        iconButton("close", words.close, () => close()),
      ),
    );
    dialog.append(...build(close, dialog));
    dialog.addEventListener("close", () => {
      dialog.remove();
      editor?.view.focus(); // the lead picture is chosen without a text behind it
      resolve(value);
    });
    // The story's form must not hear of what is typed here; the dialog lives outside it.
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A form of one field. */
export function askLine({ title, editor, words, label, value = "", help = "", submit, check, extra }) {
  return ask({
    title,
    editor,
    words,
    build(close) {
      const id = `ed-line-${++dialogNumber}`;
      const error = el("p", { class: "ed-error", role: "alert" });
      const input = el("input", { id, class: "ed-input", type: "text", inputmode: "url", autocomplete: "off", value });
      const form = el(
        "form",
        {
          class: "ed-dialog__form",
          onsubmit: (event) => {
            event.preventDefault();
            const { answer, refusal } = check(input.value.trim());
            if (refusal) {
              error.textContent = refusal;
              input.setAttribute("aria-invalid", "true");
              input.focus();
            } else close({ answer });
          },
        },
        el("div", { class: "ed-field" }, el("label", { for: id }, label), input, help && el("p", { class: "ed-help" }, help)),
        error,
        el(
          "div",
          { class: "ed-dialog__foot" },
          extra && el("button", { type: "button", class: "ed-action", onclick: () => close({ extra: true }) }, extra),
          el("button", { type: "submit", class: "ed-action ed-action--main" }, submit),
        ),
      );
      queueMicrotask(() => input.select());
      return [form];
    },
  });
}
