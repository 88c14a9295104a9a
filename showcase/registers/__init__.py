"""Registers of offices, many models in one table: read, resolved, written as model files, and written back out.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look and insight.
"""
