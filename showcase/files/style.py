"""Rules of style: what is no fault of a file, yet reads badly where others read it. They advise and stop nothing.

How an apology is written, and what only looks like one, stands in `schema/grammar.yml`.
"""

from showcase.schema.grammar import apologies


def apology_in(text: str) -> str:
    """The first words that tell what a source does not say: `Nguồn không nêu`; empty where there are none."""
    patterns, exceptions = apologies()
    for exception in exceptions:
        text = exception.sub(" ", text)
    return next((match[0].strip(" ,.;:(“") for one in patterns if (match := one.search(text))), "")
