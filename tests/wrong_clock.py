"""A clock that is years wrong, for commands that tests start: Python runs `sitecustomize.py` first."""

from pathlib import Path

YEAR = 366 * 86400

_SHIFTED = """
import datetime
import time

real = {name: getattr(time, name) for name in ("time", "time_ns", "gmtime", "localtime", "strftime")}
time.time = lambda: real["time"]() + SHIFT
time.time_ns = lambda: real["time_ns"]() + SHIFT * 10**9
time.gmtime = lambda at=None: real["gmtime"](time.time() if at is None else at)
time.localtime = lambda at=None: real["localtime"](time.time() if at is None else at)
time.strftime = lambda form, at=None: real["strftime"](form, at or time.localtime())


class AsBefore(type):
    def __instancecheck__(cls, one):
        return isinstance(one, cls.__mro__[1])


class Date(datetime.date, metaclass=AsBefore):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


class DateTime(datetime.datetime, metaclass=AsBefore):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()


datetime.date, datetime.datetime = Date, DateTime
"""


def lay_clock(folder: Path, years: int) -> Path:
    """Write the `sitecustomize.py` that shifts the clock into a folder for PYTHONPATH; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(f"SHIFT = {years * YEAR}\n{_SHIFTED}", encoding="utf-8")
    return folder
