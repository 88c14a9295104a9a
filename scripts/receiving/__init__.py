"""Behind `receive.py`: the queue on disk, branches and pull requests made from it, pages and refusals over HTTP."""
