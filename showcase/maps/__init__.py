"""The maps: what they count, the drawn map, the interactive one by folium, and their page.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look and insight.
"""
