from pathlib import Path

import pytest

from showcase.look import style_sheet
from showcase.look.style_sheet import reduced

WORDS = frozenset({"body", "p", "a", "md-typeset", "md-grid", "open", "data-state", "text", "__drawer", "details"})


@pytest.mark.parametrize(
    ("whole", "left"),
    [
        ("p{margin:0}", "p{margin:0}"),
        (".md-typeset p,.md-search p{margin:0}", ".md-typeset p{margin:0}"),
        (".md-typeset .md-search{margin:0}", ""),
        ("*,:after,::before{color:red}", "*,:after,::before{color:red}"),
        ("a:hover::after{color:red}", "a:hover::after{color:red}"),
        ("#__drawer,#__search{color:red}", "#__drawer{color:red}"),
        ("[data-state=text],[data-state=empty],[dir=rtl]{color:red}", "[data-state=text]{color:red}"),
        ("p:not(.highlight):nth-child(2n+1){color:red}", "p:not(.highlight):nth-child(2n+1){color:red}"),
        ("p:is(.tabbed,.md-grid){color:red}", "p:is(.tabbed,.md-grid){color:red}"),
        ("p:is(.tabbed,.keys){color:red}", ""),
        ("@media print{.md-grid{color:red}.md-search{color:red}}", "@media print{.md-grid{color:red}}"),
        ("@media print{.md-search{color:red}}", ""),
        (
            "@supports (display:grid){@media print{p{color:red}}}",
            "@supports (display:grid){@media print{p{color:red}}}",
        ),
        ('@charset "UTF-8";p{color:red}', '@charset "UTF-8";p{color:red}'),
        ("@page{margin:25mm}", "@page{margin:25mm}"),
        ("/* .keys{ */p{color:red}", "p{color:red}"),
        ('p{content:"}{;";color:red}', 'p{content:"}{;";color:red}'),
        (":root{--a:1;--b:2}p{order:var(--a)}", ":root{--a:1}p{order:var(--a)}"),
        (":root{--a:var(--b);--b:2}p{color:red}", "p{color:red}"),
        (":root{--a:var(--b);--b:2}p{order:var( --a, 1)}", ":root{--a:var(--b);--b:2}p{order:var( --a, 1)}"),
        (':root{--a:url("data:x;y(z");--b:2}p{order:var(--a)}', ':root{--a:url("data:x;y(z")}p{order:var(--a)}'),
        (":root{--a:url(data:x;y);--b:2}p{order:var(--a)}", ":root{--a:url(data:x;y)}p{order:var(--a)}"),
        (":root{width:calc(1px + (2px*3));--b:1}", ":root{width:calc(1px + (2px*3))}"),
        ("@keyframes turn{0%{top:0}to{top:1px}}p{color:red}", "p{color:red}"),
        ("@keyframes turn{0%{top:0}}p{animation:turn 1s}", "@keyframes turn{0%{top:0}}p{animation:turn 1s}"),
    ],
)
def test_only_what_may_match_and_is_used_stays(whole: str, left: str) -> None:
    assert reduced(whole, WORDS) == left


def test_a_variable_that_another_sheet_uses_stays() -> None:
    assert reduced(":root{--a:1;--b:2}", WORDS | {"root"}, frozenset({"--b"})) == ":root{--b:2}"


def test_a_sheet_that_ends_in_the_middle_is_refused() -> None:
    with pytest.raises(ValueError, match="no end"):
        reduced("p{color:red", WORDS)


def test_a_kept_sheet_stands_in_where_material_is_not_installed(tmp_path: Path, monkeypatch) -> None:
    kept = tmp_path / "material.css"
    kept.write_text("p{margin:0}.md-search{margin:0}", encoding="utf-8")
    monkeypatch.setattr(style_sheet, "_KEPT", kept)
    monkeypatch.setattr(style_sheet, "find_spec", lambda name: None)
    style_sheet.whole_sheet.cache_clear()
    try:
        assert style_sheet.style_sheet(tmp_path) == b"p{margin:0}"
    finally:
        style_sheet.whole_sheet.cache_clear()
