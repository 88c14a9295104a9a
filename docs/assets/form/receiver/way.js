// The first way to send, if this site has a receiver: one button, then a receipt.

import { element } from "../../common/dom.js";
import { stopped } from "./pictures.js";
import { handIn } from "./receiver.js";

const LONG = 2000; // Milliseconds before the progress bar appears.

/**
 * An item for the list of ways, hidden until the receiver has answered. `entry()` returns {text, corrects, pictures},
 * `met()` whether there is a receiver; `sent()` is called after the entry was accepted.
 */
export function receiverWay({ root, entry, met, say, sent }) {
  const contact = element("input", {
    type: "text",
    id: "gui-lien-he",
    maxlength: "200",
    autocomplete: "off",
    input: stopped,
    change: stopped,
    "aria-describedby": "gui-lien-he-goi-y",
  });
  const state = element("div", { class: "receiver-state", role: "status" });
  const button = element(
    "button",
    { type: "button", class: "button", "data-hand-in": true, click: () => send() },
    "Gửi",
  );
  const item = element(
    "li",
    { hidden: true, "data-way": "receiver" },
    element("p", {}, "Gửi thẳng cho người phụ trách. Không cần tài khoản; gửi xong có mã để theo dõi."),
    element(
      "div",
      { class: "ask" },
      element(
        "label",
        { for: "gui-lien-he" },
        "Liên hệ với anh chị bằng cách nào? ",
        element("small", {}, "không bắt buộc"),
      ),
      element(
        "p",
        { class: "ask__hint", id: "gui-lien-he-goi-y" },
        "Số điện thoại hoặc thư điện tử. Chỉ người phụ trách xem được; không vào kho, không lên trang.",
      ),
      contact,
    ),
    button,
    state,
  );

  async function send() {
    button.disabled = true;
    state.replaceChildren("Đang gửi…");
    const bar = element("progress", { "aria-label": "Đã gửi được", max: "1" });
    const long = setTimeout(() => state.append(bar), LONG);
    try {
      const receipt = await handIn(root, { ...entry(), contact: contact.value }, (part) => shown(bar, part));
      sent();
      item.replaceChildren(...received(receipt));
      for (const other of item.parentElement.children) other.hidden = other !== item; // The entry is sent.
      item.querySelector("[data-receipt]").focus();
      say(`Đã nhận. Mã phiếu ${receipt.code}.`);
    } catch (problem) {
      button.disabled = false;
      state.replaceChildren(...refused(problem));
      if (!problem.problems) throw problem;
    } finally {
      clearTimeout(long);
    }
  }

  met().then((there) => {
    item.hidden = !there;
  });
  return item;
}

/** Show the sent part, 0 to 1; at 1 the time left is unknown: the bar shows no value. */
function shown(bar, part) {
  if (part < 1) bar.value = part;
  else bar.removeAttribute("value");
}

function received({ code, address, again }) {
  return [
    element("h4", { tabindex: "-1", "data-receipt": code }, "Đã nhận"),
    element(
      "p",
      {},
      again ? "Phần này đã được gửi trước đây; vẫn là một phần gửi, cùng một mã." : "Phần gửi đã được lưu.",
    ),
    element("p", {}, "Mã phiếu: ", element("strong", { class: "receipt__letters" }, code)),
    element("p", {}, element("a", { class: "button", href: address }, "Mở phiếu")),
    element("p", {}, "Giữ mã hoặc địa chỉ của phiếu để xem phần gửi đi đến đâu. Ai có mã thì xem được phiếu."),
  ];
}

function refused({ message, problems = [] }) {
  const lines = problems.map(({ label, line, message: told }) =>
    element("li", {}, element("strong", {}, label || `Dòng ${line}`), `: ${told}`),
  );
  return [
    element("p", {}, element("strong", {}, "Chưa gửi được. "), message),
    ...(lines.length ? [element("ul", {}, lines)] : []),
  ];
}
