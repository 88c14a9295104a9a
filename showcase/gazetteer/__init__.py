"""Places: today's communes and the units before 1 July 2025, neighbours of a commune, shapes and boundaries.

May import language, store, targets, schema and usb.
"""
