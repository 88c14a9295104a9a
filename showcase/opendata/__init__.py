"""Open data: JSON, CSV, GeoJSON, the data package, feeds, and a model in the terms of schema.org.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look and insight.
"""
