"""The project's own environment in `.venv`, made where it is missing. Standard library only."""


def use_environment() -> None:
    """Placeholder until the commands are written."""
