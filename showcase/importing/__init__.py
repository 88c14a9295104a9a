"""Reports of offices as drafts of model files: documents read, models found in them, nothing guessed.

May import language, store, targets, schema, usb, gazetteer, model and files.
"""
