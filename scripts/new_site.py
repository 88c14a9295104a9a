"""Make the site of another province from this project: the same software, its own settings, no models yet.

    python3 scripts/new_site.py --province 12 ../kho-lai-chau
    python3 scripts/new_site.py --province 12 ../kho-lai-chau --publisher "Ban …" --email danvan@…

Copied is what git tracks (without git: what the site is built from), but no models and no tests. Exit code 0: made;
2: not made.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from showcase.targets.refusing import Refused

if TYPE_CHECKING:
    from showcase.gazetteer.home import Home

HELP = """Làm trang của một tỉnh khác từ kho này: cùng phần mềm, cài đặt riêng, chưa có mô hình nào.

  python3 scripts/new_site.py --province 12 ../kho-lai-chau"""

PARTS = (
    ".ci",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".vscode",
    "CONTRIBUTING.md",
    "HACKING.md",
    "LICENSE",
    "LICENSE-CONTENT.md",
    "README.md",
    "design",
    "docs",
    "hosting",
    "macros.py",
    "mkdocs.yml",
    "overrides",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements-receive.txt",
    "requirements.txt",
    "scripts",
    "showcase",
    "showcase.yml",
    "tests/twins/twins.yml",
)
"""Files and folders that are copied to a new site. `models` and the other tests are of this project and are not."""

_GENERATED = {"__pycache__", "node_modules"}

_SEEN = 3
"""A neighbour is named on the map where so many of its communes lie on it."""


def main() -> int:
    """Make the site. Returns the exit code. Raises Refused for a province that is none and a target that is taken."""
    arguments = _arguments()
    use_environment()
    from showcase.gazetteer.communes import gazetteer
    from showcase.gazetteer.home import Home
    from showcase.schema.settings import Settings
    from showcase.targets.places import accepted_new

    names = gazetteer().provinces
    if arguments.province not in names:
        listed = ", ".join(f"{code} {name}" for code, name in names.items())
        raise Refused(f"--province là mã hai chữ số của tỉnh, thành phố: {listed}.")
    target = accepted_new(arguments.target, ROOT, [models_folder(ROOT)])
    home = Home(Settings(province=arguments.province))
    for name in _tracked():
        _copy(name, target)
    _write_own(target, home, {key: getattr(arguments, key) for key in ("publisher", "email", "telephone", "address")})
    _run(target, "scripts/write_reference.py")
    print(f"Đã làm trang của {home.full_name}: {target}")
    print("Tiếp theo: điền showcase.yml, thêm mô hình bằng scripts/new_model.py, rồi python3 scripts/serve.py")
    return 0


def _tracked() -> list[str]:
    """Paths of the files to copy, from the root of the project."""
    done = subprocess.run(["git", "ls-files", "-z", "--", *PARTS], cwd=ROOT, capture_output=True)
    if done.returncode == 0 and done.stdout:
        return sorted(filter(None, done.stdout.decode().split("\0")))
    files = [path for part in PARTS for path in sorted([ROOT / part, *(ROOT / part).rglob("*")])]
    return [path.relative_to(ROOT).as_posix() for path in files if path.is_file() and not _GENERATED & {*path.parts}]


def _copy(name: str, target: Path) -> None:
    (target / name).parent.mkdir(parents=True, exist_ok=True)
    (target / name).write_bytes((ROOT / name).read_bytes())


def _write_own(target: Path, home: "Home", given: dict[str, str]) -> None:
    """Settings, documents and empty folders of models and collections."""
    for name in ("models", "collections"):
        (target / name).mkdir()
        (target / name / ".gitkeep").touch()
    _change(target / "showcase.yml", lambda text: settings_text(text, home, given))
    for name in ("README.md", "CONTRIBUTING.md"):
        _change(target / name, lambda text: text.replace(_home_name(), home.name))
    _change(target / ".github" / "workflows" / "checks.yml", without_tests)


def _home_name() -> str:
    from showcase.gazetteer.home import home

    return home().name


def _change(path: Path, change: Callable[[str], str]) -> None:
    if path.exists():
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def without_tests(workflow: str) -> str:
    """The workflow of checks without the job that runs the tests of this project."""
    head, found, rest = workflow.partition("\n  everything:\n")
    return head + "\n" + rest[rest.index("  systems:\n") :] if found else workflow


def settings_text(text: str, home: "Home", given: dict[str, str]) -> str:
    """The settings of a province: the file of this project with its values, without islands and insets."""
    head = text.partition("# Các xã ở đảo")[0].splitlines()
    values = dict.fromkeys((line.partition(":")[0] for line in head if line[:1].isalpha()), "")
    values |= {"province": home.code} | {key: value for key, value in given.items() if value}
    lines = [_line(line, values, _home_name(), home.name) for line in head]
    names = [f'  - {{text: {_quoted(name)}, kind: neighbour, at: "{at}"}}' for name, at in neighbours(home)]
    return "\n".join(
        [
            *lines,
            '# Các xã ở đảo, ngoài đặc khu: bản đồ có nút đi tới, ví dụ ["12345"].',
            "islands: []",
            "",
            '# Đảo ở xa, bản đồ vẽ trong khung riêng, ví dụ - {name: "Tên đảo", communes: ["12345"]}',
            "insets: []",
            "",
            "# Tên biển (sea), nước (country), tỉnh bên cạnh (neighbour) ghi trên bản đồ; at là vĩ độ, kinh độ.",
            "names:" if names else "names: []",
            *names,
            "",
        ]
    )


def _line(line: str, values: dict[str, str], old: str, new: str) -> str:
    """A line of the settings with its value; examples in its comment name the new province."""
    key, found, rest = line.partition(":")
    if not found or key not in values:
        return line
    comment = rest.partition("#")[2].replace(old, new)
    return f"{key}: {_quoted(values[key])}" + (f"  #{comment}" if comment else "")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def neighbours(home: "Home") -> list[tuple[str, str]]:
    """Name and `latitude, longitude` of each province of which some communes lie on the map of another."""
    from showcase.gazetteer.communes import gazetteer
    from showcase.gazetteer.home import short_name

    west, south, east, north = home.box
    found = []
    for code, name in gazetteer().provinces.items():
        theirs = gazetteer().of_province(code) if code != home.code else []
        seen = [one for one in theirs if west < one.longitude < east and south < one.latitude < north]
        if len(seen) >= _SEEN:
            latitude, longitude = fmean(one.latitude for one in seen), fmean(one.longitude for one in seen)
            found.append((short_name(name), f"{latitude:.2f}, {longitude:.2f}"))
    return found


def _run(target: Path, script: str) -> None:
    """A command of the new site, by this Python. Raises Refused where it fails."""
    variables = {key: value for key, value in os.environ.items() if not key.startswith("SHOWCASE_")}
    variables |= {"SHOWCASE_NO_VENV": "1", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, script], cwd=target, env=variables, capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"{script} của trang mới không chạy được: {done.stderr.strip()[-500:]}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--province", required=True, metavar="MÃ", help="mã tỉnh, thành phố, ví dụ 12")
    parser.add_argument("--publisher", default="", help="ai chịu trách nhiệm về trang")
    parser.add_argument("--email", default="", help="thư của cơ quan")
    parser.add_argument("--telephone", default="", help="số máy của cơ quan")
    parser.add_argument("--address", default="", help="địa chỉ trang, có dấu gạch chéo ở cuối")
    parser.add_argument("target", type=Path, help="thư mục mới hoặc trống")
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không làm được trang mới")
