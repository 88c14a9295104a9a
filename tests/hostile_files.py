"""Files made to crash, fill or freeze their reader; showcase/ and the entry form report the same problems for each."""

from collections.abc import Callable

BOUNDED: dict[str, Callable[[int], str]] = {
    "a code of a commune of many digits": lambda size: f'places:\n  - commune: "{"3" * size}"\n',
    "a name of a commune of many words": lambda size: f"places:\n  - commune: {'xã ' * (size // 3)}\n",
    "many places": lambda size: "places:\n" + '  - commune: "30547"\n' * (size // 23),
    "many wrong places": lambda size: "places:\n" + '  - commune: "12345"\n' * (size // 23),
    "many steps": lambda size: "replication:\n  steps:\n" + "    - Họp\n" * (size // 12),
    "a long text": lambda size: "summary: " + "chữ " * (size // 6) + "\n",
    "a long word": lambda size: "status: " + "a" * size + "\n",
    "a long key": lambda size: "? " + "a" * size + "\n: x\n",
    "a long name of a model": lambda size: "family: " + "a" * size + "\n",
    "a long number": lambda size: "replication:\n  days: " + "9" * size + "\n",
    "a long port": lambda size: "sources:\n  - link: https://a.vn:" + "9" * size + "\n",
    "a text of styled letters": lambda size: "title: " + "𝗮" * (size // 4) + "\n",
    "a comment of digits": lambda size: "# " + "09 " * (size // 3) + "\n",
    "steps of indentation": lambda size: "".join(" " * depth + "k:\n" for depth in range(int((2 * size) ** 0.5) - 3)),
    "brackets": lambda size: "title: " + "[" * size + "\n",
    "keys that objects of browsers have": lambda size: "__proto__: x\nconstructor: y\n" * (size // 30),
}
"""What grows with the number of bytes that is asked for."""

_HOSTILE = {
    "ten thousand levels of brackets": "a: " + "[" * 10_000 + "]" * 10_000,
    "ten thousand levels of braces": "a: " + "{b: " * 10_000 + "c" + "}" * 10_000,
    "a thousand documents": "---\ntitle: a\n" * 1_000,
    "a tag of Python": "title: !!python/object/apply:os.system [ls]\n",
    "a tag of its own": "title: !<tag:x> a\n",
    "tags a thousand times": "fields:\n" + "  - !x kinh-te\n" * 1_000,
    "half a character by escape": 'title: "\\ud800"\n',
    "a text turned round": "title: a\u202eb\u2066c\n",
    "a text turned round by escape": 'title: "a\\u202eb"\n',
    "a key that objects have": "__proto__: {title: a}\nconstructor: b\ntoString: c\nhasOwnProperty: d\n",
    "such keys within": "owner: {kind: __proto__, __proto__: a}\nstatus: constructor\nfields: [toString]\n",
    "such words for numbers": 'replication: {days: "constructor 5 __proto__"}\n',
    "a bomb of aliases": "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "a merge": "<<: {title: a}\n",
    "unknown keys": "".join(f"k{number}: x\n" for number in range(20_000)),
    "one key many times": "title: x\n" * 25_000,
    "unknown codes": "topics:\n" + "  - khong-co-dau\n" * 15_000,
    "unknown communes": "places:\n" + "  - commune: 12345\n" * 12_000,
    "a long code": "status: " + "a" * 250_000,
    "a long number": "replication:\n  days: " + "9" * 250_000,
    "spaces for a number": 'replication:\n  days: "1' + " " * 250_000 + 'x"',
    "a long date": 'started: "' + "1 " * 120_000 + '"',
    "a long address": "sources:\n  - link: https://" + "a." * 120_000,
    "decomposed letters": 'summary: "' + "e\u0301 " * 60_000 + '"',
    "open brackets": "title: " + "[" * 250_000,
    "open braces": "title: " + "{a: " * 60_000,
    "dashes": "- " * 120_000,
    "question marks": "? " * 120_000,
    "steps of indentation": "".join(" " * depth + "k:\n" for depth in range(690)),
    "dashes and indentation": "".join(" " * (22 * row) + "- " * 11 + "\n" for row in range(150)),
    "quotes": '"' * 250_000,
    "empty items": "aliases:\n" + "  -\n" * 60_000,
    "items without anything": "sources:\n" + "  - {}\n" * 30_000,
    "a syntax error after many comments": "# a\n" * 60_000 + "title: a: b",
}

HOSTILE = {name: text.encode() for name, text in _HOSTILE.items()} | {
    "half a character in bytes": b"title: \xed\xa0\x80\n",
    "an end in bytes": b"title: a\x00b\n",
    **{f"{name} that fills a file": make(240_000).encode() for name, make in BOUNDED.items()},
}
