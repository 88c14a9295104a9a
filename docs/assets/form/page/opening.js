// The first content of the form: empty, a draft, a model to correct, a copied model, or a file of the device.

import { element } from "../../common/dom.js";
import { isSlug } from "../../common/is_slug.js";
import { when } from "../draft/saved.js";
import { restorePictures } from "./receiving.js";

/** {kind, slug, name} of an address: `?sua=`, `?tu=`, or a new model. */
export function modeOf(search) {
  const given = new URLSearchParams(search);
  for (const kind of ["sua", "tu"]) {
    const slug = given.get(kind);
    if (slug && isSlug(slug)) return { kind, slug, name: `${kind}:${slug}` };
  }
  return { kind: "moi", slug: "", name: "moi" };
}

/** Fill the form with its first content, and show a note on it. */
export async function begin(page) {
  const { kind, slug } = page.mode;
  if (slug) await from(page, kind, slug);
  const saved = page.saved.read();
  if (!saved) return;
  await page.loading.communes(true);
  page.fill(saved.values);
  const stale = page.original && saved.source !== page.original.text;
  note(
    page.part("draft"),
    element("p", {}, element("strong", {}, "Đã mở lại bản nháp"), ` lưu lúc ${when(saved.saved)}. `),
    stale &&
      element(
        "p",
        {},
        "Từ lúc ấy tệp trên trang đã có người sửa: xin xem kỹ các dòng thay đổi trước khi gửi, hoặc xóa bản nháp để bắt đầu lại.",
      ),
  );
}

async function from(page, kind, slug) {
  const text = await textOf(page, slug);
  if (text === undefined) {
    note(
      page.part("start"),
      element(
        "p",
        { role: "alert" },
        element("strong", {}, "Không mở được mô hình ấy."),
        " Có thể địa chỉ sai, hoặc đường truyền bị ngắt. Ở dưới là biểu mẫu cho một mô hình mới.",
      ),
    );
    return;
  }
  const [{ readFile, folderOf, rules }] = await Promise.all([page.engine(), page.loading.communes(true)]);
  const { values } = readFile(text, `${slug}.yml`, rules);
  page.loading.titles.set(slug, values.title);
  const link = element("a", { href: `${page.root}mo-hinh/${slug}/` }, `“${values.title}”`);
  if (kind === "sua") {
    page.original = { slug, folder: folderOf(values, rules), text, published: true };
    page.fill(values);
    entitle(page, "Sửa mô hình");
    page.part("intro").hidden = true;
    note(
      page.part("start"),
      element(
        "p",
        {},
        "Đang sửa: ",
        link,
        ". Sửa, bổ sung chỗ nào thì chỉ những dòng ấy thay đổi; chỗ khác giữ nguyên từng chữ.",
      ),
    );
  } else {
    page.fill(copyOf(values, slug));
    recordFirst(page.form);
    entitle(page, "Kể lại việc làm theo một mô hình");
    note(
      page.part("start"),
      element(
        "p",
        {},
        "Làm theo: ",
        link,
        ". Đã điền sẵn mô hình gốc, lĩnh vực và chủ đề; xin kể lần làm lại trước, rồi việc của nơi mình.",
      ),
    );
  }
  page.start = page.draft.values;
}

// Somebody who copied a model came to describe that: its questions go first, not folded below where few look.
function recordFirst(form) {
  const record = form.querySelector('[data-group="replicates"]');
  form.prepend(element("div", { class: "step" }, record));
}

function entitle(page, title) {
  const place = page.part("title");
  document.title = document.title.replace(place.textContent, title);
  place.textContent = title;
}

/** The values taken from the model that was copied. */
function copyOf({ fields, topics }, slug) {
  return { ...(fields && { fields }), ...(topics && { topics }), replicates: { model: slug } };
}

// The published file of a model; undefined if it cannot be fetched.
async function textOf(page, slug) {
  try {
    if ("textsInParts" in page.section.dataset) return await (await page.engine()).rules.models.text(slug);
    const address = new URL(`mo-hinh/${slug}/${slug}.yml`, new URL(page.root, location.href));
    const response = await fetch(address, { cache: "no-cache" });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

/** Open a file of the device: show its problems, worded as in `check_models.py`, and fill the form. */
export async function opened(page, input) {
  const [file] = input.files;
  if (!file) return;
  const [{ readFile, folderOf, rules }] = await Promise.all([page.engine(), page.loading.communes(true)]);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  // The device gives no folder: take the folder that belongs to its places.
  const folder = folderOf(readFile(bytes, file.name, rules).values, rules);
  const { values, problems } = readFile(bytes, `models/${folder}/${file.name}`, rules);
  const told = problems.map((problem) =>
    element("li", {}, problem.line ? `Dòng ${problem.line}: ` : "", problem.message),
  );
  page.save();
  const state = told.length ? `Tệp ${file.name} có ${told.length} lỗi khi đọc:` : `Đã mở tệp ${file.name}.`;
  note(page.part("start"), element("p", {}, element("strong", {}, state)), told.length > 0 && element("ul", {}, told));
  const slug = file.name.replace(/\.ya?ml$/i, "");
  page.original = { slug, folder, text, published: false };
  page.fill(values);
  page.start = page.draft.values;
  page.saved = page.savedAs(`tep:${slug}`);
  const saved = page.saved.read();
  if (saved?.source === text) page.fill(saved.values);
  page.save();
  page.show();
  page.part("start").tabIndex = -1;
  page.part("start").focus();
  page.part("start").scrollIntoView({ block: "center" });
  await restorePictures(page);
}

function note(place, ...content) {
  place.replaceChildren(...content.filter(Boolean));
  place.hidden = false;
}
