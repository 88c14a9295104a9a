"""The form of the plan, and the Word template that the page fills."""

import io
import json
import zipfile

import docx

from showcase.replication.plan import DOCUMENT, plan_files, plan_form
from showcase.schema.vocabulary import CRITERIA


def test_every_chapter_is_filled_from_the_page_and_few_questions_stay_open():
    form = plan_form()
    assert all(chapter["from"] for chapter in form["chapters"])
    assert 1 <= len(form["open"]) <= 12
    assert all(question.endswith("?") for question in form["open"])


def test_all_six_criteria_are_measured_and_keys_are_unique():
    form = plan_form()
    measured = [one["key"] for one in form["measures"]["criteria"]]
    assert measured == list(CRITERIA)
    keys = [chapter["key"] for chapter in form["chapters"]] + measured + ["open", "text", "of"]
    assert len(set(keys)) == len(keys)
    assert not {"text", "of", "question", "answer"} & {one["key"] for one in form["former"]}


def test_the_parts_make_a_document_with_the_page_of_the_decree():
    made = json.loads(plan_files()[DOCUMENT])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, text in made["files"].items():
            package.writestr(name, text)
        package.writestr("word/document.xml", made["before"] + "<w:p/>" + made["after"])
    document = docx.Document(packed)
    assert round(document.sections[0].left_margin.mm) == 30
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert {"Heading 1", "Heading 2", "Table Grid"} <= {style.name for style in document.styles}


def test_it_weighs_little():
    assert len(plan_files()[DOCUMENT]) < 60_000
