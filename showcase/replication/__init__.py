"""Copying a model: which models fit a commune, and the plan for the copy.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look, insight, contributions,
form, maps, opendata, registers, reporting, search and sheets.
"""
