// The ways to send a finished file: each opens a page or a letter for the reader to send, or copies or saves the file.
// If the site has a receiver, the first way is one button.

import { copyAtOnce, copyText } from "../../common/copying.js";
import { element } from "../../common/dom.js";
import { save } from "../../common/saving.js";
import { receiverWay } from "../receiver/way.js";
import { difference } from "./line_diff.js";

const LONGEST_ADDRESS = 7500; // Characters; hosting services refuse more than about 8,000.
const LONGEST_MAIL = 1800; // Characters that mail programs on Windows accept.

/**
 * The whole panel. `file`: {slug, folder, text}; `original`: {folder, text} of a model under correction, or null;
 * `receiver`: {root, entry, met, sent} for form/receiver/way.js; `say(text)` announces what was done.
 */
export function panel({ repository, email, title, file, original, receiver, say }) {
  const moved = original && original.folder !== file.folder;
  return [
    element("h3", { tabindex: "-1", "data-part": "ready" }, original ? "Phần sửa đã sẵn sàng" : "Tệp đã sẵn sàng"),
    element(
      "p",
      {},
      "Tệp ",
      element("code", {}, `${file.slug}.yml`),
      ", chỗ của nó trong kho: ",
      element("code", {}, `models/${file.folder}/`),
      ".",
    ),
    moved &&
      element(
        "p",
        {},
        `Địa bàn đã đổi, nên tệp chuyển từ models/${original.folder}/ sang models/${file.folder}/; xin báo điều đó khi gửi.`,
      ),
    original
      ? changes(original.text, file.text)
      : element(
          "details",
          { class: "fold" },
          element("summary", {}, "Xem tệp"),
          element("pre", { tabindex: "0" }, file.text),
        ),
    element("p", {}, original ? "Chọn một cách gửi phần sửa:" : "Chọn một cách gửi:"),
    element(
      "ul",
      { class: "ways" },
      receiverWay({ ...receiver, say }),
      ways({ repository, email, title, file, original, say }),
    ),
    element(
      "p",
      { class: "quiet" },
      "Sau khi gửi: máy kiểm tra lại lần nữa, người phụ trách đọc và đối chiếu với văn bản, rồi mô hình hiện trên trang. Có chỗ chưa rõ thì người phụ trách hỏi lại.",
    ),
  ].filter(Boolean);
}

function changes(before, after) {
  const lines = difference(before, after);
  const count = (sign) => lines.filter((line) => line.sign === sign).length;
  const rows = lines.map(({ sign, text }) => {
    const name = { "+": "ins", "-": "del" }[sign] ?? "span";
    return element(
      name,
      { "data-sign": sign },
      element("span", { class: "hidden" }, { "+": "Thêm: ", "-": "Bỏ: " }[sign] ?? ""),
      `${sign} ${text}\n`,
    );
  });
  return element(
    "div",
    { class: "changes" },
    element("p", {}, `So với tệp đang có: thêm ${count("+")} dòng, bỏ ${count("-")} dòng; mọi dòng khác giữ nguyên.`),
    element("pre", { tabindex: "0", "aria-label": "Các dòng thay đổi", role: "group" }, rows),
  );
}

function ways(given) {
  return [given.repository && hosted(given), download(given), copied(given), given.email && mailed(given)].filter(
    Boolean,
  );
}

const way = (control, ...words) => element("li", {}, control, element("p", {}, words));
const button = (words, click) => element("button", { type: "button", class: "button button--quiet", click }, words);

function hosted({ repository, file, original, say }) {
  const base = repository.replace(/\/$/, "");
  const full = `${base}/new/main/models/${file.folder}?filename=${file.slug}.yml&value=${encodeURIComponent(file.text)}`;
  const fits = !original && full.length <= LONGEST_ADDRESS;
  const bare = original ? `${base}/edit/main/models/${original.folder}/${file.slug}.yml` : full.split("&value=")[0];
  const click = (event) => fits || copyFirst(event, file.text, say, "Đã chép tệp. Dán vào trang vừa mở.");
  const link = element(
    "a",
    { class: "button", href: fits ? full : bare, target: "_blank", rel: "noopener", click },
    original ? "Sửa thẳng trong kho" : "Gửi thẳng vào kho",
  );
  const how = original
    ? "Trang sửa tệp mở ra và cả tệp đã được chép sẵn: chọn hết chữ cũ, dán đè lên, rồi bấm nút gửi đề nghị."
    : fits
      ? "Trang tạo tệp mở ra với nội dung đã điền; chỉ còn bấm nút gửi đề nghị."
      : "Tệp dài nên được chép sẵn: trang tạo tệp mở ra thì dán vào, rồi bấm nút gửi đề nghị.";
  return way(link, `${how} Cần tài khoản ở nơi giữ kho.`);
}

function download({ file, say }) {
  const take = () => {
    save(new Blob([file.text], { type: "text/yaml" }), `${file.slug}.yml`);
    say(`Đã tải ${file.slug}.yml về máy.`);
  };
  return way(
    button("Tải tệp về máy", take),
    "Rồi gửi tệp cho người phụ trách trang, bằng thư hay tin nhắn. Người ấy đặt tệp vào ",
    element("code", {}, `models/${file.folder}/`),
    ".",
  );
}

const copied = ({ file, say }) =>
  way(
    button("Chép nội dung tệp", () => copy(file.text, say, "Đã chép. Dán vào thư hoặc tin nhắn để gửi.")),
    "Để dán vào thư, tin nhắn hay phần mềm khác.",
  );

function mailed({ email, title, file, original, say }) {
  const subject = `Dân vận khéo: ${original ? "sửa" : "mô hình"} “${title}”`;
  const head =
    `Kính gửi người phụ trách trang Dân vận khéo,\n\nXin gửi ${original ? "phần sửa của" : ""} mô hình “${title}”. Tệp dưới đây tên là ${file.slug}.yml, đặt vào models/${file.folder}/.`.replace(
      "  ",
      " ",
    );
  const whole = `${head}\n\n${file.text}`;
  const fits = encodeURIComponent(whole).length <= LONGEST_MAIL;
  const body = fits ? whole : `${head}\n\n(Dán nội dung tệp đã chép vào đây, hoặc đính kèm tệp đã tải về.)`;
  const click = (event) => fits || copyFirst(event, file.text, say, "Đã chép tệp. Dán vào thư vừa mở.");
  const link = element(
    "a",
    {
      class: "button button--quiet",
      href: `mailto:${email}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`,
      click,
    },
    "Soạn thư",
  );
  return way(
    link,
    fits ? "Thư mở ra với cả tệp bên trong, gửi tới " : "Tệp dài nên được chép sẵn để dán vào thư gửi tới ",
    `${email}.`,
  );
}

const NOT_COPIED = "Trình duyệt không cho chép. Hãy tải tệp về máy.";

async function copy(text, say, done) {
  say((await copyText(text)) ? done : NOT_COPIED);
}

/** Copy, then open the link; if copying fails, do not open: the new page would hide the notice. */
function copyFirst(event, text, say, done) {
  if (navigator.clipboard) return copy(text, say, done);
  const copied = copyAtOnce(text);
  if (!copied) event.preventDefault();
  return say(copied ? done : NOT_COPIED);
}
