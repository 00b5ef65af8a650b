"""The review of an edition: what its chapters may not hold, and what somebody has to read before they are published.

It reads the chapters as they are written, beside the edition's facts, and runs none of them: in a second it says in
Danish what is wrong, where, and what to write. `review` does it all; each other module is one kind of rule.
"""
