"""Open data: JSON, CSV, GeoJSON, the data package, feeds, and descriptions of models in schema.org.

May import language, store, targets, schema, usb, gazetteer, model, files, importing, look and insight.
"""
