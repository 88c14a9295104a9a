"""Model files: read with distrust, checked, mended, written, and gathered into the catalogue.

May import language, store, targets, schema, usb, gazetteer and model.
"""
