"""Update from one version of the site to the next, in Chromium with its real service worker: two real builds."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from built_site import ROOT, build_site
from offline_host import (
    FARM,
    KITCHEN,
    Host,
    choose,
    first_visit,
    restamped,
    retitle,
    settings,
    title,
    wait_until,
)
from playwright.sync_api import BrowserContext, Page, expect

from showcase.publishing.keeping import RESULTS


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A later build: one model has a new title, and the style sheet is marked."""
    project = tmp_path_factory.mktemp("later") / "project"
    for name in (
        "docs",
        "overrides",
        "showcase",
        "models",
        "macros.py",
        "mkdocs.yml",
        "requirements.txt",
        "showcase.yml",
    ):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        project.mkdir(exist_ok=True)
        copy(ROOT / name, project / name)
    retitle(project / "models")
    with (project / "docs/assets/common/site.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\n:root { --build: later; }\n")
    folder = tmp_path_factory.mktemp("newer")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    variables = {"NO_MKDOCS_2_WARNING": "1", "SHOWCASE_STORE": os.environ.get("SHOWCASE_STORE", str(ROOT / RESULTS))}
    subprocess.run(command, cwd=project, env={**os.environ, **variables}, check=True)
    return folder


@pytest.fixture(scope="module")
def retold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A later build in which only one model has changed."""
    models = tmp_path_factory.mktemp("retold") / "models"
    shutil.copytree(ROOT / "models", models)
    retitle(models)
    folder = tmp_path_factory.mktemp("retold-site")
    done = build_site(folder, SHOWCASE_MODELS=str(models))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def style(page: Page) -> str:
    """The build that the style sheet of the page is from."""
    return page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--build')")


def stamp(page: Page) -> str:
    return page.evaluate("document.querySelector('meta[name=version]').content")


def kept(host: Host, kind: str, site: Path, path: str) -> str:
    """A promise: whether a page is in a cache of that version of the site."""
    name = f"{host.address} {kind} {settings(site)['version']} {settings(site)['frame']}"
    return f"caches.open('{name}').then((it) => it.match('{host.address}{path}')).then(Boolean)"


def versions(page: Page, kind: str = "shell") -> set[str]:
    names = [name.split(" ") for name in page.evaluate("caches.keys()")]
    return {name[2] for name in names if name[1] == kind}


def take_over(page: Page) -> None:
    page.get_by_role("button", name="Dùng bản mới").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="Dùng bản mới").click()


def gone(page: Page, site: Path) -> None:
    """Wait until all caches of that version are deleted."""
    wait_until(page, f"caches.keys().then((all) => !all.some((name) => name.includes('{settings(site)['version']}')))")


def test_a_new_version_replaces_the_old_without_mixing(
    context: BrowserContext, host: Host, site: Path, newer: Path
) -> None:
    old, new = settings(site), settings(newer)
    assert old["version"] != new["version"]
    assert old["frame"] != new["frame"]
    page, said = first_visit(context, host, f"mo-hinh/{KITCHEN}/")
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    wait_until(page, kept(host, "seen", site, f"mo-hinh/{FARM}/"))
    assert versions(page) == {old["version"]}

    host.show(newer)
    # A page from the network is newer than the worker: all files that it loads must be new as well.
    page.goto(f"{host.address}mo-hinh/{KITCHEN}/")
    assert title(page).startswith("Bản mới khéo vận động")
    assert (stamp(page), style(page)) == (new["frame"], "later")
    assert old["version"] in versions(page)

    page.get_by_role("button", name="Dùng bản mới").wait_for()
    assert versions(page) == {old["version"], new["version"]}
    take_over(page)
    gone(page, site)
    # Pages that were visited are cached again, in the new version.
    wait_until(page, kept(host, "seen", newer, f"mo-hinh/{FARM}/"))
    host.go_away()
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    assert (stamp(page), style(page)) == (new["frame"], "later")
    page.goto(f"{host.address}tra-cuu/?q=ban+moi+kheo+van+dong")
    assert (stamp(page), style(page)) == (new["version"], "later")
    page.locator(f"[data-slug='{KITCHEN}']").get_by_text("Bản mới").first.wait_for()
    assert said == []


def test_without_a_line_an_old_page_keeps_its_own_scripts(
    context: BrowserContext, host: Host, site: Path, newer: Path
) -> None:
    page, _ = first_visit(context, host, f"mo-hinh/{FARM}/")
    wait_until(page, kept(host, "seen", site, f"mo-hinh/{FARM}/"))
    host.show(newer)
    page.goto(host.address)
    page.get_by_role("button", name="Dùng bản mới").wait_for()
    host.go_away()  # before any cached page could be fetched again
    page.evaluate(
        "navigator.serviceWorker.getRegistration().then((one) => one.waiting.postMessage({ type: 'use-new' }))"
    )
    wait_until(page, "navigator.serviceWorker.getRegistration().then((one) => !one.waiting)")
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    assert (stamp(page), style(page)) == (settings(site)["frame"], "")
    page.goto(host.address)
    assert (stamp(page), style(page)) == (settings(newer)["version"], "later")
    # A comparison is of one version: the new page does not read the old data.
    page.goto(f"{host.address}so-sanh/?m={FARM}")
    expect(page.locator("[data-compare] table")).to_have_count(0)


def test_a_change_of_content_keeps_scripts_and_pages_that_fit(
    context: BrowserContext, host: Host, site: Path, retold: Path, tmp_path: Path
) -> None:
    old, new = settings(site), settings(retold)
    assert old["frame"] == new["frame"]
    # The unchanged bundle cannot be fetched: it can only be copied from the old cache.
    here = tmp_path / "retold"
    shutil.copytree(retold, here)
    (here / new["bundles"][0]["path"]).unlink()
    page, said = first_visit(context, host, f"mo-hinh/{FARM}/")
    wait_until(page, kept(host, "seen", site, f"mo-hinh/{FARM}/"))
    host.show(here)
    page.goto(host.address)
    take_over(page)
    host.go_away()
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    assert title(page).startswith("Chi bộ lãnh đạo Nhân dân")
    page.goto(f"{host.address}tra-cuu/?q=ban+moi+kheo+van+dong")
    page.locator(f"[data-slug='{KITCHEN}']").get_by_text("Bản mới").first.wait_for()
    assert said == []


def test_a_pack_survives_an_update(context: BrowserContext, host: Host, site: Path, newer: Path) -> None:
    pack = "dia-ban-vinh-trach"
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_label("Giữ những gì").select_option(pack)
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Đã giữ đủ").wait_for()
    host.show(newer)
    page.goto(host.address)
    take_over(page)
    gone(page, site)
    host.go_away()
    for address in json.loads((newer / f"assets/offline/packs/{pack}.json").read_text(encoding="utf-8")):
        page.goto(host.address + address)
        assert title(page) != "Không có mạng"
        assert (stamp(page), style(page)) == (settings(newer)["frame"], "later")


def test_pages_that_have_not_changed_are_not_sent_again(
    context: BrowserContext, host: Host, site: Path, tmp_path: Path
) -> None:
    retold = restamped(site, tmp_path / "retold", frame=False)
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    choose(page, "dia-ban-vinh-trach")
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Đã giữ đủ").wait_for()
    host.show(retold)
    page.goto(host.address)
    host.sent.clear()
    take_over(page)
    gone(page, site)
    assert versions(page, "kept") == {settings(retold)["version"]}
    assert [path for path in host.sent if path.startswith(("mo-hinh/", "dia-ban/"))] == []


def test_a_half_brought_up_site_is_not_taken_over(
    context: BrowserContext, host: Host, site: Path, newer: Path, tmp_path: Path
) -> None:
    mixed = tmp_path / "mixed"
    shutil.copytree(newer, mixed)
    shutil.copy(site / "gioi-thieu/index.html", mixed / "gioi-thieu/index.html")
    page, _ = first_visit(context, host)
    host.show(mixed)
    ended = page.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update();
            const coming = registration.installing;
            await new Promise((resolve) => coming.addEventListener("statechange", resolve));
            return coming.state;
        }"""
    )
    assert ended == "redundant"
    host.go_away()
    page.goto(f"{host.address}tra-cuu/?q=bep+an")
    assert stamp(page) == settings(site)["version"]
    page.locator(f"[data-slug='{KITCHEN}']").first.wait_for()
