"""One state of the catalogue with all its pages and files, from which MkDocs or the plain frame build the site.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look, insight, contributions,
form, maps, opendata, registers, reporting, search, sheets, pages, replication, federation and offline.
"""
