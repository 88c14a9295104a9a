"""The adapter between MkDocs and the package: macros for pages, and hooks that add the pages of the catalogue.

MkDocs loads this file twice, so state lives in `showcase.publishing`. Content comes in at the very end, in place of
a mark: editors' text goes through neither Jinja nor Markdown.
"""

import gc
import logging
import os
import posixpath
import re
import sys
import time
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.structure.files import File, Files  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.structure.toc import TableOfContents  # noqa: E402

from showcase.files.reports import as_text  # noqa: E402
from showcase.language.packing import clock_fault  # noqa: E402
from showcase.language.words import slugify  # noqa: E402
from showcase.publishing.frames import DESCRIPTION, TITLE, Frame, folder, is_token, token_address  # noqa: E402
from showcase.publishing.keeping import earlier_results  # noqa: E402
from showcase.publishing.publication import load, mark  # noqa: E402
from showcase.publishing.writing import write_rest  # noqa: E402
from showcase.schema.problems import ProblemError  # noqa: E402
from showcase.schema.settings import read_settings, settings_file  # noqa: E402
from showcase.targets.mark import write_mark  # noqa: E402


class MadePage(Page):
    """A page of the catalogue: one macro call and no Markdown, so nothing is spent on converting it."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the expanded macro call as it is."""
        self.content = self.markdown


def define_env(env) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Register the one macro: `{{ fragment("home") }}` on hand-written pages, `{{ fragment("page") }}` on made ones."""
    env.macro(mark, "fragment")


_frames: dict[str, Frame] = {}
"""Folder -> frame of the pages below it, of the build under way."""

_run: dict[str, bool] = {}
"""Whether this run makes a whole site, from nothing."""


def on_startup(command: str, dirty: bool) -> None:
    """Spare a build the collector: what it makes stays to its end, and walking it takes a fifth of the time."""
    _run["whole"] = command == "build" and not dirty
    if command == "build":
        gc.disable()
        # A web server reads what is built, whoever built it: also where new files are for their owner alone.
        os.umask(os.umask(0) & 0o022)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the catalogue. A strict build refuses to go on with problems; `serve` shows the rest."""
    config.mdx_configs.setdefault("toc", {})["slugify"] = lambda heading, _: slugify(heading)
    extra, models = config.extra, Path(os.environ.get("SHOWCASE_MODELS") or ROOT / "models").resolve()
    if fault := clock_fault(time.localtime().tm_year):
        raise PluginError(fault)
    try:
        settings = read_settings(settings_file(), config.site_url or "", extra["repository"])
        config.site_url = settings.address or None
        # Who only wants what stands around the pages gives the publication: see `serving/rendering.py`.
        publication = extra["publication"] = extra.get("publication") or load(
            ROOT, models, settings, earlier_results(ROOT)
        )
        # Hand-written pages name the home province: `{{ home.name }}`.
        config.plugins["macros"].variables["home"] = publication.home  # type: ignore[attr-defined]
        config.site_name = publication.site_name(config.site_name)
        config.site_description = publication.site_description(config.site_description or "")
    except ProblemError as error:
        raise PluginError("\n" + as_text([error.problem])) from error
    except OSError as error:
        raise PluginError(f"Không đọc được các mô hình: {error.filename or models} ({error.strerror})") from error
    if publication.notice:
        print(publication.notice, file=sys.stderr)
    if problems := publication.site.catalogue.problems:
        if config.strict:
            raise PluginError("\n" + as_text(problems))
        logging.getLogger("mkdocs.plugins.showcase").warning("\n%s", as_text(problems))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page in memory for each page of the catalogue, and the files that the build makes."""
    publication = config.extra["publication"]
    # Every made page holds the same line; Jinja need not compile it ten thousand times.
    jinja = config.plugins["macros"].env  # type: ignore[attr-defined]
    jinja.from_string = cache(jinja.from_string)
    try:
        made = _linked_files(files) if "around" in config.extra else publication.files()
    except ProblemError as error:
        raise PluginError("\n" + as_text([error.problem])) from error
    for name in (*publication.replaced, *_of_the_theme(files)):
        files.remove(files.src_uris[name])
    written = {file.dest_uri for file in files}
    if taken := written & {*made, *(f"{address}index.html" for address in publication.pages)}:
        raise PluginError(f"docs/ has pages or files at addresses that the build makes: {', '.join(sorted(taken))}")
    publication.share_frames(_linked(files))
    apart = {address for below in publication.framed.values() for address in below}
    for address in [
        *(address for address in publication.pages if address not in apart),
        *map(token_address, publication.framed),
    ]:
        files.append(file := File.generated(config, f"{address}index.md", content='{{ fragment("page") }}'))
        file.page = MadePage(None, file, config)
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    return files


def _of_the_theme(files: Files) -> list[str]:
    """Scripts, styles and pictures of Material: no page asks for them but for its sheet, which comes reduced."""
    folders = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
    return [file.src_uri for file in files if file.src_uri.startswith(folders)]


def _linked(files: Files) -> set[str]:
    """Addresses of pages that hand-written pages link to: MkDocs must know those to see that the links are right."""
    found: set[str] = set()
    for file in files.documentation_pages():
        for target in re.findall(r"[\w./-]+/(?=index\.md\b)", file.content_string):
            found.add(posixpath.normpath(posixpath.join(posixpath.dirname(file.src_uri), target)) + "/")
    return found


def _linked_files(files: Files) -> dict[str, bytes]:
    """Empty files in place of made ones that hand-written pages link to, so that the links come out the same."""
    found: dict[str, bytes] = {}
    for file in files.documentation_pages():
        for target in re.findall(r"\]\(([\w./-]+\.\w+)[)#?]", file.content_string):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(file.src_uri), target))
            if name not in files.src_uris and not name.startswith("..") and not name.endswith(".md"):
                found[name] = b""
    return found


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give every page its day, and a made page its title and its description."""
    if isinstance(described := page.meta.get("description"), str):
        page.meta["description"] = described.replace("{{ home.name }}", config.extra["publication"].home.name)
    page.update_date = config.extra["publication"].day_of(page.url)
    if is_token(page.url):
        page.meta.update(title=TITLE, description=DESCRIPTION, plain=True)
    if made := config.extra["publication"].pages.get(page.url):
        page.meta.update(title=made.title, description=made.description, plain=True)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """No list of headings is shown; Material would put a second link that skips to the first of them."""
    page.toc = TableOfContents([])


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the finished content in the place of the marks."""
    around = config.extra.get("around")
    if is_token(page.url):
        (around.frames if around else _frames)[folder(page.url)] = Frame(output)
        return ""
    if around:
        around.pages[page.url.removeprefix("./")] = output
        return ""
    try:
        return str(config.extra["publication"].fill(output, page.url))
    except ProblemError as error:
        raise PluginError("\n" + as_text([error.problem])) from error


def on_post_build(config: MkDocsConfig) -> None:
    """Write what the frames were made for, and mark the site, so that `scripts/build.py` takes the folder again."""
    if not isinstance(config, MkDocsConfig):
        return  # called a second time, as a module of macros
    if around := config.extra.get("around"):
        around.not_found = (Path(config.site_dir) / "404.html").read_text(encoding="utf-8")
        return
    try:
        written = write_rest(config.extra["publication"], dict(_frames), Path(config.site_dir))
    except ProblemError as error:
        raise PluginError("\n" + as_text([error.problem])) from error
    _frames.clear()
    if _run.get("whole"):
        write_mark(Path(config.site_dir), "trang", written)
