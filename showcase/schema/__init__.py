"""What a model file may hold: the field table, the controlled lists, limits and patterns, numbers and dates, and
the words of every finding. Each is data that schema, template, form and checks share.

May import language, store and targets.
"""
