"""Statements that the built site derives from the files are true; read from its pages, sheets and data."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
Values = dict[str, Any]

COAST_GUARD = "canh-sat-bien-dong-hanh-voi-ngu-dan"
KIEN_HAI = "31108"
TAN_HIEP = ("tan-hiep", "tan-hoi", "thanh-dong")
UNCLAIMED = (
    "tieng-loa-bien-phong-an-giang",
    "tet-quan-dan-an-giang",
    "vien-thuoc-nghia-tinh",
    "cai-cach-hanh-chinh-cong-an-tinh-kien-giang",
)
INSURANCE = tuple(f"gop-von-mua-bao-hiem-y-te-{place}" for place in ("ha-tien", "tan-hiep", "an-minh-bac"))


@cache
def written() -> dict[str, Values]:
    """Slug -> the values of its file."""
    files = (path for path in (ROOT / "models").rglob("*.yml") if path.name != "sources.yml")
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}


def text(html: str) -> str:
    """The text of a piece of HTML on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def section(html: str, name: str) -> str:
    """The part of a page below the heading with that id; empty if there is none."""
    found = re.search(rf'<h2 id="{name}">.*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def slugs(html: str) -> set[str]:
    return set(re.findall(r'class="card" data-slug="([^"]+)"', html)) | set(re.findall(r'data-slug="([^"]+)"', html))


def done(values: Values) -> list[Values]:
    return [place for place in values["places"] if not place.get("planned")]


def candidates() -> set[str]:
    return {code for values in written().values() for place in done(values) for code in place.get("candidates", ())}


def certain() -> set[str]:
    return {place["commune"] for values in written().values() for place in done(values) if place.get("commune")}


@pytest.fixture(scope="module")
def table(site: Path) -> dict[str, dict[str, str]]:
    """Slug -> its row of models.csv."""
    rows = csv.DictReader(io.StringIO((site / "du-lieu/models.csv").read_text(encoding="utf-8-sig")))
    return {row["slug"]: row for row in rows}


@pytest.fixture(scope="module")
def communes(site: Path) -> dict[str, list[Any]]:
    """Code -> name, slug, home, models that may be there, from the data of the map."""
    told = json.loads((site / "assets/map/communes.json").read_text(encoding="utf-8"))
    return {code: rest for code, *rest in told["communes"]}


def aloud(site: Path, slug: str) -> str:
    """The text for the loudspeaker, below the sheet of a model."""
    return text(page(site, f"mo-hinh/{slug}/to-a4").split('id="bai-loa"')[1])


# --- place of the owner, and place of the deed


def test_where_the_deed_was_done_is_no_seat_of_its_owner(site: Path) -> None:
    said = aloud(site, COAST_GUARD)
    assert "Vùng Cảnh sát biển bốn, làm ở nơi nay thuộc xã Kiên Lương" in said
    assert "biển bốn, nay thuộc" not in said


def test_today_s_commune_follows_only_what_the_owner_s_own_name_ends_in(site: Path) -> None:
    sheets = sorted(site.glob("mo-hinh/*/to-a4/index.html"))
    seated = [
        path.parts[-3] for path in sheets if re.search(r", nay thuộc ", aloud(site, path.parts[-3]).split(".")[0])
    ]
    assert len(seated) > 10
    for slug in seated:
        values = written()[slug]
        name = f"{values['title']}, {values['owner'].get('name', '')}".lower().replace("xã đoàn", "xã")
        (place,) = done(values)
        units = [place.get("hamlet", ""), *re.split(r", ", place["as_written"])]
        assert any(unit and unit.lower() in name for unit in units), slug


# --- planned places do not count


def test_a_planned_place_stands_apart_and_nowhere_else(
    site: Path, table: dict[str, dict[str, str]], communes: dict[str, list[Any]]
) -> None:
    html = page(site, "dia-ban/kien-hai")
    assert COAST_GUARD not in slugs(section(html, "mo-hinh"))
    assert COAST_GUARD in slugs(section(html, "du-kien"))
    assert "Mới dự kiến" in text(page(site, f"mo-hinh/{COAST_GUARD}"))
    row = table[COAST_GUARD]
    assert (KIEN_HAI in row["commune_codes"], row["planned_codes"]) == (False, KIEN_HAI)
    features = json.loads((site / "du-lieu/models.geojson").read_text(encoding="utf-8"))["features"]
    points = {(one["properties"]["slug"], one["properties"]["commune"]) for one in features}
    assert (COAST_GUARD, KIEN_HAI) not in points
    assert (COAST_GUARD, "30787") in points
    titles = json.loads((site / f"assets/map/communes/{KIEN_HAI}.json").read_text(encoding="utf-8"))
    assert COAST_GUARD not in {row[0] for row in titles}


def test_a_planned_place_is_no_place_of_schema_org_and_no_reason_of_fit(site: Path) -> None:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(site, f"mo-hinh/{COAST_GUARD}"))
    assert block
    places = [place["name"] for place in json.loads(block[1])["contentLocation"]]
    assert places
    assert not [name for name in places if "Kiên Hải" in name]
    order = [card[0] for path in cards(site) for card in json.loads(path.read_text(encoding="utf-8"))]
    facts = json.loads((site / "assets/fit/facts.json").read_text(encoding="utf-8"))
    island = 1 << facts["codes"]["area_traits"].index("hai-dao")
    assert facts["traits"][order.index(COAST_GUARD)] & island == 0


def test_schema_org_claims_no_years_and_knows_every_known_province(
    site: Path, table: dict[str, dict[str, str]]
) -> None:
    for slug in table:
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(site, f"mo-hinh/{slug}"))
        assert block
        told = json.loads(block[1])
        assert "temporalCoverage" not in told, slug  # a source has a date, a deed has one only in words
        assert bool(told.get("contentLocation")) == ("Chưa rõ địa bàn" not in page(site, f"mo-hinh/{slug}")), slug


def cards(site: Path) -> list[Path]:
    return sorted((site / "assets/fit/cards").glob("*.json"), key=lambda path: int(path.stem))


# --- extent and certainty


def test_a_whole_province_is_claimed_only_in_the_words_of_a_source(site: Path) -> None:
    for slug, values in written().items():
        claimed = any(place.get("whole_province") and place.get("as_written") for place in values["places"])
        facts = re.search(r"<dt>Địa bàn</dt>.*?</dl>", page(site, f"mo-hinh/{slug}"), re.DOTALL)
        assert facts, slug
        assert bool(re.search(r"<dd>\s*Toàn tỉnh", facts[0])) == claimed, slug
    assert not [slug for slug in UNCLAIMED if any(place.get("whole_province") for place in written()[slug]["places"])]


def test_a_district_of_which_all_is_meant_is_certain(site: Path, table: dict[str, dict[str, str]]) -> None:
    slug = "dien-chieu-sang-duong-nong-thon-tan-hiep"
    assert table[slug]["commune_codes"] == "30850;30856;30874"
    for commune in TAN_HIEP:
        html = page(site, f"dia-ban/{commune}")
        assert slug in slugs(section(html, "mo-hinh")), commune
        assert slug not in slugs(section(html, "co-the")), commune


# --- lessons


def test_every_sentence_of_the_lessons_stands_in_the_file_that_it_links_to(site: Path) -> None:
    quoted = 0
    for path in sorted((site / "cach-lam").glob("*/index.html")):
        html = path.read_text(encoding="utf-8")
        # Deeds are found by words; other models may use other words, so no percentage of all models is given.
        assert not re.search(r"\d trong \d+ nơi", html), path
        for slug, sentence in re.findall(r'<li data-slug="([^"]+)">.*?<span data-quote>(.*?)</span>', html):
            assert text(sentence) in texts_of(written()[slug]), (path, slug, sentence)
            assert written()[slug]["kind"] == path.parent.name
            quoted += 1
    assert quoted > 300


def test_no_proposal_stands_among_the_groups_that_were_founded(site: Path) -> None:
    quoted = 0
    for path in sorted((site / "cach-lam").glob("*/index.html")):
        for deed in re.findall(r"<summary>Lập tổ.*?</details>", path.read_text(encoding="utf-8"), re.S):
            sentences = re.findall(r"<span data-quote>(.*?)</span>", deed)
            assert not [one for one in sentences if "đề xuất" in one or "mô hình được thành lập" in one], path
            quoted += len(sentences)
    assert quoted >= 15


def test_an_empty_field_is_put_down_to_no_source(site: Path) -> None:
    for path in (site / "index.html", *(site / "mo-hinh").glob("*/index.html")):
        html = path.read_text(encoding="utf-8")
        assert not re.search(r"nguồn không (?:nêu chủ thể|ghi lĩnh vực)", html, re.I), path


def texts_of(value: Any) -> set[str]:
    """All texts of a file, on one line each."""
    if isinstance(value, dict):
        return texts_of(list(value.values()))
    if isinstance(value, list):
        return set().union(*map(texts_of, value))
    return {" ".join(str(value).split())}


# --- old news


def old() -> Iterator[str]:
    """The models whose only sources are the reports of 2020."""
    reports = {"bc-552-kien-giang", "bc-dan-van-kien-giang-2020"}
    for slug, values in written().items():
        if {source["id"] for source in values["sources"]} <= reports:
            yield slug


def test_old_news_is_told_with_its_year_on_pages(site: Path) -> None:
    told = list(old())
    assert len(told) > 40
    for slug in told:
        html = page(site, f"mo-hinh/{slug}")
        note = re.search(r'<p class="note note--open" data-stale-after="([^"]+)"( hidden)?>(.*?)</p>', html)
        assert note, slug
        assert (note[1][:4], note[2]) == ("2022", None), slug
        assert "Tin mới nhất rõ năm là tin năm 2020." in text(note[3]), slug
        status = written()[slug].get("status")
        assert not status or re.search(r'<span class="chip">[^<]* \((?:theo nguồn năm )?2020\)</span>', html), slug


def test_old_news_is_told_with_its_year_on_cards_and_sheets(site: Path) -> None:
    lists = "".join(path.read_text(encoding="utf-8") for path in sorted(site.glob("mo-hinh/**/index.html")))
    for slug in old():
        assert "2020" in written()[slug]["summary"], slug
        card = re.search(rf'<li class="card" data-slug="{slug}">.*?</li>', lists, re.DOTALL)
        assert not card or "2020" in text(card[0]), slug


def test_old_news_is_told_with_its_year_aloud_and_in_data(site: Path, table: dict[str, dict[str, str]]) -> None:
    for slug in old():
        assert table[slug]["source_day"].endswith("2020"), slug
        assert not table[slug]["status"] or table[slug]["status_day"] == written()[slug].get("status_as_of", ""), slug
        if (site / f"mo-hinh/{slug}/to-a4").is_dir():
            assert "hai nghìn không trăm hai mươi" in aloud(site, slug), slug
            assert "2020" in text(page(site, f"mo-hinh/{slug}/to-a4").split("</header>")[0]), slug


def test_a_figure_bears_the_year_of_its_own_source_and_of_no_other(site: Path) -> None:
    """The kitchen's report is of 2026; the page with the number of meals has no date."""
    slug, counted = "nha-an-tinh-thuong-pghh-vinh-trach", "Suất cơm mỗi ngày sau hơn 10 năm, theo lời người sáng lập"
    assert {source["id"]: source.get("date") for source in written()[slug]["sources"]}[
        "phu-nu-nuoc-ngoai-vinh-trach"
    ] is None
    for html in (page(site, f"mo-hinh/{slug}"), page(site, f"mo-hinh/{slug}/to-a4"), page(site, "mo-hinh")):
        assert not re.search(rf"{counted} \([^)]*2026\)", text(html))
    assert counted in text(page(site, f"mo-hinh/{slug}"))
    assert "Số liệu năm hai nghìn không trăm hai mươi sáu" not in aloud(site, slug)


# --- unknown does not mean none


def test_communes_that_may_have_a_model_are_not_counted_as_having_none(
    site: Path, communes: dict[str, list[Any]]
) -> None:
    html = page(site, "thong-ke").split('<h2 id="chua-co">')[1].split("</section>")[0]
    none, unclear = (set(re.findall(r"dia-ban/([^/]+)/", part)) for part in html.split("<h3>"))
    unclear_codes = (candidates() - certain()) & set(communes)
    maybe = {communes[code][1] for code in unclear_codes if communes[code][2]}
    assert maybe
    assert (unclear, none & maybe) == (maybe, set())
    for code in unclear_codes:
        told = text(page(site, f"dia-ban/{communes[code][1]}"))
        assert "Chưa rõ có mô hình nào ở đây không" in told, code
        assert communes[code][3] > 0, code


def test_the_map_and_its_table_say_what_is_not_clear(site: Path, communes: dict[str, list[Any]]) -> None:
    html = page(site, "ban-do")
    code = min((candidates() - certain()) & {code for code, (_, _, home, _) in communes.items() if home})
    row = re.search(rf'<tr data-commune="{code}".*?</tr>', html, re.DOTALL)
    assert row
    assert f"có thể {communes[code][3]}" in text(row[0])
    drawn = re.search(rf'<g data-drawn="{code}"><title>(.*?)</title>', html)
    assert drawn
    assert f"chưa rõ, có thể có {communes[code][3]} mô hình" in drawn[1]


# --- sentences about the sources


def test_no_source_is_made_to_say_what_it_does_not(site: Path) -> None:
    for path in sorted(site.glob("mo-hinh/*/index.html")):
        html = path.read_text(encoding="utf-8")
        assert "Nguồn nói các mô hình này cùng một loại" not in html, path
        assert "Nguồn chỉ nêu tên" not in html, path
        family = section(html, "ho-hang")
        if 'class="kin-kind"' in family and "kin-copy" not in family:
            assert "Người biên tập xếp các mô hình này vào một loại" in family, path
    handwritten = "".join(path.read_text(encoding="utf-8") for path in sorted(site.glob("*/index.html")))
    assert "văn bản công khai" not in handwritten


@pytest.mark.parametrize("slug", INSURANCE)
def test_a_shared_lesson_is_told_as_shared_and_is_no_step(site: Path, slug: str) -> None:
    part = page(site, f"mo-hinh/{slug}").split('data-part="approach"')[1].split("</section>")[0]
    assert "<ol" not in part
    for told in (text(part), text(page(site, f"mo-hinh/{slug}/to-a4").split('id="loa"')[0]), aloud(site, slug)):
        assert "chung cho ba nơi" in told


def test_what_people_did_is_read_aloud(site: Path) -> None:
    said = aloud(site, "ban-van-minh-sach-dep-khong-hu-tuc-chu-va-6")
    assert "Người dân trực tiếp tham gia soạn quy ước, hương ước" in said
    assert "Người dân dọn vệ sinh theo đợt, sửa sang nhà cửa, trồng hoa ven đường" in said


# --- owners


def test_only_nameless_owners_are_unknown(site: Path, table: dict[str, dict[str, str]]) -> None:
    unknown = [row for row in table.values() if row["owner_kind"] == "khac"]
    assert unknown
    assert [row["slug"] for row in unknown if row["owner"]] == []
    listed = "".join(path.read_text(encoding="utf-8") for path in sorted(site.glob("chu-the/dang/**/index.html")))
    cells = [slug for slug, values in written().items() if values["owner"].get("name", "").startswith("Chi bộ")]
    assert cells
    assert [slug for slug in cells if f"mo-hinh/{slug}/" not in listed] == []


# --- no apologies

SILENCE = re.compile(
    r"\b(?:nguồn|báo cáo|bài báo|bài viết|văn bản)\b[^.;:]{0,80}"
    r"\b(?:không|chưa|chỉ|mới) (?:nêu|ghi|nói|kể|nhắc|tả|cho biết)\b"
    r"|\b(?:không|chưa) có (?:số liệu|thông tin)\b|\b(?:không|chưa) rõ (?:ai|nơi|tổ|đơn vị)\b",
    re.IGNORECASE,
)


def silent(texts: Iterable[str]) -> list[str]:
    """The texts about what a source does not say."""
    return [told for told in map(text, texts) if SILENCE.search(told)]


def test_the_pattern_of_apologies_sees_one() -> None:
    assert silent(["Đội đi tuần. Nguồn dừng ở tên gọi, không ghi tổ có mấy người.", "Chưa rõ ai góp.", "Góp vốn."]) == [
        "Đội đi tuần. Nguồn dừng ở tên gọi, không ghi tổ có mấy người.",
        "Chưa rõ ai góp.",
    ]


def test_no_card_of_a_list_apologises(site: Path) -> None:
    lists = [
        path for folder in ("mo-hinh", "linh-vuc", "dia-ban", "nhom") for path in site.glob(f"{folder}/**/index.html")
    ]
    html = "".join(path.read_text(encoding="utf-8") for path in [site / "index.html", *lists])
    summaries = set(re.findall(r'<p class="card__summary">(.*?)</p>', html, re.DOTALL))
    assert len(summaries) > 200
    assert silent(summaries) == []


def test_no_summary_of_a_page_a_feed_or_the_data_apologises(site: Path, table: dict[str, dict[str, str]]) -> None:
    heads, blocks = [], []
    for slug in table:
        html = page(site, f"mo-hinh/{slug}")
        heads += re.findall(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)"', html)
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
        assert block, slug
        blocks.append(json.loads(block[1])["abstract"])
    feeds = re.findall(r"<summary>(.*?)</summary>", (site / "feed.xml").read_text(encoding="utf-8"), re.DOTALL)
    assert len(heads) >= len(table)
    assert feeds
    assert silent([*heads, *blocks, *feeds, *(row["summary"] for row in table.values())]) == []


def test_nothing_read_aloud_apologises(site: Path) -> None:
    told = [aloud(site, path.parts[-3]) for path in sorted(site.glob("mo-hinh/*/to-a4/index.html"))]
    assert len(told) > 200
    assert silent(told) == []


# --- details


def test_names_and_words_of_sources_stand_as_they_were_written(site: Path, table: dict[str, dict[str, str]]) -> None:
    assert table["to-dan-doi-cong-thanh-yen"]["title"].endswith("tổ dần đổi công")
    road = text(page(site, "mo-hinh/dien-chieu-sang-duong-nong-thon-tan-khanh-hoa"))
    assert "trên tuyến có điểm treo cờ Tổ quốc" in road
    assert not re.search(r"96 điểm treo cờ|mỗi trụ có (?:một |1 )?điểm treo cờ", road)
    assert "Phú Hưởng" not in page(site, "mo-hinh/ca-nhan-nguyen-van-thuan-dong-thai")  # where a person lives
    told = text("".join(path.read_text(encoding="utf-8") for path in sorted(site.glob("mo-hinh/*/index.html"))))
    assert not re.search(r"chưa có mặt hàng|trên 1\.000 m²", told)


def test_what_no_source_defines_is_cited_to_none(site: Path) -> None:
    item = re.search(r"<li>\s*<strong>Đăng ký đặc cách</strong>.*?</li>", page(site, "hoi-dap"), re.DOTALL)
    assert item
    assert "<a " not in item[0]
    assert "Nguồn" not in text(item[0])


def test_similar_models_stand_below_the_kind_or_topic_that_they_share(site: Path) -> None:
    labels = yaml.safe_load((ROOT / "showcase/schema/vocabularies.yml").read_text(encoding="utf-8"))["topics"]
    seen = 0
    for slug, own in written().items():
        found = section(page(site, f"mo-hinh/{slug}"), "gan-giong")
        for reason, below in re.findall(r"<h3>([^<]+)</h3>(.*?)(?=<h3>|</section>)", found, re.DOTALL):
            for other in (written()[one] for one in slugs(below)):
                seen += 1
                shared = {labels[one].lower() for one in {*own.get("topics", ())} & {*other.get("topics", ())}}
                if reason.startswith("Cùng loại việc: "):
                    assert own["kind"] == other["kind"], slug
                else:
                    assert set(text(reason).removeprefix("Cùng chủ đề: ").lower().split("; ")) == shared, slug
    assert seen > 300


def test_the_leaders_page_counts_topics_at_home_and_leads_to_those_of_others(
    site: Path, communes: dict[str, list[Any]]
) -> None:
    home = {code for code, (_, _, at_home, *_) in communes.items() if at_home}
    of_home = {
        slug
        for slug, values in written().items()
        if any(
            place.get("province") == "91" or {place.get("commune"), *place.get("candidates", ())} & home
            for place in done(values)
        )
    }
    of_topic: dict[str, set[str]] = {}
    for slug, values in written().items():
        for topic in values.get("topics") or ():
            of_topic.setdefault(topic, set()).add(slug)
    part = section(page(site, "toan-canh"), "chung-cu")
    shown = dict(re.findall(r'<tr data-topic="([^"]+)">(.*?)</tr>', part, re.DOTALL))
    assert {"du-lich", "nuoc-sach", "phong-chay", "thien-tai"} <= shown.keys() == of_topic.keys()
    for topic, row in shown.items():
        here, others = of_topic[topic] & of_home, of_topic[topic] - of_home
        empty = "" if here else ' data-shade="0"'
        assert f'<td class="num total"{empty}>{len(here)}</td>' in row, topic
        assert re.findall(r'<a href="([^"]+)">(\d+)<', row) == [(f"../tra-cuu/?chu-de={topic}", str(len(others)))]
    untried = [topic for topic in shown if not of_topic[topic] & of_home]
    assert untried == list(shown)[: len(untried)]


def test_no_page_says_what_all_sources_of_unclear_places_write(site: Path) -> None:
    for address in ("", "ban-do", "dia-ban", "thong-ke", "toan-canh", "gioi-thieu", "dia-ban/kien-hai"):
        assert "chỉ ghi tên huyện cũ" not in (words := text(page(site, address))), address
        assert "chỉ ghi huyện cũ" not in words, address


def test_only_a_cost_of_everything_is_a_reason_of_fit(site: Path) -> None:
    facts = json.loads((site / "assets/fit/facts.json").read_text(encoding="utf-8"))
    lines = [one for values in written().values() for one in (values.get("replication") or {}).get("cost", ())]
    whole = {line["amount"] for line in lines if re.match(r"toàn bộ|tổng chi phí|tổng kinh phí", line["item"].lower())}
    assert {cost for cost, sure in zip(facts["costs"], facts["sure"], strict=True) if sure} <= whole


def test_nobody_is_asked_who_only_printed_it(site: Path) -> None:
    for slug, values in written().items():
        html = page(site, f"mo-hinh/{slug}")
        asked = text(re.search(r"<p>(Hỏi [^<]*?)\.", html)[1])  # type: ignore[index]
        named = (values.get("replication") or {}).get("contact") or values["owner"].get("name", "")
        wanted = (
            (f"hỏi {named}".lower(), f"hỏi đơn vị làm mô hình ở {named}".lower(), "hỏi chủ thể")
            if named
            else ("hỏi đơn vị làm mô hình",)
        )
        assert asked.lower().startswith(tuple(one.split(".")[0] for one in wanted)), (slug, asked)


def test_a_sheet_is_for_the_ear_and_puts_nothing_down_to_its_source(site: Path) -> None:
    odd = re.compile(
        r"\bHMông\b|\bTừ [^.,]{2,30} đến ngày(?<!Từ ngày)|làm ở [^,.]* cũ,|Theo (?:Những|Người|Hiệu quả|Mô hình)"
    )
    for path in sorted(site.glob("mo-hinh/*/to-a4/index.html")):
        html = path.read_text(encoding="utf-8")
        assert "Nguồn chưa nêu" not in html, path
        spoken = text(html.split('id="bai-loa"')[1])
        found = [one for one in odd.findall(spoken) if not one.startswith("Từ ngày")]
        assert not found, (path, found)
