"""The pages of a synthetic corpus as Markdown for hugo, the measure that our own build is held against.

    python scripts/make_hugo.py 1000 FOLDER      writes a hugo site; `hugo --source FOLDER` then builds it

A page holds the same visible text as ours in a bare template, and there are as many lists. Writing it takes time
that is not counted: hugo gets its Markdown ready-made.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LIST_LENGTH = 48
"""Models on one page of a list, as on our own."""

_CONFIG = """\
baseURL = "https://example.org/"
languageCode = "vi"
title = "Dân vận khéo"
disableKinds = ["taxonomy", "term", "RSS"]
"""

_TEMPLATE = """\
<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="description" content="{{ .Description }}">
<title>{{ .Title }} - {{ .Site.Title }}</title>
</head>
<body>
<header><a href="/">{{ .Site.Title }}</a> <a href="/mo-hinh/">Mô hình</a> <a href="/dia-ban/">Địa bàn</a></header>
<main><h1>{{ .Title }}</h1>
{{ .Content }}</main>
<footer>CC BY 4.0</footer>
</body>
</html>
"""

Values = dict[str, Any]
Lists = defaultdict[str, list[str]]
"""Address of a list -> its items in Markdown."""


def main() -> int:
    """Write the hugo site. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    use_environment()
    from showcase.targets.places import accepted_new

    write(arguments.count, accepted_new(arguments.folder, ROOT, [models_folder(ROOT)]), arguments.seed)
    return 0


def write(count: int, folder: Path, seed: int) -> None:
    """Write configuration, template and content of a hugo site."""
    from measuring.corpus import make

    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "config.toml").write_text(_CONFIG, encoding="utf-8")
    for kind in ("single", "list"):
        (layouts / f"{kind}.html").write_text(_TEMPLATE, encoding="utf-8")
    content = folder / "content"
    lists = _empty_lists()
    for model in make(count, seed):
        values = model.values
        page = "\n".join(markdown(values))
        _write_page(content / "mo-hinh" / f"{model.slug}.md", values["title"], values["summary"], page)
        sheet = "\n".join(sheet_markdown(values))
        if sheet:
            _write_page(content / "to-a4" / f"{model.slug}.md", values["title"], values["summary"], sheet)
        item = f"- [{values['title']}](/mo-hinh/{model.slug}/)  \n  {_who(values)}  \n  {values['summary']}"
        for address in _lists_of(values):
            lists[address].append(item)
    for address, items in lists.items():
        _write_list(content / address, address, items)


def markdown(values: Values) -> Iterator[str]:
    """The visible text of one model, line by line."""
    from showcase.schema.fields import MODEL
    from showcase.schema.vocabulary import CRITERIA, STORY

    yield f"{values['summary']}\n\n{_who(values)}\n"
    for key in (*STORY, *CRITERIA):
        if key in values:
            yield f"## {MODEL.by_key[key].label}\n"
            yield from _part(values[key])
    if "replication" in values:
        yield f"## {MODEL.by_key['replication'].label}\n"
        yield from _plan(values["replication"])
    yield "## Nguồn tài liệu\n"
    yield from (f"- {source['id']} {source.get('where', '')}" for source in values["sources"])


def sheet_markdown(values: Values) -> Iterator[str]:
    """The visible text of the A4 sheet with the text for the loudspeaker; empty for a model that is only a name."""
    from showcase.schema.fields import MODEL
    from showcase.schema.vocabulary import CRITERIA, STORY

    told = [key for key in (*STORY, *CRITERIA) if key in values]
    if not told and "replication" not in values:
        return
    yield f"{values['summary']}\n\n{_who(values)}\n"
    yield from (f"1. {step[:88]}" for step in values.get("approach", {}).get("steps", ())[:8])
    yield from (f"\n**{MODEL.by_key[key].label}** {values[key]['text'][:150]}\n" for key in told)
    yield f"## Bài đọc trên loa xã\n\n{values['title']}\n\n{values['summary']}\n"


def _part(part: Values) -> Iterator[str]:
    yield part["text"] + "\n"
    yield from (f"1. {step}" for step in part.get("steps", ()))
    if "figures" in part:
        yield "\n| Số gì | Bao nhiêu | Thời điểm |\n|---|---|---|"
        for figure in part["figures"]:
            yield f"| {figure['label']} | {figure['value']} {figure['unit']} | {figure.get('as_of', '')} |"
    yield f"\nNguồn: {part['source'].get('where', '')} {part.get('evidence', '')}\n"


def _plan(plan: Values) -> Iterator[str]:
    yield from (f"1. {step}" for step in plan["steps"])
    yield f"\n{plan['days']} ngày\n\n| Khoản | Số tiền | Ghi chú |\n|---|---|---|"
    yield from (f"| {cost['item']} | {cost['amount']} đồng | {cost.get('note', '')} |" for cost in plan["cost"])
    yield f"\n{plan['people']}\n"
    yield from (f"- {text}" for text in (*plan["preconditions"], *plan["risks"]))
    yield f"\n{plan['contact']}\n"


def _who(values: Values) -> str:
    from showcase.gazetteer.communes import gazetteer
    from showcase.schema.vocabulary import label

    communes = [gazetteer().by_code[place["commune"]].name for place in values["places"] if "commune" in place]
    fields = [label("fields", code) for code in values.get("fields", ())]
    return " · ".join([values["owner"].get("name", "Chưa rõ chủ thể"), *communes, *fields])


def _empty_lists() -> Lists:
    """All lists that have a page even without models."""
    from showcase.gazetteer.communes import gazetteer
    from showcase.schema.settings import home_province
    from showcase.schema.vocabulary import vocabulary

    lists: Lists = defaultdict(list)
    for address, name in (("linh-vuc", "fields"), ("nhom", "groups"), ("chu-the", "owner_kinds")):
        lists |= {f"{address}/{code}": [] for code in vocabulary(name)}
    lists |= {f"dia-ban/{commune.slug}": [] for commune in gazetteer().of_province(home_province())}
    return lists


def _lists_of(values: Values) -> Iterator[str]:
    from showcase.gazetteer.communes import gazetteer

    yield from ("mo-hinh/tat-ca", "dong-gop/con-thieu", f"chu-the/{values['owner']['kind']}")
    yield from (f"linh-vuc/{code}" for code in values.get("fields", ()))
    if "group" in values:
        yield f"nhom/{values['group']}"
    codes = [place["commune"] for place in values["places"] if "commune" in place]
    yield from (f"dia-ban/{gazetteer().by_code[code].slug}" for code in codes)


def _write_list(folder: Path, address: str, items: list[str]) -> None:
    for start in range(0, max(1, len(items)), LIST_LENGTH):
        name = f"trang-{start // LIST_LENGTH + 1}.md"
        _write_page(folder / name, address, address, "\n".join(items[start : start + LIST_LENGTH]))


def _write_page(path: Path, title: str, description: str, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = json.dumps({"title": title, "description": description}, ensure_ascii=False)
    path.write_text(f"{head}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    run_command(main, "Không viết được trang cho hugo")
