import dataclasses

import pytest

from showcase.files.links import check_links
from showcase.files.reading import Reading
from showcase.model.model import Model, Owner, Place, Replicates, Source
from showcase.schema.problems import Problem


def model(slug: str, copied: str | None = None, family: str | None = None, folder: str = "ba-chuc") -> Model:
    return Model(
        slug,
        f"models/{folder}/{slug}.yml",
        title=slug,
        summary="",
        owner=Owner("khac"),
        places=(Place("30547"),),
        sources=(Source("a"),),
        replicates=Replicates(copied) if copied else None,
        family=family,
    )


def problems(*models: Model, unread: tuple[str, ...] = ()) -> list[Problem]:
    return check_links([(Reading(one.file), one) for one in models], unread)


def told(*models: Model, unread: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(problem.rule, problem.file.split("/")[-1]) for problem in problems(*models, unread=unread)]


def test_nothing_to_say() -> None:
    assert told() == []
    assert told(model("a"), model("b", "a", "a"), model("c", "b", "a")) == []


def test_the_second_of_two_files_of_one_name_is_blamed() -> None:
    [problem] = problems(model("a"), model("a", folder="tri-ton"))
    assert (problem.rule, problem.file) == ("duplicate-slug", "models/tri-ton/a.yml")
    assert problem.wrong == "Đã có tệp cùng tên ở models/ba-chuc/a.yml."
    assert "a-tri-ton.yml" in problem.remedy


def test_a_link_to_a_broken_file_is_no_fault_of_the_good_one() -> None:
    assert told(model("a", "b", "c")) == [("replicates-nowhere", "a.yml")] * 2
    assert told(model("a", "b", "c"), unread=("b", "c")) == []


@pytest.mark.parametrize("length", [2, 3, 50])
def test_circles(length: int) -> None:
    names = [f"m{number:02}" for number in range(length)]
    circle = [model(name, copied) for name, copied in zip(names, names[1:] + names[:1], strict=True)]
    tail = [model("tail", "m00"), model("tail-of-tail", "tail")]
    found = problems(*tail, *circle)
    assert [problem.rule for problem in found] == ["replicates-circle"] * length
    assert {problem.file for problem in found} == {one.file for one in circle}


def test_the_circle_is_written_out_from_one_member_back_to_it() -> None:
    found = problems(model("a", "b"), model("b", "c"), model("c", "a"))
    assert {problem.wrong for problem in found} == {"Các mô hình làm theo nhau thành vòng tròn: a → b → c → a."}


def test_a_long_circle_is_shortened() -> None:
    names = [f"m{number:02}" for number in range(20)]
    found = problems(*(model(name, copied) for name, copied in zip(names, names[1:] + names[:1], strict=True)))
    assert found[0].wrong.endswith(": m00 → m01 → m02 → m03 → m04 → m05 → m06 → … → m00.")


def test_two_circles_are_two() -> None:
    found = problems(model("a", "b"), model("b", "a"), model("c", "d"), model("d", "c"))
    assert len({problem.wrong for problem in found}) == 2


def test_itself_is_no_circle() -> None:
    assert told(model("a", "a")) == [("replicates-itself", "a.yml")]
    assert told(model("a", family="a")) == [("replicates-itself", "a.yml")]


def test_a_long_chain_is_followed_without_recursion() -> None:
    chain = [model(f"m{number}", f"m{number + 1}") for number in range(5000)] + [model("m5000")]
    assert problems(*chain) == []
    assert len(problems(*chain[:-1], dataclasses.replace(chain[-1], replicates=Replicates("m0")))) == 5001
