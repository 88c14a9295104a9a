"""The search index, its format in `index.py`; its reader stands in docs/assets/search/.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look and insight.
"""
