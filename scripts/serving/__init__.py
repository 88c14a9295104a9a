"""Behind `serve.py`: pages made when they are asked for, and the whole site built beside them for all other files."""
