"""The entry form in Chromium: from an empty page to a file that is accepted and shown, and back for correction."""

import difflib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from accessible import turn, violations_in_both_schemes
from built_site import ROOT, Watched, build_site
from playwright.sync_api import Browser, Page, Request, Route, expect

from showcase.files.catalogue import ModelFiles
from showcase.files.new_file import entry_faults
from showcase.form import known
from showcase.model.model import Model
from showcase.schema.problems import Problem

FORM = "dong-gop/nhap/"
RUSHES = "to-hop-tac-dan-co-bang-ba-chuc"
LIGHTS = "Thắp sáng đường làng bằng đèn năng lượng mặt trời"
SENTENCE = "Từng hộ góp tiền mua đèn; 12 tuyến đường nay sáng suốt đêm."
REPOSITORY = "https://github.com/example/kho"


@pytest.fixture
def form(watched: Watched, address: str) -> Page:
    """The form, empty and ready."""
    opened(watched.page, address)
    return watched.page


def opened(page: Page, address: str, query: str = "") -> None:
    page.goto(address + FORM + query)
    page.wait_for_selector("[data-form-ready]")


def wait_for_draft(page: Page, text: str) -> None:
    """Wait until the draft on the device holds the text."""
    page.wait_for_function("text => Object.values(localStorage).some((kept) => kept.includes(text))", arg=text)


def choose_commune(page: Page, typed: str, shown: str, item: int = 1) -> None:
    box = page.locator('[data-list="places"] [data-key="commune"]').nth(item - 1)
    box.fill(typed)
    page.get_by_role("option", name=re.compile(shown)).first.click()
    expect(box).to_have_value(re.compile(shown))


def answer_six(page: Page) -> None:
    page.get_by_label("Tên mô hình").fill(LIGHTS)
    page.get_by_label("Nói gọn trong một, hai câu").fill(SENTENCE)
    page.get_by_label("Đơn vị hoặc người làm mô hình").fill("Chi hội Cựu chiến binh ấp Thử")
    page.get_by_label("Thuộc loại nào?").select_option("cuu-chien-binh")
    choose_commune(page, "ba chuc", "Xã Ba Chúc")
    page.locator("#o-approach-text").fill("Chi hội họp từng tổ.\n\nMỗi hộ góp một phần.")
    page.locator("#o-results-text").fill("Đường sáng, bớt tai nạn.")
    page.locator("#o-sources-1-title").fill("Báo cáo năm: kết quả #1")
    page.locator("#o-sources-1-issuer").fill("Hội Cựu chiến binh xã Ba Chúc")


def check(page: Page) -> None:
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    page.wait_for_selector("[data-part=ready], .problems")


def downloaded(page: Page) -> tuple[str, str]:
    """Name and text of the file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải tệp về máy").click()
    return waiting.value.suggested_filename, waiting.value.path().read_text(encoding="utf-8")


def catalogue_of(folder: Path) -> tuple[list[Model], list[Problem]]:
    catalogue = ModelFiles(folder).load()
    return catalogue.models, catalogue.problems


# --- from an empty page to a page of the site ---


def test_the_six_questions_and_a_little_more_become_a_model_of_the_site(form: Page, tmp_path: Path) -> None:
    answer_six(form)
    form.locator("summary", has_text="Sáu tiêu chí").click()
    form.locator("#o-participation-text").fill("Mọi hộ trên tuyến cùng góp.")
    form.locator("#o-participation-figures [data-add]").click()
    figure = form.locator("#o-participation-figures [data-item]")
    figure.get_by_label("Đếm cái gì?").fill("Tiền góp")
    figure.locator('[data-key="value"]').fill("4,4")
    figure.get_by_label("Đơn vị").fill("triệu đồng")
    form.locator("summary", has_text="Để nơi khác làm theo").click()
    form.locator("#o-replication-cost [data-add]").click()
    cost = form.locator("#o-replication-cost [data-item]")
    cost.get_by_role("textbox", name="Khoản").fill("Đèn")
    cost.get_by_label("Bao nhiêu đồng?").fill("35.000.000")
    form.locator("summary", has_text="Thông tin thêm").click()
    form.get_by_label("Chiếu sáng đường").check()
    check(form)
    name, text = downloaded(form)
    assert name == "thap-sang-duong-lang-bang-den-nang-luong-mat-troi.yml"

    models = tmp_path / "models"
    (models / "ba-chuc").mkdir(parents=True)
    (models / "ba-chuc" / name).write_text(text, encoding="utf-8", newline="\n")
    shutil.copy(ROOT / "models/sources.yml", models)
    command = [sys.executable, "scripts/check_models.py", "--models", str(models)]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout
    [model], _ = catalogue_of(models)
    assert (model.title, model.owner.kind, model.topics) == (LIGHTS, "cuu-chien-binh", ("chieu-sang",))
    assert model.approach.text == "Chi hội họp từng tổ.\n\nMỗi hộ góp một phần."
    assert (model.participation.figures[0].value, model.participation.evidence) == (4.4, "claimed")
    assert model.replication.cost[0].amount == 35_000_000
    assert model.sources[0].title == "Báo cáo năm: kết quả #1"

    site = tmp_path / "site"
    built = build_site(site, SHOWCASE_MODELS=str(models))
    assert built.returncode == 0, built.stdout + built.stderr
    page = (site / "mo-hinh" / model.slug / "index.html").read_text(encoding="utf-8")
    assert LIGHTS in page
    assert "35 triệu đồng" in page
    assert (site / "mo-hinh" / model.slug / name).read_text(encoding="utf-8") == text


def test_the_whole_short_way_by_keyboard(form: Page) -> None:
    keyboard = form.keyboard
    form.locator("#o-title").focus()
    keyboard.type(LIGHTS)
    keyboard.press("Enter")  # nothing happens: an unfinished form is not sent
    keyboard.press("Tab")
    keyboard.type(SENTENCE)
    keyboard.press("Tab")
    reach(form, "o-owner-kind")
    keyboard.type("Công an")
    reach(form, "o-places-1-commune")
    keyboard.insert_text("vinh trach")  # at once, so that only one list opens
    form.wait_for_selector('[aria-expanded="true"]')
    keyboard.press("ArrowDown")
    assert form.locator("#o-places-1-commune").get_attribute("aria-activedescendant") == "o-places-1-commune-ds-0"
    keyboard.press("Enter")
    assert form.input_value("#o-places-1-commune") == "Xã Vĩnh Trạch, tỉnh An Giang"
    for field, text in (("o-approach-text", "Họp tổ."), ("o-results-text", "Đường sáng.")):
        reach(form, field)
        keyboard.type(text)
    for field, text in (("o-sources-1-title", "Báo cáo"), ("o-sources-1-issuer", "Công an xã")):
        reach(form, field)
        keyboard.type(text)
    for _ in range(30):
        keyboard.press("Tab")
        if form.evaluate("document.activeElement.dataset.part") == "check":
            break
    keyboard.press("Enter")
    form.wait_for_selector("[data-part=ready]")
    assert form.evaluate("document.activeElement.dataset.part") == "ready"
    keyboard.press("Tab")
    assert form.evaluate("document.activeElement.textContent") == "Xem tệp"


def reach(page: Page, field: str) -> None:
    """Press Tab until a field has the focus."""
    for _ in range(25):
        if page.evaluate("document.activeElement.id") == field:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{field} is not reached")


# --- problems ---


def test_an_empty_form_leads_to_each_question_that_needs_an_answer(form: Page) -> None:
    check(form)
    links = form.locator(".problems a")
    asked = [links.nth(at).get_attribute("href") for at in range(links.count())]
    assert asked == ["#o-title", "#o-summary", "#o-owner-kind", "#o-places-1-commune", "#o-sources-1-title"]
    form.locator('.problems a[href="#o-title"]').click()
    expect(form.locator("#o-title")).to_be_focused()
    assert form.get_attribute("#o-title", "aria-invalid") == "true"
    assert "o-title-loi" in (form.get_attribute("#o-title", "aria-describedby") or "")
    expect(form.locator("#o-title-loi")).to_contain_text("Câu này cần trả lời")


def test_a_telephone_number_is_refused_where_it_stands_in_the_words_of_the_command_line(form: Page) -> None:
    text = "Gọi chị Ba số 0912 345 678 để góp tiền."
    form.locator("#o-approach-text").fill(text)
    form.locator("#o-results-text").focus()
    said = form.locator("#o-approach-text-loi")
    expect(said).to_be_visible()
    [problem] = faults(f'approach: {{text: "{text}", source: {{id: x}}}}')
    assert said.inner_text() == problem.message
    assert form.get_attribute("#o-approach-text", "aria-invalid") == "true"
    form.locator("#o-approach-text").fill("Gặp chi hội để góp tiền.")
    expect(said).to_be_hidden()
    assert form.get_attribute("#o-approach-text", "aria-invalid") is None


def test_a_summary_that_apologises_is_advised_on_and_can_be_sent(form: Page) -> None:
    answer_six(form)
    form.get_by_label("Nói gọn trong một, hai câu").fill(f"{SENTENCE} Báo cáo chỉ nêu tên, không ghi số hộ.")
    form.locator("#o-results-text").focus()
    said = form.locator("#o-summary-loi")
    expect(said).to_contain_text("Tóm tắt nói điều nguồn không cho biết")
    assert form.get_attribute("#o-summary", "aria-invalid") is None
    check(form)
    expect(form.locator("[data-part=ready]")).to_be_visible()
    expect(form.locator(".problems--advice a")).to_have_attribute("href", "#o-summary")
    form.get_by_label("Nói gọn trong một, hai câu").fill(SENTENCE)
    form.locator("#o-results-text").focus()
    expect(said).to_be_hidden()


def test_everything_is_told_at_once(form: Page) -> None:
    form.locator("#o-approach-text").fill("Gọi 0912 345 678.")
    check(form)
    links = form.locator(".problems a")
    asked = [links.nth(at).get_attribute("href") for at in range(links.count())]
    assert asked[3:5] == ["#o-places-1-commune", "#o-approach-text"]


def faults(line: str) -> list[Problem]:
    text = f"""title: Thử
summary: Thử.
owner: {{kind: khac}}
places:
  - province: "91"
{line}
sources:
  - id: x
    title: Báo cáo
    issuer: Nơi thử
"""
    return entry_faults(text, "thu", "chua-ro-xa", {})


def test_numbers_are_read_as_they_are_written_here(form: Page) -> None:
    form.locator("#o-results-figures [data-add]").click()
    value = form.locator('#o-results-figures [data-key="value"]')
    value.fill("trên 60 hộ")
    form.locator("#o-title").focus()
    expect(form.locator("#o-results-figures .ask__error:visible")).to_contain_text("Số có dấu ngăn hoặc chữ")
    value.fill("1.030")
    expect(form.locator("#o-results-figures .ask__error:visible")).to_have_count(0)


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "javascript:alert(1)"])
def test_hostile_text_stays_text_and_is_refused(form: Page, text: str) -> None:
    answer_six(form)
    form.get_by_label("Tên mô hình").fill(text)
    form.locator("#o-sources-1-title").fill(text)
    check(form)
    expect(form.locator(".problems")).to_contain_text(text)
    assert form.locator("[data-form] img, [data-form] script:not([src])").count() == 0
    form.reload()
    form.wait_for_selector("[data-form-ready]")
    assert form.input_value("#o-title") == text


def test_signs_of_yaml_in_a_text_are_only_text(form: Page) -> None:
    answer_six(form)
    title = "- a: [b] # c & *d “e” 'f' \"g\": yes"
    form.get_by_label("Tên mô hình").fill(title)
    form.locator("#o-approach-text").fill("no\n\n- một: hai\n# ba")
    check(form)
    _, text = downloaded(form)
    from showcase.files.reading import read_bytes

    values = read_bytes(text.encode(), "x.yml").values
    assert values["title"] == title
    assert values["approach"]["text"] == "no\n\n- một: hai\n# ba"


# --- the draft ---


def test_the_draft_survives_a_reload_and_can_be_deleted(form: Page) -> None:
    answer_six(form)
    form.locator("summary", has_text="Câu chuyện").click()
    form.locator("#o-approach-steps [data-add]").click()
    form.keyboard.type("Họp dân")
    wait_for_draft(form, "Họp dân")
    before = values_of(form)
    form.reload()
    form.wait_for_selector("[data-form-ready]")
    assert values_of(form) == before
    assert before["approach"]["steps"] == ["Họp dân"]
    assert before["places"] == [{"commune": "30547"}]
    expect(form.locator("[data-part=draft]")).to_contain_text("Đã mở lại bản nháp")
    form.on("dialog", lambda dialog: dialog.accept())
    form.get_by_role("button", name="Xóa bản nháp").click()
    expect(form.locator("#o-title")).to_have_value("")
    form.wait_for_function("!Object.keys(localStorage).some((key) => key.includes(':ban-nhap:'))")
    form.reload()
    form.wait_for_selector("[data-form-ready]")
    assert values_of(form) == {}


def values_of(page: Page) -> dict[str, Any]:
    """The draft that the page saves when it is left; empty if nothing was changed."""
    script = """() => {
      dispatchEvent(new Event("pagehide"));
      const [key] = Object.keys(localStorage).filter((key) => key.includes(":ban-nhap:"));
      return key ? JSON.parse(localStorage[key]).values : {};
    }"""
    return dict(page.evaluate(script))


def test_a_correction_and_a_new_model_keep_apart(form: Page, address: str) -> None:
    form.get_by_label("Tên mô hình").fill(LIGHTS)
    wait_for_draft(form, LIGHTS)
    opened(form, address, f"?sua={RUSHES}")
    form.get_by_label("Đơn vị hoặc người làm mô hình").fill("Hội thử")
    wait_for_draft(form, "Hội thử")
    opened(form, address)
    assert form.input_value("#o-title") == LIGHTS
    assert form.input_value("#o-owner-name") == ""
    opened(form, address, f"?sua={RUSHES}")
    assert form.input_value("#o-owner-name") == "Hội thử"


def test_a_draft_of_a_file_that_has_changed_since_says_so(form: Page, address: str) -> None:
    opened(form, address, f"?sua={RUSHES}")
    form.get_by_label("Đơn vị hoặc người làm mô hình").fill("Hội thử")
    wait_for_draft(form, "Hội thử")
    form.evaluate("""() => {
      const [key] = Object.keys(localStorage);
      const kept = JSON.parse(localStorage[key]);
      localStorage[key] = JSON.stringify({ ...kept, source: `${kept.source}# khác` });
      // What is kept on leaving would put the text of today in its place.
      Storage.prototype.setItem = () => {};
    }""")
    opened(form, address, f"?sua={RUSHES}")
    expect(form.locator("[data-part=draft]")).to_contain_text("đã có người sửa")


# --- existing models ---


def test_a_correction_changes_only_the_lines_it_touches(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}mo-hinh/{RUSHES}/")
    page.get_by_role("link", name="Sửa bằng biểu mẫu").click()
    page.wait_for_selector("[data-form-ready]")
    page.locator("summary", has_text="Thông tin thêm").click()
    page.get_by_label("Bắt đầu từ khi nào?").fill("2015")
    page.locator("summary", has_text="Sáu tiêu chí").click()
    page.locator('#o-participation-figures [data-key="value"]').fill("65")
    check(page)
    name, after = downloaded(page)
    [path] = (ROOT / "models").rglob(f"{RUSHES}.yml")
    before = path.read_text(encoding="utf-8")
    lines = [line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]
    assert name == path.name
    assert sorted(lines) == ["+       value: 65", '+ started: "2015"', "-       value: 60"]
    told = page.locator(".changes :is(ins, del)").evaluate_all(
        "all => all.map((one) => one.lastChild.textContent.trimEnd())"
    )
    assert sorted(told) == sorted(lines)


def test_a_model_file_among_many_in_one_is_corrected(
    watched: Watched, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = watched.page
    models = ModelFiles(ROOT / "models").load().models
    monkeypatch.setattr(known, "WHOLE_BYTES", 0)
    texts = known.text_files(models, lambda model: (ROOT / model.file).read_text("utf-8"))
    for name, content in (known.known_files(models) | texts).items():
        page.route(f"**/assets/form/{name}", lambda route, _, body=content: route.fulfill(body=body))
    page.route(f"**/mo-hinh/{RUSHES}/{RUSHES}.yml", lambda route: route.abort())
    # Playwright's routes do not see requests of a service worker.
    page.route("**/assets/offline/register.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.route(f"**/{FORM}*", _with_texts_in_parts)
    opened(page, address, f"?sua={RUSHES}")
    expect(page.locator("[data-part=title]")).to_have_text("Sửa mô hình")
    page.locator("summary", has_text="Thông tin thêm").click()
    page.get_by_label("Bắt đầu từ khi nào?").fill("2015")
    check(page)
    _, after = downloaded(page)
    [path] = (ROOT / "models").rglob(f"{RUSHES}.yml")
    assert after.replace('started: "2015"\n', "") == path.read_text(encoding="utf-8")


def _with_texts_in_parts(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace(" data-form ", " data-form data-texts-in-parts ", 1))


def test_a_correction_without_a_change_has_nothing_to_send(watched: Watched, address: str) -> None:
    opened(watched.page, address, f"?sua={RUSHES}")
    check(watched.page)
    expect(watched.page.locator("[data-part=send]")).to_have_text("Chưa có gì thay đổi so với tệp đang có.")


def test_every_model_passes_through_the_form_unchanged(form: Page) -> None:
    models, _ = catalogue_of(ROOT / "models")
    # Each control is filled from the draft and then read back, as if its value had been typed.
    script = """async (slugs) => {
      const base = document.querySelector('script[src$="form/page.js"]').src;
      const load = (name) => import(new URL(name, base));
      const modules = ["engine.js", "draft/draft.js", "page/controls.js", "page/drawing.js"].map(load);
      const [engine, { Draft }, { questionsOf, record }, { drawAll }] = await Promise.all(modules);
      const rules = await engine.loadRules("../../");
      await rules.loadCommunes();
      const communeName = (code) => rules.gazetteer.get(code)?.fullName;
      const names = { communeName, modelTitle: (slug) => `Mô hình ${slug}` };
      const form = document.querySelector("[data-part=form]");
      const draft = new Draft(questionsOf(form));
      const file = async (slug) => (await fetch(`../../mo-hinh/${slug}/${slug}.yml`)).text();
      const texts = await Promise.all(slugs.map(file));
      const changed = [];
      // Without a pause in between, which Chromium would use to draw the whole form for each model.
      for (const [number, slug] of slugs.entries()) {
        const text = texts[number];
        draft.fill(engine.readFile(text, `models/x/${slug}.yml`, rules).values);
        drawAll(form, draft, names);
        for (const control of form.querySelectorAll("[data-path], [data-key]")) record(draft, control);
        if (engine.changeFile(text, draft.values, rules) !== text) changed.push(slug);
      }
      return changed;
    }"""
    assert len(models) >= 90
    assert form.evaluate(script, [model.slug for model in models]) == []


def test_a_model_done_again_takes_over_what_is_alike_and_nothing_else(watched: Watched, address: str) -> None:
    opened(watched.page, address, f"?tu={RUSHES}")
    assert values_of(watched.page) == {}  # Nothing to save yet.
    first = watched.page.locator("[data-part=form] fieldset").first
    expect(first).to_have_accessible_name(re.compile("làm theo mô hình nào"))
    watched.page.get_by_label("Làm lại từ khi nào?").fill("2025")
    assert values_of(watched.page) == {
        "fields": ["kinh-te"],
        "topics": ["nghe-thu-cong", "hop-tac", "phu-nu-tre-em"],
        "replicates": {"model": RUSHES, "when": "2025"},
    }
    watched.page.get_by_label("Làm lại rồi thì nay ra sao?").select_option("dang-lam")
    answer_six(watched.page)
    check(watched.page)
    _, text = downloaded(watched.page)
    assert f'replicates:\n  model: {RUSHES}\n  when: "2025"\n  outcome: dang-lam\n' in text


def test_a_model_that_is_not_there_is_said_and_the_form_stays_usable(browser: Browser, address: str) -> None:
    page = browser.new_page()
    opened(page, address, "?sua=khong-co-mo-hinh-nay")
    expect(page.get_by_role("alert").filter(has_text="Không mở được mô hình ấy")).to_be_visible()
    page.get_by_label("Tên mô hình").fill(LIGHTS)
    page.close()


def test_a_model_much_like_it_is_asked_about_and_can_be_filled_in(form: Page) -> None:
    form.get_by_label("Tên mô hình").fill("Tổ góp vốn xoay vòng mua bảo hiểm y tế")
    asked = form.locator(".alike__one").first
    expect(asked).to_contain_text("có phải nhân rộng từ đó không?")
    slug = asked.get_attribute("data-slug")
    assert slug == "to-gop-von-mua-bao-hiem-y-te-nhan-rong"
    assert asked.get_by_role("link", name="mở để sửa").get_attribute("href") == f"?sua={slug}"
    asked.get_by_role("button", name="Phải, làm theo").click()
    expect(form.locator("*:focus")).to_contain_text("Đã ghi: làm theo mô hình")
    wait_for_draft(form, '"replicates"')
    assert values_of(form)["replicates"] == {"model": slug}
    expect(form.locator(".alike__one")).to_have_count(0)


def test_another_title_is_not_asked_about(form: Page) -> None:
    form.get_by_label("Tên mô hình").fill("Tổ góp vốn xoay vòng mua bảo hiểm y tế")
    expect(form.locator(".alike__one")).not_to_have_count(0)
    form.get_by_label("Tên mô hình").fill("Câu lạc bộ đờn ca tài tử cuối tuần")
    expect(form.locator(".alike__one")).to_have_count(0)


def test_the_original_is_chosen_by_typing(form: Page) -> None:
    form.locator("summary", has_text="Để nơi khác làm theo").click()
    form.get_by_role("combobox", name="Mô hình đã làm theo").press_sequentially("bep an tinh thuong")
    form.get_by_role("option", name=re.compile("bếp ăn tình thương")).first.click()
    assert values_of(form)["replicates"] == {"model": "bep-an-tinh-thuong-vinh-trach"}


# --- places ---


@pytest.mark.parametrize(
    ("typed", "code", "shown"),
    [
        ("Ba Chúc", "30547", "Xã Ba Chúc, tỉnh An Giang"),
        ("kien binh", "30790", "Xã Hòa Điền, tỉnh An Giang"),
        ("Bình Lư", "03390", "Xã Bình Lư, tỉnh Lai Châu"),
    ],
)
def test_communes_are_found_by_names_of_today_and_before(form: Page, typed: str, code: str, shown: str) -> None:
    box = form.locator("#o-places-1-commune")
    box.press_sequentially(typed)
    expect(form.locator("[role=option]").first).to_contain_text(shown)  # communes of other provinces arrive later
    form.keyboard.press("Enter")
    assert box.input_value() == shown
    assert values_of(form)["places"][0]["commune"] == code


def test_a_former_name_says_what_it_belongs_to_and_is_kept(form: Page) -> None:
    choose_commune(form, "xa kien binh, kien luong", "Hòa Điền")
    expect(form.locator(".pick__note")).to_have_text(
        "Trước 01/7/2025: xã Kiên Bình, huyện Kiên Lương, tỉnh Kiên Giang."
    )
    assert values_of(form)["places"] == [{"commune": "30790", "as_written": "xã Kiên Bình, huyện Kiên Lương"}]


def test_of_a_former_district_all_communes_of_today_are_written_down(form: Page) -> None:
    form.locator("#o-places-1-commune").press_sequentially("huyện Tân Hiệp")
    form.get_by_role("option", name=re.compile("chưa rõ xã nào")).click()
    [place] = values_of(form)["places"]
    assert (place["province"], place["as_written"]) == ("91", "huyện Tân Hiệp")
    # The same three communes as in the file of the model of this district.
    assert set(place["candidates"]) == {"30850", "30856", "30874"}


def test_a_whole_name_without_choosing_is_understood_and_nonsense_is_not(form: Page) -> None:
    box = form.locator("#o-places-1-commune")
    box.fill("phú quốc")
    form.locator("#o-title").focus()
    expect(box).to_have_value("Đặc khu Phú Quốc, tỉnh An Giang")
    box.fill("xã không có")
    form.locator("#o-title").focus()
    expect(form.locator("#o-places-1-commune-loi")).to_contain_text("Không có xã, phường, đặc khu nào")


@pytest.mark.parametrize("typed", ["an bien", "chau thanh", "cho moi"])
def test_a_name_of_a_commune_and_a_former_district_is_asked_about(form: Page, typed: str) -> None:
    """The source may mean the district; and other provinces have communes of that name."""
    box = form.locator("#o-places-1-commune")
    box.fill(typed)
    form.locator("#o-title").focus()
    expect(form.locator("#o-places-1-commune-loi")).to_contain_text("chọn")
    expect(box).to_have_value(typed)


def test_a_name_of_one_commune_of_the_home_province_is_shown_with_its_province(form: Page) -> None:
    """Cà Mau has a Vĩnh Trạch too."""
    box = form.locator("#o-places-1-commune")
    box.fill("vinh trach")
    form.locator("#o-title").focus()
    expect(box).to_have_value("Xã Vĩnh Trạch, tỉnh An Giang")


# --- lists ---


def test_items_come_and_go_and_the_focus_stays_near(form: Page) -> None:
    form.locator("summary", has_text="Câu chuyện").click()
    steps = form.locator("#o-approach-steps")
    for text in ("Một", "Hai", "Ba"):
        steps.get_by_role("button", name="Thêm một bước").click()
        form.keyboard.type(text)
    steps.get_by_role("button", name="Xóa bước 2").click()
    assert values_of(form)["approach"]["steps"] == ["Một", "Ba"]
    assert form.evaluate("document.activeElement.value") == "Ba"
    assert form.evaluate("document.activeElement.getAttribute('aria-label')") == "Bước 2"
    expect(form.locator("[data-part=said]")).to_have_text("Đã xóa bước 2.")
    for name in ("Xóa bước 2", "Xóa bước 1"):
        steps.get_by_role("button", name=name).click()
    assert form.evaluate("document.activeElement.textContent") == "Thêm một bước"


def test_with_two_documents_a_part_can_name_the_second(form: Page) -> None:
    answer_six(form)
    form.get_by_role("button", name="Thêm một văn bản").click()
    form.locator('[data-list="sources"] [data-key="id"]').nth(1).select_option("bc-217-an-giang")
    form.locator('[data-cite="results.source"] summary').click()
    options = form.locator("#o-results-source-id option").all_inner_texts()
    assert len(options) == 3
    form.locator("#o-results-source-id").select_option(index=2)
    values = values_of(form)
    assert values["results"]["source"] == {"id": "bc-217-an-giang"}
    assert values["approach"]["source"] == {"id": "bao-cao-nam-ket-qua-1"}
    assert values["sources"][1] == {"id": "bc-217-an-giang"}


# --- sending ---


def test_the_hosting_service_opens_filled_in_or_with_the_text_at_hand(form: Page) -> None:
    form.evaluate("address => (document.querySelector('[data-form]').dataset.repository = address)", REPOSITORY)
    answer_six(form)
    check(form)
    link = form.get_by_role("link", name="Gửi thẳng vào kho").get_attribute("href") or ""
    assert link.startswith(f"{REPOSITORY}/new/main/models/ba-chuc?filename=thap-sang-")
    _, text = downloaded(form)
    filled = form.evaluate("link => new URL(link).searchParams.get('value')", link)
    assert filled == text
    form.locator("#o-approach-text").fill("Một câu dài về việc đã làm ở ấp. " * 80)
    expect(form.locator("[data-part=send]")).to_be_hidden()
    check(form)
    link = form.get_by_role("link", name="Gửi thẳng vào kho").get_attribute("href") or ""
    assert "value=" not in link
    assert len(link) < 300


def test_without_a_receiver_no_mail_is_offered(form: Page) -> None:
    answer_six(form)
    check(form)
    expect(form.get_by_role("button", name="Chép nội dung tệp")).to_be_visible()
    expect(form.get_by_role("link", name="Soạn thư")).to_have_count(0)


def test_a_mail_holds_the_file_and_says_where_it_belongs(form: Page) -> None:
    form.evaluate("document.querySelector('[data-form]').dataset.email = 'thu@vi-du.example'")
    answer_six(form)
    check(form)
    mail = form.get_by_role("link", name="Soạn thư").get_attribute("href") or ""
    told = form.evaluate("link => Object.fromEntries(new URL(link).searchParams)", mail)
    assert mail.startswith("mailto:thu@vi-du.example?subject=")
    assert LIGHTS in told["subject"]
    assert "models/ba-chuc/" in told["body"]
    assert "%20" in mail
    assert "+" not in mail


def test_copying_puts_the_file_on_the_clipboard(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    opened(page, address)
    answer_six(page)
    check(page)
    page.get_by_role("button", name="Chép nội dung tệp").click()
    expect(page.locator("[data-part=said]")).to_contain_text("Đã chép")
    _, text = downloaded(page)
    assert page.evaluate("navigator.clipboard.readText()") == text
    context.close()


def test_a_file_at_hand_is_opened_and_its_faults_are_told(form: Page) -> None:
    folder = ROOT / "tests/cases/invalid"
    case = next(path for path in sorted(folder.rglob("*.yml")) if "phone" in str(path) or "unknown-key" in str(path))
    form.locator("summary", has_text="Đã có sẵn một tệp").click()
    form.locator("#mo-tep").set_input_files(case)
    expect(form.locator("[data-part=start]")).to_contain_text(case.name)
    expect(form.locator("[data-part=start] li").first).to_contain_text("Dòng")


def test_a_file_at_hand_does_not_take_the_place_of_the_draft(form: Page, address: str) -> None:
    form.get_by_label("Tên mô hình").fill(LIGHTS)
    form.locator("summary", has_text="Đã có sẵn một tệp").click()
    [path] = (ROOT / "models").rglob(f"{RUSHES}.yml")
    form.locator("#mo-tep").set_input_files(path)
    expect(form.locator("[data-part=start]")).to_contain_text(f"Đã mở tệp {path.name}")
    form.get_by_label("Đơn vị hoặc người làm mô hình").fill("Hội thử")
    check(form)
    _, text = downloaded(form)
    assert text == path.read_text(encoding="utf-8").replace("Hội Liên hiệp Phụ nữ xã Ba Chúc\n", "Hội thử\n", 1)
    opened(form, address)
    assert form.input_value("#o-title") == LIGHTS


# --- accessibility and size ---


@pytest.mark.parametrize("query", ["", f"?sua={RUSHES}"])
def test_axe_finds_nothing(watched: Watched, address: str, query: str) -> None:
    page = watched.page
    page.emulate_media(color_scheme="light")
    opened(page, address, query)
    if not query:
        page.get_by_label("Tên mô hình").fill("Tổ góp vốn xoay vòng mua bảo hiểm y tế")
        page.wait_for_selector(".alike__one")
        page.locator("#o-places-1-commune").press_sequentially("tan")
        page.wait_for_selector("[role=option]")
        assert violations_in_both_schemes(page) == ""
        turn(page, "light")
    page.evaluate("for (const one of document.querySelectorAll('[data-form] details')) one.open = true")
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    page.wait_for_selector("[data-part=ready], .problems")
    assert violations_in_both_schemes(page) == ""


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_runs_over_the_edge(watched: Watched, address: str, width: int) -> None:
    page = watched.page
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, address, f"?sua={RUSHES}")
    page.evaluate("for (const one of document.querySelectorAll('[data-form] details')) one.open = true")
    page.get_by_label("Tên mô hình").fill("x" * 200)
    check(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_petals_fill_as_criteria_are_told(form: Page) -> None:
    lotus = form.locator("[data-part=lotus] svg")
    assert lotus.get_attribute("aria-label") == "6 tiêu chí chưa rõ"
    form.locator("summary", has_text="Sáu tiêu chí").click()
    form.locator("#o-trust-text").fill("Bà con nói tin hơn.")
    expect(lotus).to_have_attribute("aria-label", "1 tiêu chí có mô tả, 5 chưa rõ")
    expect(form.locator("[data-part=told]")).to_contain_text("1/6 tiêu chí")


def test_without_scripts_the_template_is_offered(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + FORM)
    expect(page.get_by_role("link", name="tệp mẫu mau.yml").first).to_be_visible()
    assert page.locator("#o-title").is_hidden()
    context.close()


def test_first_view_is_light(browser: Browser, address: str) -> None:
    """All bytes of a first view with an empty cache, compressed as by a host (woff2 is already compressed)."""
    import gzip

    context = browser.new_context()
    page = context.new_page()
    bodies: dict[str, bytes] = {}

    def keep(request: Request) -> None:
        if response := request.response():
            bodies[request.url] = response.body()

    page.on("requestfinished", keep)
    opened(page, address)
    page.wait_for_load_state("networkidle")
    sizes = {url: len(body) if url.endswith("woff2") else len(gzip.compress(body)) for url, body in bodies.items()}
    context.close()
    assert sum(sizes.values()) <= 150 * 1024, json.dumps(sizes, indent=1)
