"""What a register says as a whole: its province, its year, its office, and whether it tells of plans or of deeds."""

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
"""How the name of a file ends in which rows come back to be mended."""


@dataclass(frozen=True)
class RegisterOptions:
    """What an editor says of the register; what is empty is taken from the register itself."""

    source: str = ""
    """Id of the source."""
    title: str = ""
    issuer: str = ""
    period: str = ""
    province: str = field(default_factory=home_province)
    commune: str = ""
    """Code of the commune whose own register it is."""


@dataclass(frozen=True)
class Setting:
    """What holds for all rows of one table."""

    source: str
    title: str
    issuer: str
    """Empty where neither the register nor the editor names an office."""
    period: str
    province: str
    commune: str
    planning: bool
    """Whether what it tells of was intended when it was written."""

    @property
    def of_today(self) -> bool | None:
        """Whether its communes are those since 1 July 2025: by its years; None where they leave it open."""
        years = [int(year) for year in re.findall(r"\d{4}", self.period)]
        if years and min(years) > 2025:
            return True
        return False if years and max(years) < 2025 else None


def setting(said: RegisterOptions, above: list[str], head: Head, file: str) -> Setting:
    """The setting of a table. `above`: the texts over its head; `file`: the name of the file without its ending."""
    planned = any(word in key(text) for text in above for word in map(key, headings()["planning"]))
    done = any(part in _DONE for part in head.parts.values())
    source = said.source or source_id(file)
    title = said.title or _title(above) or f"Sổ mô hình, tệp {file}"
    period = said.period or _period(above)
    promised = any(part in ("plan.outputs", "plan.aims", "plan.upkeep") for part in head.parts.values())
    planning = (planned or promised) and not done
    return Setting(source, title, said.issuer or _issuer(above), period, said.province, said.commune, planning)


def source_id(file: str) -> str:
    """The id of a register by its file, the same for the rows that came back from it to be mended."""
    return slug_within(re.sub(rf"{MENDED}(?:-\d+)?$", "", file), 60) or "so-mo-hinh"


def _title(above: list[str]) -> str:
    """The longest line in capitals or about models, which is what the register is called."""
    named = [" ".join(text.split()) for text in above if re.search(r"mo hinh|dan van kheo|danh sach|so ", key(text))]
    return excerpt(max(named, key=len, default=""), 290)


def _issuer(above: list[str]) -> str:
    """The first line that names an organisation and nothing else."""
    begins = re.compile(rf"(?i:{organisation()})")
    for text in above:
        for line in text.split("\n"):
            plain = line.strip(" -*_.")
            if 5 < len(plain) < 120 and begins.match(plain) and not key(plain).startswith(_STATE):
                return as_in_a_sentence(plain)
    return ""


def _period(above: list[str]) -> str:
    """The one year or span of years that the title names; empty where it names two or none."""
    spans = {f"{first}-{last}" for text in above for first, last in _SPAN.findall(text) if first < last}
    years = {year for text in above for year in _YEAR.findall(_SPAN.sub(" ", text))}
    found = spans or years
    return read_period(found.pop()) if len(found) == 1 else ""
