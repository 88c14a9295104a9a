"""What holds for a whole register: its province, year and office, and whether it lists plans or finished work."""

import re
from dataclasses import dataclass, field

from showcase.importing.capitals import as_in_a_sentence
from showcase.importing.outlines import key
from showcase.importing.owners import organisation
from showcase.language.words import excerpt, slug_within
from showcase.registers.columns import Head, headings
from showcase.schema.dates import read_period
from showcase.schema.settings import home_province

_SPAN = re.compile(r"\b((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)\b")
_YEAR = re.compile(r"(?i)\bnăm\s+((?:19|20)\d\d)\b")
_STATE = ("cong hoa xa hoi", "dang cong san", "doc lap tu do")
_DONE = ("results", "recognition.level", "standing")
MENDED = "-can-sua"
"""The end of the name of a file of returned rows."""


@dataclass(frozen=True)
class RegisterOptions:
    """Options that an editor gives for a register; an empty option is read from the register itself."""

    source: str = ""
    """Id of the source."""
    title: str = ""
    issuer: str = ""
    period: str = ""
    province: str = field(default_factory=home_province)
    commune: str = ""
    """Code of the commune, for the register of one commune."""


@dataclass(frozen=True)
class Setting:
    """The values that hold for all rows of one table."""

    source: str
    title: str
    issuer: str
    """The office; empty where neither the register nor the editor names one."""
    period: str
    province: str
    commune: str
    planning: bool
    """Whether the register lists plans (True) or finished work (False)."""

    @property
    def of_today(self) -> bool | None:
        """Whether its communes are those since 1 July 2025, by its years; None where the years do not tell."""
        years = [int(year) for year in re.findall(r"\d{4}", self.period)]
        if years and min(years) > 2025:
            return True
        return False if years and max(years) < 2025 else None


def setting(options: RegisterOptions, above: list[str], head: Head, file: str) -> Setting:
    """The setting of a table. `above`: the texts above its head; `file`: the name of the file without its suffix."""
    planned = any(word in key(text) for text in above for word in map(key, headings()["planning"]))
    done = any(part in _DONE for part in head.parts.values())
    source = options.source or source_id(file)
    title = options.title or _title(above) or f"Sổ mô hình, tệp {file}"
    period = options.period or _period(above)
    promised = any(part in ("plan.outputs", "plan.aims", "plan.upkeep") for part in head.parts.values())
    planning = (planned or promised) and not done
    return Setting(source, title, options.issuer or _issuer(above), period, options.province, options.commune, planning)


def source_id(file: str) -> str:
    """The id of a register, made from its file name; a file of returned rows gives the id of the first register."""
    return slug_within(re.sub(rf"{MENDED}(?:-\d+)?$", "", file), 60) or "so-mo-hinh"


def _title(above: list[str]) -> str:
    """The title of the register: the longest text above the head that speaks of models or of a list."""
    named = [" ".join(text.split()) for text in above if re.search(r"mo hinh|dan van kheo|danh sach|so ", key(text))]
    return excerpt(max(named, key=len, default=""), 290)


def _issuer(above: list[str]) -> str:
    """The first line that consists of the name of an organisation."""
    begins = re.compile(rf"(?i:{organisation()})")
    for text in above:
        for line in text.split("\n"):
            plain = line.strip(" -*_.")
            if 5 < len(plain) < 120 and begins.match(plain) and not key(plain).startswith(_STATE):
                return as_in_a_sentence(plain)
    return ""


def _period(above: list[str]) -> str:
    """The year or range of years in the title; empty where the title has two of them or none."""
    spans = {f"{first}-{last}" for text in above for first, last in _SPAN.findall(text) if first < last}
    years = {year for text in above for year in _YEAR.findall(_SPAN.sub(" ", text))}
    periods = spans or years
    return read_period(periods.pop()) if len(periods) == 1 else ""
