"""The answers from which `new_model.py` makes a file: given as options, or asked for in plain Vietnamese."""

import sys
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from showcase.files.template import Value
from showcase.gazetteer.communes import gazetteer
from showcase.gazetteer.names import Meant, communes_meant, former_namesakes
from showcase.language.words import fold, slug_within
from showcase.model.model import Model, Source
from showcase.model.places import place_line
from showcase.schema.problems import Problem, shown
from showcase.schema.vocabulary import vocabulary

SHOWN = 12
"""So many communes of one name are listed."""

_REQUIRED = ("title", "summary", "kind", "place", "source")
_LISTS = {
    "kind": "owner_kinds",
    "field": "fields",
    "topic": "topics",
    "group": "groups",
    "status": "statuses",
    "registration": "registrations",
}
_KEYS = {"field": "fields", "topic": "topics"}
"""Options whose field has another name."""

_OF_FIELD = {"title": ("title",), "summary": ("summary",), "owner": ("owner", "kind"), "places": ("place",)}
_OF_FIELD |= {"sources": ("source", "source_title", "issuer", "where")}


class Refused(Exception):
    """No file is written; the message gives the reason in Vietnamese."""


class Answers:
    """What is known of the new model. `given`: the options; `can_ask`: whether somebody sits at a keyboard."""

    def __init__(self, register: Mapping[str, Source], given: Mapping[str, object], can_ask: bool) -> None:
        self._register, self._can_ask = register, can_ask
        self._known: dict[str, Any] = {key: _cleaned(value) for key, value in given.items()}
        self._place: dict[str, Value] = {}

    @property
    def title(self) -> str:
        """The title."""
        return str(self._known["title"])

    @property
    def owner(self) -> str:
        """The name of the owner; empty if the source names none."""
        return str(self._known.get("owner", ""))

    def collect(self) -> None:
        """Ask for missing answers. Raises Refused without a terminal, or if a commune is not clear."""
        missing = [option for key in _REQUIRED if (option := self._missing(key))]
        if missing and not self._can_ask:
            raise Refused(f"thiếu {', '.join(missing)}, mà không có bàn phím để hỏi. Xem: new_model.py --help")
        self._ask("title", "Tên mô hình, đúng như khi đăng ký?")
        self._ask("summary", "Tóm tắt một câu: ai làm gì, cho ai, được gì? (nhiều nhất 250 ký tự)")
        if missing:
            self._ask("owner", "Ai làm? Ghi tên đơn vị; nguồn không nêu thì bấm Enter.", may_skip=True)
        self._ask_listed("kind", "Loại chủ thể? Ghi số hoặc mã.", vocabulary("owner_kinds"))
        self._settle_place()
        self._ask_source()

    def _missing(self, key: str) -> str | None:
        """The command-line option for `key`; None if it was given."""
        if key == "place":
            return None if {"commune", "whole_province"} & self._known.keys() else "--commune"
        if key == "source":
            described = {"source_title", "issuer"} <= self._known.keys()
            return None if described or "source" in self._known else "--source (hoặc --source-title và --issuer)"
        return None if key in self._known else f"--{key}"

    def ask_again(self, faults: list[Problem]) -> None:
        """Print what is wrong and ask again. Raises Refused without a terminal."""
        told = "\n".join(f"  {fault.label or fault.field or 'tệp'}: {fault.message}" for fault in faults)
        wrong = {key for fault in faults for key in _OF_FIELD.get(fault.field.partition(".")[0].partition("[")[0], ())}
        if not (self._can_ask and wrong):
            raise Refused(f"có chỗ chưa đúng.\n{told}")
        print(f"Có chỗ chưa đúng:\n{told}")
        for key in wrong | ({"commune", "whole_province"} if "place" in wrong else set()):
            self._known.pop(key, None)
        self.collect()

    def confirm_likeness(self, models: list[Model]) -> None:
        """Warn of models with a similar title. Raises Refused if the editor then stops."""
        if not models:
            return
        print("Chú ý: đã có mô hình tên gần giống:", file=sys.stderr)
        for model in models[:5]:
            print(f"  - {model.title} · {place_line(model)} · {model.file}", file=sys.stderr)
        print("  Nếu là một thì sửa tệp ấy; nếu làm theo mô hình ấy thì ghi replicates.", file=sys.stderr)
        if self._can_ask and fold(_line("Vẫn viết tệp mới? (c = có, k = không)")) not in ("c", "co"):
            raise Refused("đã có mô hình gần giống.")

    def values(self) -> dict[str, Value]:
        """What is known, in the shape of a model file."""
        known = self._known
        made: dict[str, Value] = {key: known[key] for key in ("title", "summary", "started") if key in known}
        for option, name in _LISTS.items():
            if option != "kind" and option in known:
                made[_KEYS.get(option, option)] = _codes(name, known[option])
        owner = {"name": known["owner"]} if known.get("owner") else {}
        made["owner"] = {**owner, "kind": _codes("owner_kinds", known["kind"])}
        told: dict[str, Value] = {key: known[key] for key in ("hamlet", "as_written") if key in known}
        made["places"] = [{**self._place, **told}]
        made["sources"] = [self._source()]
        return made

    def _source(self) -> dict[str, Value]:
        known = self._known
        described = {
            key: known[option] for key, option in (("title", "source_title"), ("issuer", "issuer")) if option in known
        }
        name = known.get("source") or slug_within(str(described.get("title", "")), 40) or "nguon-1"
        where = {"where": known["where"]} if known.get("where") else {}
        return {"id": name, **where, **described}

    def _ask(self, key: str, question: str, may_skip: bool = False) -> None:
        while key not in self._known:
            answer = _line(question)
            if answer or may_skip:
                self._known[key] = answer

    def _ask_listed(self, key: str, question: str, choices: Mapping[str, str]) -> None:
        """Ask for one of a list; its number counts as the answer."""
        if key in self._known:
            return
        for number, (code, label) in enumerate(choices.items(), start=1):
            print(f"  {number}. {label} ({code})")
        self._ask(key, question)
        self._known[key] = _by_number(self._known[key], list(choices))

    def _ask_source(self) -> None:
        if not self._missing("source"):
            return
        titles = {name: shown(source.title, 70) for name, source in self._register.items()}
        titles["moi"] = "văn bản khác, chưa có trong sổ nguồn"
        self._ask_listed("source", "Lấy từ văn bản nào? Ghi số.", titles)
        if self._known["source"] == "moi":
            del self._known["source"]
            self._ask("source_title", "Tên văn bản hoặc bài báo?")
            self._ask("issuer", "Nơi ban hành, hoặc tên báo?")
        self._ask("where", "Chỗ nào trong văn bản? (mục, trang, dòng; chưa rõ thì bấm Enter)", may_skip=True)

    def _settle_place(self) -> None:
        """From the name of a commune or a province to a place. Raises Refused when it is not clear."""
        if name := self._known.get("whole_province"):
            self._place = {"province": _province(name), "whole_province": "true"}
            return
        while True:
            self._ask("commune", "Làm ở xã, phường nào? (tên nay hoặc tên cũ, không dấu cũng được)")
            found = communes_meant(self._known["commune"])
            if found:
                break
            self._again(f"không thấy xã, phường, đặc khu nào tên “{shown(self._known['commune'])}”.")
        self._place = self._place_among(found)

    def _again(self, why: str) -> None:
        if not self._can_ask:
            raise Refused(why)
        print(why[0].upper() + why[1:])
        del self._known["commune"]

    def _place_among(self, found: list[Meant]) -> dict[str, Value]:
        if len(found) == 1:
            self._say_chosen(found[0])
            return {"commune": found[0].commune.code}
        if self._known.get("candidates"):
            return _unclear(found)
        listed = "\n".join(f"  {number}. {one}" for number, one in enumerate(found[:SHOWN], start=1))
        more = f"\n  … và {len(found) - SHOWN} nơi khác" if len(found) > SHOWN else ""
        told = f"có {len(found)} nơi hợp tên “{shown(self._known['commune'])}”:\n{listed}{more}"
        if not self._can_ask:
            raise Refused(
                f"{told}\nGhi lại --commune bằng mã, hoặc thêm tên tỉnh sau dấu phẩy; chưa rõ thì --candidates."
            )
        print(told[0].upper() + told[1:])
        return self._chosen(found)

    def _chosen(self, found: list[Meant]) -> dict[str, Value]:
        codes = [one.commune.code for one in found]
        while True:
            answer = _by_number(_line("Là nơi nào? Ghi số hoặc mã; chưa rõ thì bấm Enter."), codes[:SHOWN])
            if answer in codes:
                return {"commune": answer}
            if not answer:
                return _unclear(found)

    def _say_chosen(self, meant: Meant) -> None:
        print(f"Xã: {meant}", file=sys.stderr)
        if not meant.former and not self._known["commune"].isdecimal() and (others := former_namesakes(meant)):
            listed = ", ".join(f"{one.commune.name} ({one.commune.code})" for one in others[:5])
            print(
                f"  Trước 01/7/2025 tên này còn là tên cũ ở: {listed}. Nếu ý bạn là nơi ấy thì ghi mã.", file=sys.stderr
            )


def _unclear(found: list[Meant]) -> dict[str, Value]:
    """A place of which only the candidates are known. Raises Refused when they are of several provinces."""
    provinces = {one.commune.province_code for one in found}
    if len(provinces) > 1:
        raise Refused("các nơi hợp tên ở nhiều tỉnh; thêm tên tỉnh sau dấu phẩy, ví dụ: Tân Phong, Lai Châu.")
    codes = sorted({one.commune.code for one in found})
    return {"province": provinces.pop(), "candidates": codes}


def _province(name: str) -> str:
    """The code of a province of today. Raises Refused."""
    for code, full in gazetteer().provinces.items():
        bare = fold(full).removeprefix("tinh ").removeprefix("thanh pho ")
        if name == code or fold(name) in (fold(full), bare):
            return code
    raise Refused(f"không thấy tỉnh, thành phố nào tên “{shown(name)}”.")


def _codes(name: str, said: Value) -> Value:
    """The codes for codes or labels; an unknown text stays, and the check refuses it."""
    if not isinstance(said, str):
        return [str(_codes(name, one)) for one in said]
    labels = {fold(label): code for code, label in vocabulary(name).items()}
    return labels.get(fold(said), said)


def _by_number(said: str, choices: list[str]) -> str:
    number = int(said) if said.isdecimal() and len(said) < 4 else 0
    return choices[number - 1] if 0 < number <= len(choices) else said


def _line(question: str, read: Callable[[], str] = input) -> str:
    print(question, flush=True)
    return _tidy(read())


def _cleaned(value: object) -> object:
    """Options as texts without spaces at their ends; switches unchanged."""
    if isinstance(value, str):
        return _tidy(value)
    return [_tidy(one) for one in value] if isinstance(value, list) else value


def _tidy(text: str) -> str:
    """Composed letters: macOS hands over decomposed ones."""
    return unicodedata.normalize("NFC", text).strip()
