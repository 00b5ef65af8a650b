"""The faults that the accessibility statement tells."""


def known_faults() -> list[str]:
    return []
