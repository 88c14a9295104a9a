"""The searches that are compared: how each is prepared over the same pages, and how it is asked."""

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from showcase.insight.site import Site

ROOT = Path(__file__).resolve().parents[2]

EMPTY = '<!doctype html><link rel="icon" href="data:,">'
"""A page that loads nothing, in which an engine is opened."""

Prepared = tuple[str, str, str]
"""What is the matter, or ""; the script that opens the engine in a page; the argument of that script."""

Tools = dict[str, str]
"""What is installed by hand: `pagefind`, the command that starts it; `minisearch`, the path of its script."""

OURS = """async () => {
    const worker = new Worker("/assets/search/worker.js", { type: "module" });
    const told = (message) => new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => (data.problem ? reject(new Error(data.problem)) : resolve(data));
        worker.onerror = (problem) => reject(new Error(problem.message));
        worker.postMessage(message);
    });
    await told({ base: new URL("/assets/search/index/", location.href).href });
    let number = 0;
    window.ask = async (q) => {
        const { answer } = await told({ number: ++number, state: { q } });
        const { results, doubtful, correction } = answer;
        return { slugs: results.map((found) => found.slug), doubtful, corrected: Boolean(correction) };
    };
}"""
NATIONAL = """async (told) => {
    const { sources, chosen } = JSON.parse(told);
    const worker = new Worker("/assets/search/national_worker.js", { type: "module" });
    const answered = (message) => new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => (data.problem ? reject(new Error(data.problem)) : resolve(data));
        worker.onerror = (problem) => reject(new Error(problem.message));
        worker.postMessage(message);
    });
    const absolute = (base) => new URL(base, `${location.origin}/tra-cuu/`).href;
    await answered({ sources: sources.map((one) => ({ ...one, base: absolute(one.base) })) });
    let number = 0;
    window.ask = async (q) => {
        const { answer } = await answered({ number: ++number, state: { q, facets: { tinh: chosen } } });
        const { results, doubtful, correction } = answer;
        return { slugs: results.map((found) => found.slug), doubtful, corrected: Boolean(correction) };
    };
}"""
"""Our search at a national site; its argument: {sources, chosen} as JSON."""
PAGEFIND = """async () => {
    const pagefind = await import("/pagefind/pagefind.js");
    await pagefind.init();
    window.ask = async (q) => {
        const { results } = await pagefind.search(q);
        const shown = await Promise.all(results.slice(0, 10).map((found) => found.data()));
        return { slugs: shown.map(({ url }) => url.split("/").at(-2)) };
    };
}"""
MATERIAL = """async (script) => {
    const index = await (await fetch("/search/search_index.json")).json();
    const worker = new Worker(script);
    const told = (message) => new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = (problem) => reject(new Error(problem.message));
        worker.postMessage(message);
    });
    await told({ type: 0, data: { ...index, options: { suggest: false } } });
    window.ask = async (q) => {
        const { data } = await told({ type: 2, data: q });
        return { slugs: data.items.map(([first]) => first.location.split("/").at(-2)) };
    };
}"""


MINISEARCH = """async (script) => {
    await new Promise((resolve, reject) => {
        const tag = Object.assign(document.createElement("script"), { src: script, onload: resolve, onerror: reject });
        document.head.append(tag);
    });
    const folded = (term) => term.toLowerCase().normalize("NFD").replace(/\\p{M}/gu, "").replace(/đ/g, "d");
    const search = new MiniSearch({ fields: ["title", "text"], processTerm: folded });
    await search.addAllAsync(await (await fetch("/minisearch/documents.json")).json());
    const options = { prefix: true, fuzzy: 0.2, boost: { title: 3 } };
    window.ask = async (q) => ({ slugs: search.search(q, options).slice(0, 10).map(({ id }) => id) });
}"""


def write_pages(catalogue: Any, site: Path) -> None:
    """Write the page of every model, which all engines search."""
    from showcase.look.lotus import symbol
    from showcase.pages.pages import pages

    slugs = {f"mo-hinh/{model.slug}/" for model in catalogue.models}
    for page in pages(Site(catalogue)):
        if page.address in slugs:
            target = site / page.address / "index.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            head = f'<meta charset="utf-8"><title>{_plain(page.title)}</title>'
            body = f"{symbol()}<main data-pagefind-body>{page.html()}</main>"
            target.write_text(f'<!doctype html><html lang="vi"><head>{head}</head><body>{body}</body></html>', "utf-8")
    (site / "empty.html").write_text(EMPTY, "utf-8")


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def ours(catalogue: Any, site: Path, tools: Tools) -> Prepared:
    """The files that the build makes."""
    from showcase.search.index import index_files
    from showcase.search.scripts import script_files

    files = script_files(ROOT / "docs")
    files |= {f"assets/search/index/{name}": content for name, content in index_files(catalogue).items()}
    files["assets/search/search.css"] = (ROOT / "docs/assets/search/search.css").read_bytes()
    for name, content in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    return "", OURS, ""


def pagefind(catalogue: Any, site: Path, tools: Tools) -> Prepared:
    """The index made by Pagefind's own command."""
    command = tools["pagefind"]
    words = [*shlex.split(command), "--site", str(site), "--glob", "mo-hinh/*/index.html"]
    try:
        done = subprocess.run(words, capture_output=True, text=True)
    except OSError:
        return f"the command “{command}” is missing (package pagefind)", "", ""
    return ("" if done.returncode == 0 else done.stderr[-300:]), PAGEFIND, ""


def minisearch(catalogue: Any, site: Path, tools: Tools) -> Prepared:
    """The texts of all pages as one file, which it indexes in the browser without marks."""
    script = Path(tools["minisearch"])
    if not script.is_file():
        return f"the script “{script}” is missing (dist/umd/index.js of the npm package minisearch)", "", ""
    (site / "minisearch").mkdir()
    shutil.copyfile(script, site / "minisearch" / "minisearch.js")
    docs = [{"id": one["location"].split("/")[1], "title": one["title"], "text": one["text"]} for one in _texts(site)]
    (site / "minisearch" / "documents.json").write_text(json.dumps(docs, ensure_ascii=False), "utf-8")
    return "", MINISEARCH, "/minisearch/minisearch.js"


def material(catalogue: Any, site: Path, tools: Tools) -> Prepared:
    """The index as its plugin makes it for Vietnamese, and its own worker."""
    spec = find_spec("material")
    if spec is None or spec.origin is None:
        return "the package mkdocs-material is missing", "", ""
    assets = Path(spec.origin).parent / "templates" / "assets" / "javascripts"
    shutil.copytree(assets, site / "assets" / "javascripts")
    docs = _texts(site)
    config = {
        "lang": ["vi"],
        "separator": r"[\s\-]+",
        "pipeline": ["stopWordFilter"],
        "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
    }
    (site / "search").mkdir()
    (site / "search" / "search_index.json").write_text(
        json.dumps({"config": config, "docs": docs}, ensure_ascii=False), "utf-8"
    )
    worker = next((assets / "workers").glob("search.*.js"))
    return "", MATERIAL, f"/assets/javascripts/workers/{worker.name}"


def _texts(site: Path) -> list[dict[str, str]]:
    """Address, title and text of each page."""
    docs = []
    for page in sorted((site / "mo-hinh").iterdir()):
        html = (page / "index.html").read_text("utf-8")
        main = html[html.index("<main") : html.index("</main>")]
        text = " ".join(re.sub(r"<[^>]+>", " ", main).split())
        title = html[html.index("<title>") + 7 : html.index("</title>")]
        docs.append({"location": f"mo-hinh/{page.name}/", "title": title, "text": text})
    return docs


ENGINES: dict[str, Callable[[Any, Path, Tools], Prepared]] = {
    "ours": ours,
    "pagefind": pagefind,
    "minisearch": minisearch,
    "material": material,
}
"""Each takes the catalogue, the folder of the pages, and the tools."""
