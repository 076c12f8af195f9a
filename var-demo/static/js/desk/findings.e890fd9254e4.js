"use strict";
// What stands in the way of the story, said while one writes: the server looks at the form as it is, and saves nothing.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("story_form");
  const box = form?.querySelector("[data-findings]");
  if (!box) return;
  const LATER = 1500;
  let timer = 0;
  let asking = null;
  const ask = async () => {
    asking?.abort();
    const mine = (asking = new AbortController());
    try {
      const answer = await fetch(box.dataset.url, { method: "POST", body: new FormData(form), signal: mine.signal });
      if (!answer.ok || mine !== asking) return; // what was said before stays
      const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-findings]");
      if (!drawn || mine !== asking) return;
      drawn.open = box.open;
      box.className = drawn.className;
      box.replaceChildren(...drawn.childNodes);
    } catch {
      // No network, or newer words are on their way.
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, LATER);
  };
  for (const type of ["input", "change", "desk:changed"]) form.addEventListener(type, later);
});
