"""What the sample's people say: ties, likings, comments and feedback."""

from __future__ import annotations

from commissioning_app.domain.eois import Decision
from commissioning_app.domain.panels import Interest

CONFLICTS = {
    "Bilal (sample)": ("Bengali Diabetes Kitchen (sample)", Interest.INDIRECT, "A friend cooks there"),
    "Gwen (sample)": ("Elders of the Windrush (sample)", Interest.INDIRECT, "Volunteered there until 2023"),
    "Esme (sample)": ("Ashby Swim Sisters (sample)", Interest.DIRECT, "Sits on the committee"),
}
IN_THEIR_WORDS = "Most of us live here, and our families go to groups like these. We miss younger people."
"""What the panel says when it is asked if people of the communities that the round serves sit on it."""

STRONG = {1, 2, 3, 4, 6, 7, 8, 9, 10, 13, 15, 16, 17, 18, 20, 21, 24, 25, 28, 29, 30, 32, 33, 36, 37, 45}
"""The EOIs, by number, that the sample panel likes."""


def comment_on(likes: int, reference: str) -> str:
    """What a member writes of an EOI that they like that much."""
    strong = (
        "People from the community run it, and it shows.",
        "They asked people first. The plan is simple and likely to work.",
        "A lot would change for not much money.",
    )
    weak = (
        "I would like to hear more from the people it is for.",
        "It is not clear what would be different after a year.",
        "Good idea. Say who does what.",
    )
    return (strong if likes > 3 else weak)[int(reference[-3:]) % 3]


def feedback_on(reference: str, decision: Decision | None) -> tuple[str, str]:
    """One strength and one thing to change."""
    number = int(reference[-3:])
    strength = (
        "The panel liked that people from your community run the group.",
        "You told us clearly what people asked you for.",
        "Your plan is simple, and the amount fits it.",
    )[number % 3]
    change = (
        "Next time, say more about what would be different after a year.",
        "Next time, tell us how people who use the group take part in decisions.",
        "Next time, break the amount down a little more.",
    )[number % 3]
    if decision is Decision.INELIGIBLE:
        change = "Next time, ring us before you apply: we can tell you if the rules fit."
    return strength, change
