"""Modules of `federate.py`: the list of sites, fetching, and the last good state of each site."""
