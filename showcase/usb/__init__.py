"""The built site as a folder that opens without a server: links to files, modules as one script, data as scripts.

May import language, store and targets.
"""
