"""Behind the benches: synthetic models, the same pages for other programs, what is measured and how it is told."""
