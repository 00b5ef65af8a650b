"""Responses that add up to published figures, found by a constraint solver: `run` finds and writes them."""
