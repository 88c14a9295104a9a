import subprocess
import sys
from pathlib import Path

import pytest
from ci.page_differences import COMMENT, READ, Changed, Differences, as_json, as_markdown, differences, from_json
from ci.page_text import readable

ROOT = Path(__file__).resolve().parents[2]
PAGE = """<!doctype html><html><head><title>{title} - Dân vận khéo</title><style>p {{}}</style></head>
<body><nav>Đầu trang</nav><div id="noi-dung"><div><h1>{title}</h1><p>Có <b>{count}</b> mô hình.</p></div>
<script>alert({count})</script></div><footer>Cuối trang</footer></body></html>"""


def save(site: Path, **pages: str) -> Path:
    for name, html in pages.items():
        path = site / name.replace("_", "/") / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    site.mkdir(exist_ok=True)
    return site


def page(title: str = "Bếp ăn", count: int = 2) -> str:
    return PAGE.format(title=title, count=count)


def test_a_page_as_it_is_read():
    html = """<html><head><title>Bếp &amp; ăn</title></head><body><nav>Đầu</nav><div id="noi-dung">
    <svg><title>Sen</title></svg><p>Một   câu<br>hai <a href="../x/">gần</a>,
    <a href="https://example.org/a?b">xa</a></p><p hidden>Ẩn <b>cả</b></p><img alt="Năm chị" src="a.jpg">
    <ul><li>Mục<li>Khác</ul><template><p>Mẫu</p></template></div><footer>Cuối</footer></body></html>"""
    assert readable(html) == [
        "Tiêu đề: Bếp & ăn",
        "Một câu",
        "hai gần, [https://example.org/a?b] xa",
        "[Ảnh: Năm chị]",
        "Mục",
        "Khác",
    ]


def test_broken_pages_are_read_as_far_as_they_go():
    assert readable("<p>Một</div></p><b>Hai") == ["Một", "Hai"]
    assert readable("") == []


def test_pages_are_compared_by_what_is_read(tmp_path):
    before = save(tmp_path / "a", mo_1=page(), mo_2=page(), mo_3=page(), mo_4=page())
    after = save(tmp_path / "b", mo_1=page(), mo_2=page(count=3), mo_4=page().replace("Đầu trang", "Đầu"), mo_5=page())
    assert differences(before, after) == Differences(
        added=("mo/5/",),
        removed=("mo/3/",),
        changed=(Changed("mo/2/", (" …", " Bếp ăn", "-Có 2 mô hình.", "+Có 3 mô hình.")),),
        unseen=1,
    )


def test_pages_of_models_come_first(tmp_path):
    old = {"dia-ban_x": page(), "mo-hinh_y": page(), "linh-vuc_z": page()}
    new = {name: page(count=3) for name in old}
    found = differences(save(tmp_path / "a", **old), save(tmp_path / "b", **new))
    assert [one.page for one in found.changed] == ["mo-hinh/y/", "dia-ban/x/", "linh-vuc/z/"]


def test_pictures_and_fields(tmp_path):
    before, after = save(tmp_path / "a"), save(tmp_path / "b", **{"mo-hinh_bep-an": page()})
    (after / "mo-hinh/bep-an/anh.jpg").write_bytes(b"x")
    (after / "du-lieu").mkdir()
    models = (
        '{"models":[{"address":"mo-hinh/bep-an/","fields":["kinh-te"]},{"address":"mo-hinh/x/","fields":["y-te"]}]}'
    )
    (after / "du-lieu/models.json").write_text(models, encoding="utf-8")
    found = differences(before, after)
    assert (found.pictures, found.fields) == (("mo-hinh/bep-an/anh.jpg",), ("kinh-te",))


def test_a_change_of_everything_is_not_read_to_the_end(tmp_path):
    names = [f"mo-hinh_m{n}" for n in range(READ + 7)]
    before = save(tmp_path / "a", **dict.fromkeys(names, page()))
    found = differences(before, save(tmp_path / "b", **dict.fromkeys(names, page(count=3))))
    assert (len(found.changed), found.unread) == (READ, 7)
    text = as_markdown(found)
    assert len(text) <= COMMENT
    assert "Còn 7 trang khác cũng đổi" in text


def test_long_texts_are_cut(tmp_path):
    long = page().replace("Có", "".join(f"<p>{n} {'ư' * 900}</p>" for n in range(200)))
    found = differences(save(tmp_path / "a", x=page()), save(tmp_path / "b", x=long))
    [one] = found.changed
    assert one.lines[-1].endswith("dòng nữa")
    assert max(map(len, one.lines)) == 500


def test_markdown_is_as_promised():
    found = Differences(
        added=("mo-hinh/bep-an/",), changed=(Changed("", ("-Một", "+Hai")),), unseen=3, pictures=("mo-hinh/a/b.jpg",)
    )
    assert (
        as_markdown(found)
        == """### Trang thay đổi

1 trang đổi chữ, 1 trang mới, 0 trang bỏ.

3 trang khác chỉ đổi phần không đọc thấy.

**Trang mới**

- `mo-hinh/bep-an/`

**Ảnh mới**

- `mo-hinh/a/b.jpg`

<details><summary><code>/</code></summary>

```diff
-Một
+Hai
```

</details>
"""
    )


def test_many_new_pages_are_counted():
    text = as_markdown(Differences(added=tuple(f"mo-hinh/m{n}/" for n in range(50))))
    assert text.count("- `mo-hinh/") == 30
    assert "- … và 20 nữa" in text


@pytest.mark.parametrize(
    "hostile", ["```", "`````` diff", "~~~", "</details>", "@everyone", "#1", "::error::x", "\r\n"]
)
def test_text_of_pages_stays_in_its_code(hostile):
    text = as_markdown(Differences(changed=(Changed("x/", (f"+{hostile}",)),)))
    fence, _, rest = text.partition("<details>")[2].partition("\n\n")[2].partition("diff\n")
    inside, end, after = rest.partition(f"\n{fence}\n")
    assert end
    assert after == "\n</details>\n"
    assert fence not in inside
    assert set(fence) == {"`"}


def test_signs_that_mislead_the_eye_are_shown():
    text = as_markdown(Differences(changed=(Changed("x/", ("+a\u202eb\u200bc\x1b[31m\u2028d",)),)))
    assert "+a�b�c�[31m�d" in text


def test_what_is_handed_over_is_read_back():
    found = Differences(("a/",), ("b/",), (Changed("c/", ("-x", "+y")),), 1, 2, ("d.jpg",), ("kinh-te",))
    assert from_json(as_json(found)) == found


def test_as_a_workflow_runs_it(tmp_path):
    before, after = save(tmp_path / "a", x=page()), save(tmp_path / "b", x=page(count=3))
    command = [sys.executable, "-S", str(ROOT / "scripts/ci/page_differences.py"), str(before), str(after)]
    handed = tmp_path / "d.json"
    done = subprocess.run([*command, "--json", str(handed)], capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("### Trang thay đổi\n\n1 trang đổi chữ, ")
    assert from_json(handed.read_text(encoding="utf-8")) == differences(before, after)


def test_a_site_that_is_not_there_is_told(tmp_path):
    command = [sys.executable, str(ROOT / "scripts/ci/page_differences.py"), str(tmp_path), str(tmp_path / "khong-co")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 2
    assert "không thấy thư mục" in done.stderr
