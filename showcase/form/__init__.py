"""The entry form: every field of the table as a plain question, and the rules as data for its scripts.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look and insight.
"""
