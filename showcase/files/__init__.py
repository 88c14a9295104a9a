"""Model files: read with distrust, checked, mended, written, and gathered into the catalogue.

May import language, targets, schema, usb, gazetteer and model.
"""
