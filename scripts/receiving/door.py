"""Who may hand in, and how often, without accounts: signed challenges, a proof of work, rates by address.

Nothing here is written to disk or to a log. An address is only ever held as a keyed digest, whose key lives as long as
the process.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import threading
from collections import OrderedDict, deque
from dataclasses import dataclass, field

_LIFETIME = 3600.0
"""Seconds for which a challenge is valid; an idea card that took longer is shown again with a new one."""

_REMEMBERED = 20_000
"""Addresses and used challenges; the oldest go first, so the memory is bounded."""


class Challenges:
    """Tokens that this process has signed; each is good once."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._used: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def issue(self, now: float) -> str:
        """A fresh challenge: `1764350000.5f3a….9c41…`, 50 characters at most."""
        text = f"{int(now)}.{secrets.token_hex(8)}"
        return f"{text}.{self._signature(text)}"

    def age(self, challenge: str, now: float) -> float:
        """Seconds since it was issued; -1 for one that is not ours, too old, or used."""
        text, _, signature = challenge.rpartition(".")
        if len(challenge) > 64 or not hmac.compare_digest(signature.encode(), self._signature(text).encode()):
            return -1
        age = now - int(text.partition(".")[0])
        with self._lock:
            return age if age + 1 >= 0 and age <= _LIFETIME and challenge not in self._used else -1

    def use(self, challenge: str) -> bool:
        """Take it out of use. Returns False when another request was sooner."""
        with self._lock:
            if challenge in self._used:
                return False
            self._used[challenge] = None
            while len(self._used) > _REMEMBERED:
                self._used.popitem(last=False)
            return True

    def _signature(self, text: str) -> str:
        return hmac.new(self._key, text.encode("utf-8", errors="replace"), hashlib.sha256).hexdigest()[:20]


def is_worked(challenge: str, answer: str, bits: int) -> bool:
    """Whether the digest of challenge, colon and answer begins with so many zero bits; `assets/form/page/work.js`."""
    if len(answer) > 16 or not answer.isascii() or not answer.isdigit():
        return bits == 0
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - bits) == 0 if bits else True


@dataclass
class Rates:
    """At most so many events an hour from one address; 0 for no limit."""

    most: int
    seconds: float = 3600.0
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _events: OrderedDict[bytes, deque[float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def allows(self, address: str, now: float) -> bool:
        """Count one event, unless it would be one too many."""
        if not self.most:
            return True
        who = self._digest(address)
        with self._lock:
            events = self._events.setdefault(who, deque())
            self._events.move_to_end(who)
            while len(self._events) > _REMEMBERED:
                self._events.popitem(last=False)
            while events and events[0] <= now - self.seconds:
                events.popleft()
            if len(events) >= self.most:
                return False
            events.append(now)
            return True

    def _digest(self, address: str) -> bytes:
        return hashlib.blake2b(network_of(address).encode(), key=self._key, digest_size=8).digest()


def network_of(address: str) -> str:
    """The address, or of version 6 its first half, since one household has all of the other."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "?"
    return str(ipaddress.ip_network((known, 64 if known.version == 6 else 32), strict=False))
