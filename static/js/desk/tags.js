"use strict";
// Tags: chosen while typing; words that are no tag yet become one, sent as "+words".
document.addEventListener("DOMContentLoaded", () => {
  const $ = window.django?.jQuery;
  if (!$) return;
  const same = (one, words) => one.isSame || one.text.localeCompare(words, "vi", { sensitivity: "accent" }) === 0;
  for (const select of document.querySelectorAll(".desk-tags")) {
    $(select).select2({
      theme: "admin-autocomplete",
      tags: true,
      tokenSeparators: [",", ";"],
      createTag: ({ term }) => {
        const words = term.trim().replace(/\s+/g, " ");
        return words ? { id: `+${words}`, text: words, isNew: true } : null;
      },
      insertTag: (found, tag) => {
        if (!found.some((one) => same(one, tag.text))) found.push(tag);
      },
      ajax: {
        data: (params) => ({
          term: params.term,
          page: params.page,
          app_label: select.dataset.appLabel,
          model_name: select.dataset.modelName,
          field_name: select.dataset.fieldName,
        }),
      },
    });
    $(select).on("change", () => select.dispatchEvent(new CustomEvent("desk:changed", { bubbles: true })));
  }
  for (const select of document.querySelectorAll(".admin-autocomplete")) {
    $(select).on("change", () => select.dispatchEvent(new CustomEvent("desk:changed", { bubbles: true })));
  }
});
