"""What several commands share: the environment, installing, Chromium, asking. Standard library only at the top."""
