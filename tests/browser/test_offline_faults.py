"""Faults that offline use must survive: a full store, a failing server, an update that cannot be fetched."""

import json
from pathlib import Path

import pytest
from offline_host import (
    FARM,
    KITCHEN,
    RESTED,
    Host,
    act_on_progress,
    choose,
    first_visit,
    restamped,
    settings,
    title,
    wait_until,
)
from playwright.sync_api import BrowserContext, Error, Page, expect

COMMUNE = "dia-ban-ba-chuc"
LOOKED_WHILE_FORGETTING = """async (address) => {
    const { forgetAll, keptPages, root } = await import(address);
    for (let round = 0; round < 10; round += 1) {
        for (const kind of ["seen", "kept"]) await caches.open(`${root.href} ${kind} a b`);
        await Promise.all([keptPages(), forgetAll(), keptPages()]);
    }
    return caches.keys();
}"""
"""To look into a cache that is just being removed made it anew."""


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Path:
    return restamped(site, tmp_path_factory.mktemp("later"))


def fill_up(context: BrowserContext, page: Page, host: Host, room: int) -> None:
    """Limit the store of the site to this number of bytes."""
    context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": host.origin, "quotaSize": room})


def styled(page: Page) -> bool:
    """Whether the page has the style sheet of the site."""
    return page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Be Vietnam Pro"')


def keep(page: Page, pack: str = COMMUNE) -> None:
    choose(page, pack)
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Đã giữ đủ").wait_for()


def test_a_full_store_is_never_worse_than_no_worker(context: BrowserContext, host: Host, site: Path) -> None:
    page, _ = first_visit(context, host)
    fill_up(context, page, host, 1000)
    models = json.loads((site / "assets/offline/packs/tat-ca.json").read_text("utf-8"))
    for address in ("ngoai-tuyen/", "", f"mo-hinh/{FARM}/", f"mo-hinh/{KITCHEN}/", *models[5:15]):
        page.goto(host.address + address)
        assert styled(page)
    page.goto(f"{host.address}tra-cuu/?q=bep+an")
    page.locator(f"[data-slug='{KITCHEN}']").first.wait_for()


def test_an_error_of_the_server_does_not_hide_what_is_kept(context: BrowserContext, host: Host) -> None:
    page, _ = first_visit(context, host, f"mo-hinh/{FARM}/")
    wait_until(page, f"caches.match('{host.address}mo-hinh/{FARM}/').then(Boolean)")
    host.failing = lambda path: True
    page.reload()
    assert title(page).startswith("Chi bộ lãnh đạo Nhân dân")
    page.goto(f"{host.address}tra-cuu/?q=bep+an")
    page.locator(f"[data-slug='{KITCHEN}']").first.wait_for()


@pytest.mark.parametrize("tabs", [1, 2])
def test_after_forgetting_all_one_may_keep_again(context: BrowserContext, host: Host, tabs: int) -> None:
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    if tabs == 2:
        context.new_page().goto(host.address + "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_role("button", name="Xóa hết").click()
    page.get_by_text("Đã xóa mọi thứ giữ trên máy.").wait_for()
    keep(page)
    host.go_away()
    page.goto(f"{host.address}tra-cuu/?q=bep+an")
    page.locator(f"[data-slug='{KITCHEN}']").first.wait_for()
    page.goto(f"{host.address}dia-ban/ba-chuc/")
    assert title(page) != "Không có mạng"
    assert styled(page)


LOOKED_WHILE_FORGOTTEN = """async (look) => {
    const keeping = await import(new URL("../assets/offline/keeping.js", location.href));
    const held = new URL("../mo-hinh/x/", location.href).href;
    const names = [`${keeping.root.href} seen 1 2`, `${keeping.root.href} kept 1 2`];
    for (const name of names) await (await caches.open(name)).put(held, new Response(""));
    const all = caches.keys.bind(caches);
    caches.keys = async () => {
        const found = await all();
        for (const name of names) await caches.delete(name);
        return found;
    };
    if (look === "count") await new keeping.Keeping({ version: "1", frame: "3" }).count(["mo-hinh/x/"]);
    else await keeping[look](["mo-hinh/x/"]);
    return (await all()).filter((name) => names.includes(name));
}"""
"""Looks into caches that another tab removes just when their names are known; the names of those that came back."""


@pytest.mark.parametrize("look", ["keptPages", "forgetPages", "count"])
def test_to_look_into_a_cache_does_not_bring_it_back(context: BrowserContext, host: Host, look: str) -> None:
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    assert page.evaluate(LOOKED_WHILE_FORGOTTEN, look) == []


def test_where_the_browser_has_lost_all_the_way_does_not_run_in_a_ring(context: BrowserContext, host: Host) -> None:
    page, _ = first_visit(context, host)
    page.evaluate("caches.keys().then((all) => Promise.all(all.map((name) => caches.delete(name))))")
    host.go_away()
    with pytest.raises(Error, match="ERR_FAILED"):
        page.goto(f"{host.address}tra-cuu/")


def test_a_pack_of_a_version_that_cannot_be_installed_is_not_said_to_be_kept(
    context: BrowserContext, host: Host, later: Path
) -> None:
    page, _ = first_visit(context, host)
    host.show(later)
    host.failing = lambda path: path.endswith("gioi-thieu/")
    page.goto(host.address + "ngoai-tuyen/")
    choose(page, COMMUNE)
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Chưa chuẩn bị được máy").wait_for()
    expect(page.get_by_role("button", name="Giữ trên máy")).to_be_enabled()
    host.failing = lambda path: False
    keep(page)
    host.go_away()
    page.goto(f"{host.address}dia-ban/ba-chuc/")
    assert title(page) != "Không có mạng"
    assert styled(page)


def test_a_pack_kept_while_a_new_version_waits_is_whole(
    context: BrowserContext, host: Host, site: Path, later: Path
) -> None:
    pack = "linh-vuc-kinh-te"
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    keep(page, pack)
    host.show(later)
    page.reload()
    choose(page, pack)
    page.get_by_role("button", name="Cập nhật").click()
    page.get_by_text("Đã giữ đủ").wait_for()
    page.reload()  # the old worker may clean up again
    choose(page, pack)
    expect(page.locator("[data-part=size]")).to_contain_text("Máy đã có đủ")
    told = settings(later)
    name = f"{host.address} kept {told['version']} {told['frame']}"
    pages = json.loads((site / f"assets/offline/packs/{pack}.json").read_text("utf-8"))
    held = page.evaluate(
        "(name) => caches.open(name).then((it) => it.keys()).then((all) => all.map((one) => one.url))", name
    )
    assert {host.address + address for address in pages} <= set(held)
    with page.expect_navigation():
        page.get_by_role("button", name="Dùng bản mới").click()
    page.locator("[data-offline-ready]").wait_for()
    # Each page view makes the worker clean up. At the first view the old window may still be open, and `caches.keys` of
    # this page may bring an emptied cache back: the next page removes it.
    page.goto(host.address)
    wait_until(page, f"caches.keys().then((all) => !all.some((name) => name.includes('{settings(site)['version']}')))")


def test_what_was_forgotten_stays_forgotten_until_someone_asks(context: BrowserContext, host: Host) -> None:
    other, _ = first_visit(context, host)
    page = context.new_page()
    page.goto(f"{host.address}ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_role("button", name="Xóa hết").click()
    page.get_by_text("Đã xóa mọi thứ giữ trên máy.").wait_for()
    assert other.goto(f"{host.address}mo-hinh/{FARM}/")
    assert styled(other)
    assert other.evaluate(RESTED) == 0
    shells = "caches.keys().then((all) => all.filter((name) => name.includes(' shell ')))"
    assert other.evaluate(shells) == []
    page.reload()
    page.locator("[data-part=begin]").click()
    page.get_by_text("Đã giữ trang trên máy này.").wait_for()
    assert len(page.evaluate(shells)) == 1
    host.go_away()
    other.goto(f"{host.address}tra-cuu/?q=bep+an")
    other.locator(f"[data-slug='{KITCHEN}']").first.wait_for()


def test_keeping_ends_where_the_worker_cannot_be_installed(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    fill_up(context, page, host, 400_000)
    page.goto(host.address + "ngoai-tuyen/")
    choose(page, COMMUNE)
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Chưa chuẩn bị được máy").wait_for()
    expect(page.get_by_role("button", name="Giữ trên máy")).to_be_enabled()
    expect(page.locator("[data-part=progress]")).to_be_hidden()


def test_forgetting_all_stops_what_is_being_fetched(context: BrowserContext, host: Host) -> None:
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    choose(page, "tat-ca")
    act_on_progress(page, "forget")
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Đã xóa mọi thứ giữ trên máy.").wait_for()
    expect(page.locator("[data-part=size]")).to_contain_text("máy đã có 0")
    expect(page.get_by_role("button", name="Giữ trên máy")).to_be_enabled()
    expect(page.locator("[data-part=kept]")).not_to_contain_text("trang đã xem hoặc đã tải")
    wait_until(page, "caches.keys().then((all) => !all.length)")
    assert page.evaluate(LOOKED_WHILE_FORGETTING, f"{host.address}assets/offline/keeping.js") == []


def test_without_a_line_a_pack_can_be_removed_and_another_is_not_told_wrong(
    context: BrowserContext, host: Host
) -> None:
    page, said = first_visit(context, host, "ngoai-tuyen/")
    keep(page)
    host.go_away()
    for reloaded in (False, True):
        if reloaded:
            page.reload()
        choose(page, "tat-ca")
        expect(page.locator("[data-part=size]")).to_have_text("Máy chưa giữ gói này. Muốn giữ thì cần có mạng.")
        expect(page.get_by_role("button", name="Bỏ gói này")).to_be_hidden()
        choose(page, COMMUNE)
        expect(page.locator("[data-part=size]")).to_contain_text("Máy đã có đủ")
    page.get_by_role("button", name="Bỏ gói này").click()
    page.get_by_text("Đã bỏ gói này khỏi máy.").wait_for()
    expect(page.locator("[data-part=size]")).to_contain_text("máy đã có 0")
    assert [one for one in said if "Uncaught" in one or "pageerror" in one] == []


def test_a_new_version_can_be_taken_in_every_tab(context: BrowserContext, host: Host, later: Path) -> None:
    page, _ = first_visit(context, host)
    second = context.new_page()
    second.goto(f"{host.address}tra-cuu/")
    host.show(later)
    page.goto(f"{host.address}gioi-thieu/")
    for tab in (page, second):
        tab.get_by_role("button", name="Dùng bản mới").wait_for()
    for tab in (page, second):
        with tab.expect_navigation():
            tab.get_by_role("button", name="Dùng bản mới").click()
        stamp = tab.evaluate("document.querySelector('meta[name=version]').content")
        assert stamp == settings(later)["version"]
