"""Places: today's communes and the units before 1 July 2025, what lies around a commune, shapes and boundaries.

May import language, store, targets, schema and usb.
"""
