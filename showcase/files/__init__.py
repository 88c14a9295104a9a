"""Model files: read with distrust, checked, mended, written, and gathered into the catalogue.

May import language, schema, usb, gazetteer and model.
"""
