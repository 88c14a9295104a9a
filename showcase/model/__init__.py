"""A model as frozen, typed values, made from the values of a file; where it is, in words.

May import language, store, targets, schema, usb and gazetteer.
"""
