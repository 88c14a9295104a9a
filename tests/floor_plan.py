"""The floor plan of the package: its rooms by level, and what each module imports, read from its source."""

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "showcase"

ROOMS = {
    "language": 0,
    "store": 0,
    "targets": 0,
    "schema": 1,
    "usb": 1,
    "gazetteer": 2,
    "model": 3,
    "files": 4,
    "importing": 5,
    "look": 5,
    "insight": 6,
    "contributions": 7,
    "form": 7,
    "maps": 7,
    "opendata": 7,
    "registers": 7,
    "replication": 8,
    "reporting": 7,
    "search": 7,
    "sheets": 7,
    "pages": 8,
    "federation": 9,
    "offline": 9,
    "publishing": 10,
    "plain": 11,
}
"""Room -> level. A room imports only rooms of lower levels; rooms of one level never import each other."""

_FORBIDDEN = ("mkdocs", "material", "macros", "socket", "ssl", "http", "urllib.request", "requests", "time", "random")
"""The theme must stay replaceable, and the same files must always give the same pages."""

_CLOCKS = {"now", "utcnow", "today", "urandom"}


@dataclass(frozen=True)
class Module:
    """One source file; `root` is the folder of the package."""

    path: Path
    root: Path

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def name(self) -> str:
        parts = self.path.relative_to(self.root.parent).with_suffix("").parts
        return ".".join(part for part in parts if part != "__init__")

    @property
    def room(self) -> str:
        """The folder directly below the package, at any depth of the file; empty for a file outside the rooms."""
        parts = self.path.relative_to(self.root).parts
        return parts[0] if len(parts) > 1 else ""

    @cached_property
    def imports(self) -> frozenset[str]:
        """All modules and names that the file imports, at any depth, with their full names."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
        return frozenset(found)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.path.relative_to(self.root.parent).parts[: -node.level]
        return ".".join([*parts, *([node.module] if node.module else [])])


def modules(package: Path) -> list[Module]:
    """Every source file below the package."""
    return [Module(path, package) for path in sorted(package.rglob("*.py"))]


def upward(module: Module) -> list[str]:
    """The imports of a module from other rooms of its own level or above."""
    if module.room not in ROOMS:
        return [] if module.path.name == "__init__.py" else [f"{module.room or module.path.name} stands on no level"]
    mine, found = ROOMS[module.room], set()
    for name in module.imports:
        package, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if package == "showcase" and other not in ("", module.room) and ROOMS.get(other, mine) >= mine:
            found.add(name)
    # `from showcase.pages import pages` also gives the name of the room: the longest name is the module.
    return sorted(name for name in found if not any(other.startswith(f"{name}.") for other in found))


def circles(found: list[Module]) -> list[str]:
    """The modules that import each other in a circle, or depend on such a module; empty if there are none."""
    names = {module.name for module in found}
    left = {module.name: {name for name in module.imports & names if name != module.name} for module in found}
    while free := {name for name, needs in left.items() if not needs & set(left)}:
        left = {name: needs for name, needs in left.items() if name not in free}
    return [", ".join(sorted(left))] if left else []


def strangers(module: Module) -> list[str]:
    """Imports forbidden to every module of the package: the theme, the network, `random` and the clock."""
    names = {name for name in module.imports for one in _FORBIDDEN if name == one or name.startswith(f"{one}.")}
    calls = [node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    asked = {f"{call.attr}()" for call in calls if isinstance(call, ast.Attribute) and call.attr in _CLOCKS}
    return sorted(names | asked)


def functions(module: Module) -> list[ast.FunctionDef]:
    """Every function of a module, also within classes and functions."""
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)]


def length(function: ast.FunctionDef) -> int:
    """Number of lines, from `def` to the last one."""
    return (function.end_lineno or 0) - function.lineno + 1


def undocumented(module: Module) -> list[str]:
    """The module and its public functions and classes, if they have no docstring."""
    public = [
        node
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    silent = [node.name for node in public if not ast.get_docstring(node)]
    return ([] if ast.get_docstring(module.tree) else ["the module"]) + silent


def untyped(module: Module) -> list[str]:
    """The functions without a return type."""
    return [node.name for node in functions(module) if node.returns is None]
