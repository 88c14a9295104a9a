"""The last good state of each site, in a folder of ours: taken over whole or not at all."""

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from federating.fetching import Fetch
from showcase.federation.checking import (
    MOST_MANIFEST,
    BrokenError,
    Manifest,
    check_cards,
    check_file,
    continued_text,
    read_manifest,
)
from showcase.federation.laying import index_part, served_index
from showcase.federation.manifest import FILE
from showcase.targets.exchanging import replaced

KIND = "lien-ket"
_AT_ONCE = 8


@dataclass(frozen=True)
class GoodState:
    """The last good state of one site."""

    folder: Path
    manifest: Manifest

    def files(self) -> dict[str, bytes]:
        """Path from the root of the site -> content."""
        return {name: (self.folder / name).read_bytes() for name in self.manifest.files}


def last_good(folder: Path, province: str) -> GoodState | None:
    """The stored state in a folder, if there is one and its files fit its manifest."""
    try:
        manifest = read_manifest((folder / FILE).read_bytes(), province)
    except (OSError, BrokenError):
        return None
    whole = all(_stands(folder / name, told) is not None for name, told in manifest.files.items())
    return GoodState(folder, manifest) if whole else None


def _stands(path: Path, told: tuple[int, str]) -> bytes | None:
    """The content of a file of ours, if it has that size and digest."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if (len(content), hashlib.sha256(content).hexdigest()) == told else None


def renew(folder: Path, province: str, fetch: Fetch, root: Path) -> GoodState:
    """Fetch what a site publishes now, check all of it, and put it in the place of the older state.

    What has not changed is not fetched again. Raises BrokenError, and then the older state stands.
    """
    content = fetch(FILE, MOST_MANIFEST)
    manifest = read_manifest(content, province)
    older = last_good(folder, province)
    if older and (folder / FILE).read_bytes() == content:
        return older
    files = _fetched(manifest, fetch, folder)
    check_cards(files, manifest)
    served_index(index_part(files))
    with replaced(folder, root, KIND) as fresh:
        for name, data in {FILE: content, **files}.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(data)
    return GoodState(folder, manifest)


def _fetched(manifest: Manifest, fetch: Fetch, folder: Path) -> Mapping[str, bytes]:
    def checked(name: str, before: bytes = b"") -> tuple[str, bytes]:
        size_and_digest = manifest.files[name]
        content = _stands(folder / name, size_and_digest)
        content = fetch(name, size_and_digest[0]) if content is None else content
        check_file(name, content, manifest, before)
        return name, content

    _, core = checked(manifest.core)
    before = continued_text(core)
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        others = sorted(manifest.files.keys() - {manifest.core})
        return {manifest.core: core, **dict(pool.map(lambda name: checked(name, before), others))}
    finally:
        # After one broken file, the files still in the queue are not fetched.
        pool.shutdown(cancel_futures=True)
