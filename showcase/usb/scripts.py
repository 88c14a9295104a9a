"""Bundle the modules of the site into one classic script, since a browser runs no modules from `file:` addresses.

Each module becomes a function that is called once, at its first import. Its exports are set before its body runs, so
that modules in a circle may import functions from each other.
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
    """The script before the modules: it gives them data from the packed files and changes links to files."""
    return files("showcase.usb").joinpath("reader.js").read_text("utf-8")


def needed(modules: Mapping[str, str], entries: Iterable[str]) -> list[str]:
    """The names of `entries` and of all modules that they import, sorted.

    `modules`: path from the root (`assets/search/page.js`) -> text. Raises KeyError for a missing module.
    """
    names: set[str] = set()
    left = list(entries)
    while left:
        if (name := left.pop()) not in names:
            names.add(name)
            left += [_beside(name, other) for other in _references(modules[name])]
    return sorted(names)


def bundle(modules: Mapping[str, str], entries: Iterable[str]) -> str:
    """One script with `entries` and their imports. Raises ValueError for a form of import or export not supported."""
    entries = set(entries)
    parts = [_function(name, _loaded_later(name, modules[name]), name in entries) for name in needed(modules, entries)]
    return "\n".join([reader(), *parts, "usb.start();", ""])


def joined(modules: Mapping[str, str], entry: str) -> str:
    """`entry` and all its imports as one module without comments: one request instead of many.

    Its worker, and modules that it loads later by `import()`, stay files of their own. Raises ValueError as
    `bundle` does.
    """
    names = needed({name: _WORKER.sub("", _ASKED.sub("", text)) for name, text in modules.items()}, [entry])
    modules = {name: _asked_from(entry, name, modules[name]) for name in names}
    head = files("showcase.usb").joinpath("joined.js").read_text("utf-8")
    parts = [_function(name, modules[name], False) for name in names]
    # The address of a worker stays as in the source, so that the joined module can be bundled again.
    body = "\n".join(parts).replace("usbExports, usbAddress)", "usbExports)").replace("usbAddress", "import.meta.url")
    return "\n".join([*_bare(head), *_bare(body), f"usb.load({json.dumps(entry)});", ""])


def _bare(text: str) -> Iterator[str]:
    """The lines without comment lines and indentation; this is safe since no template string has several lines."""
    return (line.lstrip() for line in _COMMENT.sub("", text).splitlines() if line.strip())


def _references(text: str) -> list[str]:
    imported = [match[2] for match in _IMPORT.finditer(text)]
    imported += [match[2] for match in _LISTED.finditer(text) if match[2]]
    return imported + _ASKED.findall(text) + _WORKER.findall(text)


def _beside(name: str, other: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), other))


def _load(name: str, other: str) -> str:
    return f"usb.load({json.dumps(_beside(name, other))})"


def _loaded_later(name: str, text: str) -> str:
    """A module whose `import()` loads a module from the same script."""
    return _ASKED.sub(lambda match: f"(async () => {_load(name, match[1])})()", text)


def _asked_from(entry: str, name: str, text: str) -> str:
    """A module whose `import()` has the path of the same file as seen from `entry`."""

    def led(match: re.Match[str]) -> str:
        way = posixpath.relpath(_beside(name, match[1]), posixpath.dirname(entry))
        return f'import("{way if way.startswith(".") else f"./{way}"}")'

    return _ASKED.sub(led, text)


def _function(name: str, text: str, entry: bool) -> str:
    """The function for a module. Only an entry may use `await` at its top level."""

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
        for name in filter(None, map(str.strip, match[1].split(","))):
            inner, _, outer = name.partition(" as ")
            getters.append(f"{outer or inner}: () => {f'{loaded(match[2])}.{inner}' if match[2] else inner}")
    return getters
