"""The pages made from the catalogue: their addresses, and the context of each kind of page, one module a kind.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look, insight, contributions,
form, maps, opendata, registers, reporting, search and sheets.
"""
