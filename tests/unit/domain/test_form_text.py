"""The words that applicants read: all of them, in order, each with its place."""

from __future__ import annotations

from commissioning_app.domain.form_text import FormText, WrittenIn, form_texts, guidance_and_questions
from commissioning_app.domain.forms import QuestionKind
from tests.factories import a_criterion, a_question, a_round

ROUND = a_round(
    questions=(
        a_question(why="You know best.", help="Say what people told you."),
        a_question(id="kind", text="Which?", kind=QuestionKind.CHOICE, options=("One", "Two")),
    ),
    criteria=(a_criterion(question="Is it part of it?", anchors=("No", "Yes")),),
)
NAMED = "the criterion “Rooted in the community”"


def test_every_text_in_order() -> None:
    asked, applying, criteria = WrittenIn.QUESTIONS, WrittenIn.APPLYING, WrittenIn.CRITERIA
    assert form_texts(ROUND) == (
        FormText(WrittenIn.PURPOSE, "the purpose", "Keep small groups going.", opens=True),
        FormText(asked, "question 1", "What do people in your community need?", opens=True),
        FormText(asked, "why we ask question 1", "You know best."),
        FormText(asked, "the help with question 1", "Say what people told you."),
        FormText(asked, "question 2", "Which?", opens=True),
        FormText(asked, "an answer to question 2", "One"),
        FormText(asked, "an answer to question 2", "Two"),
        FormText(applying, "who can apply", "You work in our area."),
        FormText(applying, "how to mend it", "Show us where you meet."),
        FormText(applying, "what is not funded", "Party politics"),
        FormText(criteria, NAMED, "Rooted in the community"),
        FormText(criteria, NAMED, "Is it part of it?"),
        FormText(criteria, NAMED, "No"),
        FormText(criteria, NAMED, "Yes"),
    )


def test_guidance_is_all_but_the_words_of_the_scale() -> None:
    texts = guidance_and_questions(form_texts(ROUND))
    assert (texts[0], texts[-1], len(texts)) == ("Keep small groups going.", "Party politics", 10)
