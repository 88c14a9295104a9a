"""What people hand in: entries judged by the rules of model files, the idea card, receipts, states, notes for review.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look and insight.
"""
