"""Several provinces, one reader: what a site publishes for others, how that is checked, and the national pages from it.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look, insight, contributions,
form, maps, opendata, registers, reporting, search, sheets, pages and replication.
"""
