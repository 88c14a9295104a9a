"""Use without a connection: version and frame of the site, bundles, packs of pages, manifest and icons.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look, insight, contributions,
form, maps, opendata, registers, reporting, search, sheets, pages and replication.
"""
