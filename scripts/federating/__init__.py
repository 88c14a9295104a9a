"""Behind `federate.py`: the list of sites, what is fetched from them, and what was last good."""
