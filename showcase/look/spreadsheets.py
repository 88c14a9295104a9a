"""Tables for spreadsheets: what an editor wrote must stay text there."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: object) -> str:
    """The text of a cell that no spreadsheet takes for a formula; None is an empty cell.

    `=1+1` becomes `'=1+1`: the quote mark is how spreadsheets themselves mark text.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
