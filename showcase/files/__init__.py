"""Model files: read as untrusted input, checked, repaired, written, and gathered into the catalogue.

May import language, store, targets, schema, usb, gazetteer and model.
"""
