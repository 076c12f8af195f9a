// What the editor asks of the desk: pictures, stories, uploads. One object for each editor.
import { fill } from "body-editor/dom";

export class Desk {
  constructor(config, form) {
    this.words = config.words;
    this.urls = config.urls;
    this.most = config.most;
    this.form = form;
    this.pictures = new Map(Object.entries(config.pictures).map(([id, picture]) => [Number(id), picture]));
    this.stories = new Map(Object.entries(config.stories).map(([id, story]) => [Number(id), story]));
    this.asked = new Map();
  }

  async get(url, query) {
    let response;
    try {
      response = await fetch(`${url}?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } });
    } catch {
      throw new Error(this.words.offline);
    }
    return this.answer(response.status, await response.text());
  }

  /** The JSON of an answer, or an Error whose message can be shown. */
  answer(status, text) {
    let data = null;
    try {
      data = JSON.parse(text);
    } catch {
      throw new Error(fill(this.words.broken, { status }));
    }
    if (status >= 400 || data.error) throw new Error(data.error || fill(this.words.broken, { status }));
    return data;
  }

  keep(picture) {
    this.pictures.set(picture.id, picture);
    return picture;
  }

  async findPictures({ q, page, kind }) {
    const data = await this.get(this.urls.photos, { q, page, kind });
    data.photos.forEach((picture) => this.keep(picture));
    return data;
  }

  /** The picture of a number, asked for once; null when the library has none. */
  picture(id) {
    if (this.pictures.has(id)) return Promise.resolve(this.pictures.get(id));
    return this.once(`photo ${id}`, async () => {
      const data = await this.get(this.urls.photos, { ids: id });
      data.photos.forEach((picture) => this.keep(picture));
      return this.pictures.get(id) ?? null;
    });
  }

  async findStories(q) {
    const { results } = await this.get(this.urls.stories, { q });
    results.forEach((story) => this.stories.set(story.id, story));
    return results;
  }

  story(id) {
    if (this.stories.has(id)) return Promise.resolve(this.stories.get(id));
    return this.once(`story ${id}`, async () => {
      await this.findStories(String(id));
      return this.stories.get(id) ?? null;
    });
  }

  once(key, ask) {
    if (!this.asked.has(key)) {
      const promise = ask();
      promise.catch(() => this.asked.delete(key));
      this.asked.set(key, promise);
    }
    return this.asked.get(key);
  }

  /** Sends one file; `progress` is called with 0…1. Returns a promise with `cancel()`. */
  upload(file, progress) {
    const request = new XMLHttpRequest();
    const promise = new Promise((resolve, reject) => {
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) progress(event.loaded / event.total);
      });
      request.addEventListener("load", () => {
        try {
          resolve(this.keep(this.answer(request.status, request.responseText)));
        } catch (error) {
          reject(error);
        }
      });
      request.addEventListener("error", () => reject(new Error(this.words.offline)));
      request.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      const data = new FormData();
      data.append("file", file, file.name || "anh.png");
      request.open("POST", this.urls.upload);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", this.form?.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
      request.send(data);
    });
    promise.cancel = () => request.abort();
    return promise;
  }
}
