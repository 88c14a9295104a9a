// Asks whether this site has a receiver (same origin), and sends an entry to it.

import { solved } from "./work.js";

const AT = "dong-gop/noi-nhan.json";
const STILL = 60_000; // Milliseconds without progress before the upload is stopped.

/** Why an entry was not accepted: a sentence for the sender, and the problems of the file. */
export class Refused extends Error {
  constructor(sentence, problems = [], reason = "") {
    super(sentence);
    this.problems = problems;
    this.reason = reason;
  }
}

/** {receives, challenge, bits, pictures, bytes} of the receiver; null if the site has none. */
export async function capability(root) {
  if (!location.protocol.startsWith("http")) return null; // Opened from a folder: fetch does not work.
  try {
    const response = await fetch(new URL(AT, new URL(root, location.href)), { cache: "no-store" });
    const told = response.ok ? await response.json() : null;
    return told?.receives === true ? told : null;
  } catch {
    return null;
  }
}

/**
 * Send {text, corrects, pictures: [[name, Blob]], contact}; returns {code, address, again}. Throws Refused.
 * A challenge works once and for an hour, so each attempt gets a new one. `progress(part)`: sent so far, 0 to 1.
 */
export async function handIn(root, entry, progress) {
  const told = await capability(root);
  if (!told)
    throw new Refused("Chưa tới được nơi nhận, có thể do đường truyền. Xin gửi lại; bản nháp vẫn còn trên máy.");
  const form = new FormData();
  form.set("the", told.challenge);
  form.set("loi-giai", await solved(told.challenge, told.bits));
  form.set("mo-hinh", entry.text);
  form.set("sua", entry.corrects);
  form.set("lien-he", entry.contact);
  for (const [name, blob] of entry.pictures) form.append("anh", blob, name);
  const answer = await posted(new URL("dong-gop/gui/mo-hinh", new URL(root, location.href)), form, progress);
  if (answer.code) return answer;
  throw new Refused(answer.sentence, answer.problems ?? [], answer.reason);
}

// XMLHttpRequest, because fetch does not report the progress of an upload.
async function posted(address, form, progress) {
  const request = new XMLHttpRequest();
  const cut = () => request.abort();
  let waiting = 0;
  const waited = () => {
    clearTimeout(waiting);
    waiting = setTimeout(cut, STILL);
  };
  addEventListener("offline", cut); // Otherwise the browser keeps waiting.
  try {
    return await new Promise((resolve, reject) => {
      request.upload.onprogress = ({ loaded, total }) => {
        waited();
        progress(loaded / total);
      };
      request.onloadend = () => (request.status ? resolve(JSON.parse(request.responseText)) : reject());
      request.open("POST", address);
      waited();
      request.send(form);
    });
  } catch {
    throw new Refused("Đường truyền bị ngắt khi đang gửi. Xin bấm Gửi lần nữa: gửi hai lần vẫn chỉ là một.");
  } finally {
    removeEventListener("offline", cut);
    clearTimeout(waiting);
  }
}
