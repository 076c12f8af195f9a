// The reading page: text size, listening, sharing, printing, pictures opened large, films on a click.
const root = document.documentElement;
const all = (selector) => document.querySelectorAll(selector);

// Text size, in four steps; early.js puts the remembered one on <html>.
const sizes = [...all("[data-text-size]")];
const showSize = () => {
  for (const button of sizes) button.setAttribute("aria-pressed", String(button.dataset.textSize === (root.dataset.text || "2")));
};
for (const button of sizes) {
  button.addEventListener("click", () => {
    root.dataset.text = button.dataset.textSize;
    try {
      localStorage.setItem("text-size", root.dataset.text);
    } catch {
      // The choice then lasts for this page.
    }
    showSize();
  });
}
showSize();

for (const button of all("[data-print]")) button.addEventListener("click", () => print());

// Copying the address; a phone's own share sheet comes first where there is one (it knows Zalo).
for (const button of all("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector("[role=status]").textContent = button.dataset.done;
  });
}
for (const share of all("details.share")) {
  share.querySelector("summary").addEventListener("click", (event) => {
    if (!navigator.share || !matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    const address = share.querySelector("[data-copy]").dataset.copy;
    navigator.share({ title: document.querySelector("h1").textContent, url: address }).catch(() => {});
  });
}

// Listening: only where the browser has a Vietnamese voice, one paragraph after the other.
const listen = document.querySelector("[data-listen]");
if (listen && "speechSynthesis" in window) {
  const label = listen.querySelector("[data-listen-label]");
  const start = label.textContent;
  const voice = () => speechSynthesis.getVoices().find((one) => /^vi\b/i.test(one.lang.replace("_", "-")));
  const offer = () => { listen.hidden = !voice(); };
  const show = (isSpeaking) => {
    listen.setAttribute("aria-pressed", String(isSpeaking));
    label.textContent = isSpeaking ? listen.dataset.labelStop : start;
  };
  const stop = () => { speechSynthesis.cancel(); show(false); };
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  listen.addEventListener("click", () => {
    if (listen.getAttribute("aria-pressed") === "true") return stop();
    speechSynthesis.cancel();
    const parts = all(".story__title, .story__lead, .story__body .prose > :is(p, h2, h3, ul, ol, blockquote), .pull-quote");
    const texts = [...parts].map((part) => part.textContent.trim()).filter(Boolean);
    texts.forEach((text, index) => {
      const words = new SpeechSynthesisUtterance(text);
      words.voice = voice();
      words.lang = "vi-VN";
      if (index === texts.length - 1) words.onend = () => show(false);
      speechSynthesis.speak(words);
    });
    show(texts.length > 0);
  });
  addEventListener("pagehide", stop);
}

// Pictures opened large in a dialog; without this script the link opens the file.
let box;
const openLarge = (link) => {
  const small = link.querySelector("img");
  if (!box) {
    box = document.createElement("dialog");
    box.className = "lightbox";
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "✕";
    close.setAttribute("aria-label", root.lang === "vi" ? "Đóng" : "Close");
    close.addEventListener("click", () => box.close());
    box.append(close, document.createElement("img"));
    box.querySelector("img").addEventListener("click", () => box.classList.toggle("lightbox--full"));
    document.body.append(box);
  }
  const large = box.querySelector("img");
  box.classList.remove("lightbox--full");
  large.alt = small.alt;
  large.srcset = link.dataset.zoomSrcset || "";
  large.sizes = "100vw";
  large.src = link.href;
  box.showModal();
};
for (const link of all("a[data-zoom]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openLarge(link);
  });
}

// Films load on a click only: until then nothing is asked of another host.
for (const link of all("a[data-player]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const player = document.createElement("iframe");
    player.src = link.dataset.player;
    player.title = link.dataset.playerTitle || "YouTube";
    player.allow = "autoplay; encrypted-media; picture-in-picture; fullscreen";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    link.replaceWith(player);
    player.focus();
  });
}
