"""What every page shares: templates, the lotus, pictures and drawings, typeface, width of words, spreadsheet cells.

May import language, store, targets, schema, usb, gazetteer, model and files.
"""
