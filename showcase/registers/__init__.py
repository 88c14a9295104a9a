"""Registers of offices, many models in one table: read, written as model files, and exported again.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look and insight.
"""
