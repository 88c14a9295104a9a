// Pictures chosen or taken in the form: made smaller on the device and kept until the entry is sent. A field to choose
// a picture is added before the box of its file name, and then fills that box.

import { element } from "../../common/dom.js";
import { slugWithin } from "../../common/slug.js";
import { KeptPictures } from "./kept_pictures.js";

const LONGEST = 1600; // Pixels; the receiver publishes 1280.
const QUALITY = 0.85;
const KEPT = "Ảnh được giữ trên máy này đến khi gửi xong; tải lại trang vẫn còn.";
const NOT_KEPT =
  "Trình duyệt không cho giữ ảnh, thường vì đang ở cửa sổ ẩn danh hoặc máy hết chỗ: tải lại trang thì phải chọn lại ảnh.";
const HINT = "Ảnh chọn ở đây đi kèm khi bấm Gửi. Gửi bằng cách khác thì kèm tệp ảnh.";

/** `blobs`: map of file name -> small JPEG. */
export class Pictures {
  /**
   * `title()` returns the title of the model, used in file names; `draft()` the key of the saved draft;
   * `fileAt(control)` the name of a file; `putFile(control, name)` changes it; `say(text)` announces a message.
   */
  constructor({ list, title, fileAt, putFile, draft, say }) {
    this.blobs = new Map();
    this.kept = new KeptPictures(draft);
    this.list = list;
    this.title = title;
    this.fileAt = fileAt;
    this.putFile = putFile;
    this.say = say;
    list.dataset.chosenHere = "";
    const hint = document.getElementById(`${list.id}-goi-y`);
    if (hint) hint.textContent = HINT;
    this.equip();
    new MutationObserver(() => this.equip()).observe(list, { childList: true, subtree: true });
  }

  /** [[name, Blob]] of the pictures named in the values. */
  of(values) {
    const named = (values.pictures ?? []).map(({ file }) => file);
    return named.filter((name) => this.blobs.has(name)).map((name) => [name, this.blobs.get(name)]);
  }

  /** Show the kept pictures of the draft; `there`: names of files already on the site. */
  async restore(there) {
    const kept = new Map(await this.kept.read());
    for (const control of this.controls()) {
      const name = this.fileAt(control);
      const blob = kept.get(name);
      kept.delete(name);
      if (!name || there.includes(name)) continue;
      const drawn = document.getElementById(`${control.id}-chon`).parentElement.querySelector(".ask__picture");
      if (blob) await this.show(blob, control, drawn, KEPT);
      else drawn.replaceChildren(`Chưa có ảnh ${name} ở đây. Xin chọn ảnh.`);
    }
    await Promise.all([...kept.keys()].map((name) => this.kept.forget(name))); // The draft does not use these.
  }

  /** Remove all pictures of the draft from this device. */
  forget() {
    this.blobs.clear();
    return this.kept.forget();
  }

  controls() {
    return [...this.list.querySelectorAll('[data-key="file"]')];
  }

  async show(blob, control, drawn, words) {
    this.blobs.set(this.fileAt(control), blob);
    drawn.replaceChildren(await small(blob), element("p", { class: "ask__hint" }, words));
  }

  equip() {
    for (const control of this.list.querySelectorAll('[data-key="file"]:not([data-chosen-here])')) {
      control.dataset.chosenHere = "";
      control.closest(".ask").before(this.chooser(control));
    }
  }

  chooser(control) {
    const id = `${control.id}-chon`;
    const drawn = element("div", { class: "ask__picture" });
    const choose = async ({ target }) => {
      const [file] = target.files;
      if (file) await this.take(file, control, drawn);
      target.value = "";
    };
    return element(
      "div",
      { class: "ask" },
      element("label", { for: id }, "Chọn hoặc chụp ảnh"),
      element("p", { class: "ask__hint" }, "Ảnh được thu nhỏ ngay trên máy này; nơi chụp và giờ chụp không gửi đi."),
      element("input", { type: "file", accept: "image/*", id, change: (event) => choose(stopped(event)) }),
      drawn,
    );
  }

  async take(file, control, drawn) {
    try {
      const canvas = await small(file);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
      const name = this.name(control);
      this.blobs.set(name, blob);
      this.putFile(control, name);
      const words = (await this.kept.keep(name, blob)) ? KEPT : NOT_KEPT;
      drawn.replaceChildren(canvas, element("p", { class: "ask__hint" }, words));
      this.say(`Đã chọn ảnh. Xin tả trong ảnh có gì, cho người không xem được ảnh. ${words}`);
    } catch {
      drawn.replaceChildren("Không mở được ảnh này. Xin chọn ảnh khác, đuôi .jpg, .png hoặc .webp.");
    }
  }

  name(control) {
    const present = this.fileAt(control);
    if (this.blobs.has(present)) return present;
    const used = this.controls().map(this.fileAt);
    const base = slugWithin(this.title(), 50) || "anh";
    for (let number = 1; ; number++) {
      const name = `${base}-${number}.jpg`;
      if (!used.includes(name)) return name;
    }
  }
}

/** Stop an event: the form would store its value as an answer. */
export function stopped(event) {
  event.stopPropagation();
  return event;
}

/** A canvas with the small, upright picture. Read as a data URL: the site's CSP forbids blob URLs for images. */
async function small(file) {
  const picture = new Image();
  picture.src = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = reject;
    reader.readAsDataURL(file);
  });
  await picture.decode();
  const scale = Math.min(1, LONGEST / Math.max(picture.naturalWidth, picture.naturalHeight));
  const canvas = element("canvas", { "aria-hidden": "true" });
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // JPEG has no transparency.
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
