// A copy of unsaved text in this browser, so that a crash loses nothing. It goes when the text has reached the desk.
// It belongs to who wrote it: whoever else signs in on this computer is not offered it, and does not end it.
import { button, el, fill } from "body-editor/dom";

const PREFIX = "thoidai-body:";
const DAYS = 14;

/** The words and the things of a body, so that only a real difference counts. */
function gist(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const things = [...body.querySelectorAll("[data-photo], [data-related], [data-embed], [data-infographic]")].map((each) =>
    ["photo", "related", "embed", "infographic"].map((name) => each.dataset[name] ?? "").join("/"),
  );
  return body.textContent.normalize("NFC").replace(/\s+/g, "") + things.join();
}

/** Every copy on this computer, also those of others: [key, copy]. */
function copies() {
  const found = [];
  try {
    for (let index = 0; index < localStorage.length; index++) {
      const key = localStorage.key(index);
      if (!key.startsWith(PREFIX)) continue;
      try {
        found.push([key, JSON.parse(localStorage.getItem(key))]);
      } catch {
        found.push([key, null]);
      }
    }
  } catch {
    // No storage here: there is nothing to keep or to find.
  }
  return found;
}

const forget = (key) => {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing to forget.
  }
};

const SENT = `${PREFIX}sent`;

/**
 * Called on every page with this module: a story that was sent and led straight to another page has arrived.
 * Where something came between, such as signing in again, it may not have: its words decide when it is opened.
 */
export function settleSent({ isEditing }) {
  try {
    const sent = JSON.parse(sessionStorage.getItem(SENT));
    sessionStorage.removeItem(SENT);
    if (!sent) return;
    const straight = document.referrer && new URL(document.referrer).pathname === sent.from;
    const again = sent.from === location.pathname;
    if (straight && !(isEditing && again)) forget(sent.key);
    const copy = !straight && again && JSON.parse(localStorage.getItem(sent.key));
    if (copy) localStorage.setItem(sent.key, JSON.stringify({ ...copy, sent: false }));
  } catch {
    // No storage here.
  }
}

export class Keeper {
  constructor({ editor, desk, writer, name, html, say }) {
    Object.assign(this, { editor, desk, say, base: html() });
    this.html = html;
    this.mine = `${PREFIX}${writer}:`;
    this.key = `${this.mine}${name}`;
    this.sent = false;
    this.notice = this.look();
    const soon = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), 1000);
    };
    editor.on("update", soon);
    addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => document.hidden && this.keep());
  }

  keep() {
    clearTimeout(this.timer);
    if (this.editor.isDestroyed) return;
    const html = this.html();
    if (html === this.base) {
      if (this.kept && !this.older) forget(this.key);
      this.kept = false;
      return;
    }
    try {
      localStorage.setItem(this.key, JSON.stringify({ html, base: this.base, at: Date.now(), sent: this.sent, older: this.older }));
      this.kept = true;
      const time = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
      this.say(fill(this.desk.words.kept, { time }));
    } catch {
      this.say(this.desk.words.notKept);
    }
  }

  /** The text is on its way to the desk: the next page will show whether it came. */
  send() {
    this.sent = true;
    this.keep();
    try {
      sessionStorage.setItem(SENT, JSON.stringify({ key: this.key, from: location.pathname }));
    } catch {
      // The next page then compares the words instead.
    }
    // A page that stays (the network failed) goes on keeping.
    setTimeout(() => {
      this.sent = false;
      sessionStorage.removeItem(SENT);
    }, 30_000);
  }

  /** Clears what has arrived; returns a question when something of this story has not. */
  look() {
    const now = gist(this.base);
    let mine = null;
    for (const [key, copy] of copies()) {
      const old = !copy || Date.now() - copy.at > DAYS * 86_400_000;
      if (old) forget(key);
      if (old || !key.startsWith(this.mine)) continue;
      const arrived = copy.sent && gist(copy.html) === now;
      const overtaken = key === this.key && copy.sent && copy.base !== this.base;
      if (arrived || overtaken) forget(key);
      else if (key === this.key) mine = copy;
    }
    // A copy that nobody decided about stays inside the next one.
    while (mine && gist(mine.html) === now) mine = mine.older;
    if (!mine) {
      forget(this.key);
      return null;
    }
    this.older = { html: mine.html, base: mine.base, at: mine.at };
    const { words } = this.desk;
    const time = new Date(mine.at).toLocaleString("vi-VN", { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" });
    const decide = () => {
      this.older = undefined;
      notice.remove();
      this.editor.view.focus();
    };
    const notice = el(
      "div",
      { class: "ed-notice", role: "alert" },
      el("p", {}, fill(words.found, { time })),
      button(
        {
          class: "ed-action ed-action--main",
          onclick: () => {
            decide();
            // As one step that can be undone: what was here is not lost either.
            this.editor.chain().setContent(mine.html, { emitUpdate: true }).focus("end").run();
          },
        },
        words.restore,
      ),
      button(
        {
          class: "ed-action",
          onclick: () => {
            forget(this.key);
            decide();
          },
        },
        words.discard,
      ),
    );
    return notice;
  }
}
