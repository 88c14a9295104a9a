// The page about offline use: what is cached, packs, removing all, installing.

import { begin, LISTED, number, Packs, part, say, size } from "./choosing.js";
import { forgetAll, isReady, keptPages, list, mayBegin, version } from "./keeping.js";

let packs = null;

async function showKept() {
  const pages = await keptPages();
  // Safari 15 has no navigator.storage: the size is then not shown.
  // eslint-disable-next-line compat/compat
  const { usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const models = pages.size ? `${number(pages.size)} trang đã xem hoặc đã tải` : "chưa có mô hình nào";
  part("kept").textContent = usage
    ? `Trên máy này: ${models}; tất cả chiếm khoảng ${size(usage)}.`
    : "Máy này chưa giữ gì.";
}

const READY = "Máy đã sẵn sàng: những gì đã xem mở được khi không có mạng.";
const PREPARING = "Máy đang chuẩn bị, chưa dùng được khi không có mạng. Xin giữ mạng đến khi dòng này báo xong.";
const NOT_READY = "Máy chưa giữ được trang để dùng khi không có mạng. Xin mở lại trang này khi mạng tốt hơn.";

/** The page promises offline use only once everything is on the device. */
async function showReady(state) {
  const ready = await isReady();
  part("ready").hidden = !ready && !mayBegin();
  part("ready").textContent = ready ? READY : state === "failed" ? NOT_READY : PREPARING;
}

function offerInstall() {
  // Only Chrome has this event.
  addEventListener("beforeinstallprompt", (/** @type {Event & { prompt: () => void }} */ event) => {
    event.preventDefault();
    part("install").hidden = false;
    part("install").addEventListener("click", () => event.prompt(), { once: true });
  });
}

async function forget() {
  part("forget").disabled = true;
  await packs?.halt();
  await (packs ? packs.run(forgotten) : forgotten().then(showKept));
  part("forget").disabled = false;
}

async function forgotten() {
  await forgetAll();
  part("ready").hidden = true;
  part("saving").hidden = false;
  say("Đã xóa mọi thứ giữ trên máy. Kế hoạch và bản nháp vẫn còn.");
}

async function beginHere() {
  try {
    await begin();
    say("Đã giữ trang trên máy này.");
  } catch {
    say("Chưa giữ được trang trên máy này. Xin thử lại khi có mạng.");
  }
  await showReady();
  await showKept();
}

async function start() {
  if (location.protocol === "file:")
    return say("Anh chị đang xem bản chép ra USB: cả trang đã nằm sẵn trên máy, không phải tải thêm gì.");
  if (!window.isSecureContext)
    return say(
      "Anh chị đang mở trang qua http://: trình duyệt chỉ giữ trang trên máy khi địa chỉ bắt đầu bằng https://.",
    );
  if (!("serviceWorker" in navigator)) return say("Trình duyệt này không giữ được trang để xem khi không có mạng.");
  part("forget").addEventListener("click", forget);
  part("begin").addEventListener("click", beginHere);
  part("saving").hidden = mayBegin();
  part("tools").hidden = false;
  offerInstall();
  document.addEventListener("offline", (/** @type {CustomEvent} */ { detail }) =>
    Promise.all([showReady(detail), showKept()]),
  );
  await showReady();
  await showKept();
  await startPacks();
  document.querySelector("[data-offline]").dataset.offlineReady = "";
}

async function startPacks() {
  try {
    const { value, fresh } = await list(LISTED);
    part("shell").textContent = size(value.shell);
    if (fresh && value.version !== version) return say("Trang vừa có bản mới. Tải lại trang này để giữ thêm mô hình.");
    packs = new Packs(value, showKept);
    await packs.tell();
  } catch {
    say("Chưa tải được danh sách gói: cần có mạng.");
  }
}

start();
document.documentElement.dataset.started = "";
