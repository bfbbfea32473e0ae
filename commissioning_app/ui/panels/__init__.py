"""The panel of a round: members, declared interests, and who scores what."""
