"""The fixtures of the query engine; their code is in `search_host.py`."""

from search_host import catalogue, engine, host, real_engine, real_index

__all__ = ["catalogue", "engine", "host", "real_engine", "real_index"]
