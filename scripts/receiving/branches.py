"""Branches in the local repository, one an entry, made without touching the working tree or the branch in use.

`git fast-import` writes objects and the branch by itself: there is no index and no second working tree to clean up.
Author, date and message are ours, so the same entry always makes the same commit, also after a crash in between.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from receiving.handing_on import NotNow, Place, Progress
from receiving.ledger import Stored
from showcase.contributions.entry import Entry
from showcase.contributions.states import DECLINED, PUBLISHED

FOLDER = "dong-gop/"
"""All branches of entries begin so."""

_WHO = "Nơi nhận đóng góp <noi-nhan@dan-van-kheo.invalid>"
_SAFE = ("-c", "core.fsync=loose-object,reference,pack,pack-metadata", "-c", "core.hooksPath=/dev/null")
_OURS = ("-c", "user.name=Nơi nhận đóng góp", "-c", "user.email=noi-nhan@dan-van-kheo.invalid")
_PATIENCE = 120


def branch_of(stored: Stored, entry: Entry) -> str:
    """Name of the branch, `dong-gop/17-3fc29dbe`: our number, and a digest that distinguishes it from other queues."""
    return f"{FOLDER}{stored.number}-{entry.digest[:8]}"


def message_of(entry: Entry) -> str:
    """The commit message: subject, and notes for reviewers."""
    return f"{entry.subject}\n\n{entry.note}\n" if entry.note else f"{entry.subject}\n"


@dataclass(frozen=True)
class Branches:
    """A repository on this machine."""

    repository: Path
    main: str

    def hand_on(self, stored: Stored, entry: Entry) -> Place:
        """Make the branch, unless it is there. Raises NotNow."""
        branch = branch_of(stored, entry)
        if not self._commit(f"refs/heads/{branch}"):
            main = self._commit(f"refs/heads/{self.main}")
            if not main:
                raise NotNow(f"kho {self.repository} không có nhánh {self.main}")
            self._git("fast-import", "--quiet", "--done", given=_stream(stored, entry, branch, main))
        if not self._commit(f"refs/heads/{branch}"):
            raise NotNow(f"git không tạo được nhánh {branch}")
        return Place(branch)

    def follow(self, reviewed: list[Stored]) -> Iterator[tuple[Stored, Progress]]:
        """Merged branches are published, removed ones declined; so is a new file that has come by another way."""
        if not reviewed:
            return
        listing = ("for-each-ref", "--format=%(refname:lstrip=2)")
        there = set(self._git(*listing, f"refs/heads/{FOLDER}").split())
        merged = set(self._git(*listing, f"--merged=refs/heads/{self.main}", f"refs/heads/{FOLDER}").split())
        files = set(self._git("ls-tree", "-r", "-z", "--name-only", f"refs/heads/{self.main}", "models/").split("\0"))
        for stored in reviewed:
            is_new_there = stored.kind != "correction" and stored.path in files
            if stored.branch in merged or is_new_there:
                yield stored, Progress(PUBLISHED)
            elif stored.branch not in there:
                yield stored, Progress(DECLINED)
            else:
                yield stored, Progress()

    def accept(self, stored: Stored, entry: Entry) -> None:
        """Merge the branch of an entry into the main one. Raises NotNow, also where both have changed the same lines.

        Nothing is checked out for it; only a working tree that stands on the main branch moves on with it.
        """
        theirs, main = self._commit(f"refs/heads/{branch_of(stored, entry)}"), self._commit(f"refs/heads/{self.main}")
        try:
            tree = self._git("merge-tree", "--write-tree", main, theirs).split("\n")[0]
        except NotNow as error:
            raise NotNow(f"mục này vướng với một thay đổi khác trên nhánh {self.main}; xin gộp bằng tay") from error
        subject = f"Nhận mục {stored.number}: {entry.subject}\n".encode()
        merge = self._git(*_OURS, "commit-tree", tree, "-p", main, "-p", theirs, given=subject).strip()
        if place := self._place_of_main():
            self._git("-C", place, "merge", "--ff-only", "--quiet", merge)
        else:
            self._git("update-ref", f"refs/heads/{self.main}", merge, main)

    def renew(self, stored: Stored, entry: Entry) -> None:
        """Replace the branch of an entry in one step after its text was corrected. Raises NotNow."""
        branch = branch_of(stored, entry)
        stream = _stream(stored, entry, branch, self.main)
        self._git("fast-import", "--quiet", "--done", "--force", given=stream)

    def _place_of_main(self) -> str:
        """The working tree of the main branch; empty without one."""
        place = ""
        for line in self._git("worktree", "list", "--porcelain").splitlines():
            if line.startswith("worktree "):
                place = line.removeprefix("worktree ")
            elif line == f"branch refs/heads/{self.main}":
                return place
        return ""

    def _commit(self, ref: str) -> str:
        """The commit that a branch points to; empty where there is none."""
        return self._git("for-each-ref", "--format=%(objectname)", ref).strip()

    def _git(self, *arguments: str, given: bytes = b"") -> str:
        git = shutil.which("git")
        if not git:
            raise NotNow("máy này chưa cài git; cài git rồi nơi nhận tự chuyển tiếp")
        command = [git, *_SAFE, "-C", str(self.repository), *arguments]
        try:
            done = subprocess.run(command, input=given, capture_output=True, timeout=_PATIENCE)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotNow(f"git không chạy được: {type(error).__name__}") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
            raise NotNow(f"git báo lỗi: {said[0] if said else done.returncode}")
        return done.stdout.decode("utf-8", errors="replace")


def _stream(stored: Stored, entry: Entry, branch: str, main: str) -> bytes:
    """The commands of `git fast-import` for one commit."""
    moment = f"{stored.received} +0700"
    parts = [
        f"commit refs/heads/{branch}\nauthor {_WHO} {moment}\ncommitter {_WHO} {moment}\n".encode(),
        _data(message_of(entry).encode("utf-8", errors="replace")),
        f"from {main}\n".encode(),
    ]
    for path, content in sorted(entry.files().items(), key=lambda pair: (pair[1] is not None, pair[0])):
        named = f"M 100644 inline {path}\n" if content is not None else f"D {path}\n"
        parts += [named.encode(), _data(content) if content is not None else b""]
    return b"".join([*parts, b"\ndone\n"])


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)
