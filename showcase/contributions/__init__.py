"""Entries that people send: checked by the rules of model files, with receipts, states and notes; the idea card.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look and insight.
"""
