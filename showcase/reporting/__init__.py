"""The part on models of an official report, as a Word document after Decree 30/2020/NĐ-CP.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look and insight.
"""
