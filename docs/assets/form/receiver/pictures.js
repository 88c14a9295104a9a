// Pictures chosen or taken in the form: made small on the device, held here until the entry is sent. Beside the name of
// the file, which the form asks for anyway, stands a field to choose it; the name is then ours.

import { element } from "../../common/dom.js";
import { slugWithin } from "../../common/slug.js";

const LONGEST = 1600; // Pixels; the receiver publishes 1280.
const QUALITY = 0.85;
const HINT = "Ảnh chọn ở đây đi kèm khi bấm Gửi. Gửi bằng cách khác thì kèm tệp ảnh.";

/** Name of a file -> its small JPEG. */
export class Pictures {
  /** `title()` gives the name of the model as it stands, from which files are named; `say` is told what was done. */
  constructor(list, title, say) {
    this.blobs = new Map();
    this.list = list;
    this.title = title;
    this.say = say;
    list.dataset.chosenHere = "";
    const hint = document.getElementById(`${list.id}-goi-y`);
    if (hint) hint.textContent = HINT;
    this.equip();
    new MutationObserver(() => this.equip()).observe(list, { childList: true, subtree: true });
  }

  /** [[name, Blob]] of the files that a model names. */
  of(values) {
    const named = (values.pictures ?? []).map(({ file }) => file);
    return named.filter((name) => this.blobs.has(name)).map((name) => [name, this.blobs.get(name)]);
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
      control.value = name;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      drawn.replaceChildren(canvas);
      this.say("Đã chọn ảnh. Xin tả trong ảnh có gì, cho người không xem được ảnh.");
    } catch {
      drawn.replaceChildren("Không mở được ảnh này. Xin chọn ảnh khác, đuôi .jpg, .png hoặc .webp.");
    }
  }

  name(control) {
    if (this.blobs.has(control.value)) return control.value;
    const used = [...this.list.querySelectorAll('[data-key="file"]')].map(({ value }) => value);
    const base = slugWithin(this.title(), 50) || "anh";
    for (let number = 1; ; number++) {
      const name = `${base}-${number}.jpg`;
      if (!used.includes(name)) return name;
    }
  }
}

/** The form takes whatever changes in it for an answer; this is none. */
export function stopped(event) {
  event.stopPropagation();
  return event;
}

/** A canvas with the picture upright and small. The policy of the site lets pictures come from data, not from blobs. */
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
  pen.fillStyle = "#fff"; // JPEG knows no transparency.
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
