"""The pages that the catalogue makes: their addresses, and what each kind shows, one view a module.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look, insight, contributions,
form, maps, opendata, registers, reporting, search and sheets.
"""
