"""What the workflows run on contributions, with the standard library alone; see HACKING.md, Contributions."""
