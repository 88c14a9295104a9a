"""What follows from all models together: lists and their order, families and copies, likeness, completeness,
history, statistics, suggestions; and `site.py`, which hands all of it to the pages.

May import language, store, targets, schema, usb, gazetteer, model, files, importing and look.
"""
