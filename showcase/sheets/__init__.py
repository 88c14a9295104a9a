"""A model on paper and aloud: the A4 sheet and the text for the commune loudspeaker.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look and insight.
"""
