"use strict";
/* The address that a name would get, shown in the empty box for it: vietnamese.slugify makes it when the form is saved.
   tests/vietnamese/test_slug_in_the_browser.py holds both to the same table. */
(function () {
  const STROKED = {
    "đ": "d", "ð": "d", "ɖ": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss",
  };
  const LINE_ENDS = /[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]/gu;
  const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc]/gu;
  const MARKS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/gu;

  function vietnameseSlug(text, maxLength) {
    const folded = String(text)
      .replace(LINE_ENDS, " ")
      .replace(INVISIBLE, "")
      .normalize("NFKD")
      .toLowerCase()
      .normalize("NFKD")
      .replace(MARKS, "")
      .replace(/[đðɖøłħŧæœıß]/gu, (letter) => STROKED[letter]);
    const slug = (folded.match(/[a-z0-9]+/gu) || []).join("-");
    const longest = maxLength > 0 ? maxLength : 120;
    if (slug.length <= longest) return slug;
    const end = slug.lastIndexOf("-", longest);
    return slug.slice(0, end > 0 ? end : longest);
  }

  globalThis.vietnameseSlug = vietnameseSlug;

  globalThis.document?.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("input[data-made-of]")) {
      const name = box.form?.elements[box.dataset.madeOf];
      if (!name) continue;
      const show = () => { box.placeholder = vietnameseSlug(name.value, Number(box.dataset.longest)); };
      name.addEventListener("input", show);
      show();
    }
  });
})();
