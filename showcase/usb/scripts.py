"""The scripts of the site as one classic script: opened from a folder, without a server, a browser runs no modules.

Each module becomes a function that is called once, when it is first needed. What it exports is put up before its body
runs, so that modules may need each other in a circle as far as they only share functions.
"""

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files

_IMPORT = re.compile(r'^import\s*(?:(\{[^}]*\})\s*from\s*)?"([^"]+)";', re.MULTILINE)
_DECLARED = re.compile(r"^export ((?:async )?function\*?|class|const) ([\w$]+)", re.MULTILINE)
_LISTED = re.compile(r'^export \{([^}]*)\}(?: from "([^"]+)")?;', re.MULTILINE)
_ASKED = re.compile(r'\bimport\("([^"]+)"\)')
_WORKER = re.compile(r'new Worker\(new URL\("([^"]+)", import\.meta\.url\)')
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
"""A comment on lines of its own."""
_UNKNOWN = re.compile(r"^(?:import\b(?!\()|export\b).*", re.MULTILINE)


def reader() -> str:
    """What stands before the modules: it answers their requests from the pieces and leads links to files."""
    return files("showcase.usb").joinpath("reader.js").read_text("utf-8")


def needed(modules: Mapping[str, str], entries: Iterable[str]) -> list[str]:
    """The modules that `entries` need, themselves included, in the order of their names.

    `modules` holds every script by its path from the root, `assets/search/page.js`. Raises KeyError for a missing one.
    """
    found: set[str] = set()
    left = list(entries)
    while left:
        if (name := left.pop()) not in found:
            found.add(name)
            left += [_beside(name, other) for other in _references(modules[name])]
    return sorted(found)


def bundle(modules: Mapping[str, str], entries: Iterable[str]) -> str:
    """One script with all that `entries` need. Raises ValueError for a form of import or export that it cannot take."""
    entries = set(entries)
    parts = [_function(name, _loaded_later(name, modules[name]), name in entries) for name in needed(modules, entries)]
    return "\n".join([reader(), *parts, "usb.start();", ""])


def joined(modules: Mapping[str, str], entry: str) -> str:
    """One module in the place of `entry` and all that it imports, without comments: one request instead of many.

    A worker that it starts and what it asks for later by `import()` stay files of their own. Raises ValueError as
    `bundle` does.
    """
    names = needed({name: _WORKER.sub("", _ASKED.sub("", text)) for name, text in modules.items()}, [entry])
    modules = {name: _asked_from(entry, name, modules[name]) for name in names}
    head = files("showcase.usb").joinpath("joined.js").read_text("utf-8")
    parts = [_function(name, modules[name], False) for name in names]
    # The way to a worker stays as the sources write it, so that whoever joins once more finds it.
    body = "\n".join(parts).replace("usbExports, usbAddress)", "usbExports)").replace("usbAddress", "import.meta.url")
    return "\n".join([*_bare(head), *_bare(body), f"usb.load({json.dumps(entry)});", ""])


def _bare(text: str) -> Iterator[str]:
    """Its lines without comments of their own and without indentation; no template of ours goes over several lines."""
    return (line.lstrip() for line in _COMMENT.sub("", text).splitlines() if line.strip())


def _references(text: str) -> list[str]:
    told = [match[2] for match in _IMPORT.finditer(text)]
    told += [match[2] for match in _LISTED.finditer(text) if match[2]]
    return told + _ASKED.findall(text) + _WORKER.findall(text)


def _beside(name: str, other: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), other))


def _load(name: str, other: str) -> str:
    return f"usb.load({json.dumps(_beside(name, other))})"


def _loaded_later(name: str, text: str) -> str:
    """A module whose `import()` finds what it asks for in the same script."""
    return _ASKED.sub(lambda match: f"(async () => {_load(name, match[1])})()", text)


def _asked_from(entry: str, name: str, text: str) -> str:
    """A module whose `import()` leads to the same file when the module stands in the place of `entry`."""

    def led(match: re.Match[str]) -> str:
        way = posixpath.relpath(_beside(name, match[1]), posixpath.dirname(entry))
        return f'import("{way if way.startswith(".") else f"./{way}"}")'

    return _ASKED.sub(led, text)


def _function(name: str, text: str, entry: bool) -> str:
    """Only what a page asks for itself may wait at its top level."""

    def loaded(other: str) -> str:
        return _load(name, other)

    def imported(match: re.Match[str]) -> str:
        names = re.sub(r"\s+as\s+", ": ", match[1] or "")
        return f"const {names} = {loaded(match[2])};" if names else f"{loaded(match[2])};"

    getters = _getters(text, loaded)
    text = _IMPORT.sub(imported, text)
    text = _DECLARED.sub(r"\1 \2", text)
    text = _LISTED.sub("", text)
    if left := _UNKNOWN.search(text):
        raise ValueError(f"{name}: {left[0]}")
    text = text.replace("import.meta.url", "usbAddress")
    head = f"usb.modules[{json.dumps(name)}] = {'async ' if entry else ''}function (self, usbExports, usbAddress) {{"
    shown = f"usb.show(usbExports, {{ {', '.join(getters)} }});\n" if getters else ""
    return f'{head}\n"use strict";\n{shown}{text}\n}};'


def _getters(text: str, loaded: Callable[[str], str]) -> list[str]:
    """`fold: () => fold` for each name that a module exports."""
    getters = [f"{match[2]}: () => {match[2]}" for match in _DECLARED.finditer(text)]
    for match in _LISTED.finditer(text):
        for one in filter(None, map(str.strip, match[1].split(","))):
            inner, _, outer = one.partition(" as ")
            getters.append(f"{outer or inner}: () => {f'{loaded(match[2])}.{inner}' if match[2] else inner}")
    return getters
