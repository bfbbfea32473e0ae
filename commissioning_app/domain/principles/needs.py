"""Communities identify needs: in their own words, by their own measures, with criteria that they chose."""

from __future__ import annotations

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.forms import Question, QuestionKind, QuestionPurpose
from commissioning_app.domain.principles.catalogue import CRITERIA, QUESTIONS
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import Answer, judge, not_known, not_met
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import counted

_LISTS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
NO_QUESTIONS = "The form has no questions yet."


def _open(questions: tuple[Question, ...]) -> list[Question]:
    return [question for question in questions if question.is_answered_in_writing]


def n2(facts: RoundFacts, policy: Policy) -> Answer:
    """One open question asks what people need, and no list shuts an answer out.

    The officer says which question it is; one with the id "need" counts without that. Lists of questions
    that are not scored may be closed.
    """
    threshold = "An open question asks what people need; each list offers “something else”."
    questions = facts.round.questions
    if not questions:
        return not_known(NO_QUESTIONS, threshold, "Ask in an open question what people need.", QUESTIONS)
    wanted = facts.round.records.need_question or "need"
    asks = next((number for number, one in enumerate(questions, 1) if one.id == wanted), 0)
    closed = [
        number
        for number, one in enumerate(questions, 1)
        if one.kind in _LISTS and one.counts_as is QuestionPurpose.ASSESSMENT and not one.something_else
    ]
    lists = f"{counted(len(closed), 'list')} {'leaves' if len(closed) == 1 else 'leave'} out “something else”"
    if not closed:
        lists = "no list leaves out “something else”"
    if not asks:
        evidence = f"It is not said which of {counted(len(questions), 'question')} asks what people need."
        mend = "Say which question asks what people need, or add one."
        return not_known(evidence, threshold, mend)
    is_open = questions[asks - 1].is_answered_in_writing
    how = "in the applicant's own words" if is_open else "but not in the applicant's own words"
    evidence = f"Question {asks} of {len(questions)} asks what people need, {how}; {lists}."
    mend = "Make it a question that is answered in writing." if not is_open else ""
    if closed:
        numbers = ", ".join(map(str, closed))
        mend = f"{mend} Offer “something else” in the list of question {numbers}.".strip()
    return judge(is_open and not closed, evidence, threshold, mend, QUESTIONS)


def n3(facts: RoundFacts, policy: Policy) -> Answer:
    """Applicants may say themselves how they would know that it worked, and have room to say so."""
    threshold = "Applicants may name their own measures of success, in an open question."
    welcome, questions = facts.round.records.own_measures_welcome, facts.round.questions
    mend = "Tell applicants that they choose how they would know that it helps."
    if welcome is None:
        return not_known("It is not said if applicants may name their own measures.", threshold, mend)
    if not questions:
        return not_known(NO_QUESTIONS, threshold, "Add the questions of the form.", QUESTIONS)
    room = len(_open(questions))
    if not welcome:
        evidence = f"Applicants are held to the funder's measures, in {counted(len(questions), 'question')}."
        return not_met(evidence, threshold, mend)
    evidence = (
        f"Applicants may name their own measures of success; "
        f"{room} of {counted(len(questions), 'question')} {'is' if room == 1 else 'are'} open to say so in."
    )
    mend = "Add an open question on how they would know that it helps."
    return judge(room > 0, evidence, threshold, mend, QUESTIONS)


def n4(facts: RoundFacts, policy: Policy) -> Answer:
    """Community members helped to choose what is scored, before the round opened."""
    least = policy.whole("needs.community_choosing_criteria")
    threshold = f"At least {counted(least, 'community member')} helped to choose the criteria before opening."
    choice = facts.round.records.criteria_choice
    if choice.community is None or choice.on is None:
        return not_known(
            "It is not written down who chose the criteria, and when.",
            threshold,
            "Choose them with community members, and write down who was there and when.",
        )
    if not facts.round.criteria:
        return not_known("The round has no criteria yet.", threshold, "Add the criteria.", CRITERIA)
    who = counted(choice.community, "community member")
    if choice.others is not None:
        who = f"{who} and {counted(choice.others, 'other')}"
    criteria = counted(len(facts.round.criteria), "criterion", "criteria")
    evidence = f"{who} chose the {criteria} on {long_date(choice.on)}"
    if not facts.is_by_opening(choice.on):
        mend = "Choose the criteria with community members before a round opens."
        return not_met(f"{evidence}, later than {facts.last_day}.", threshold, mend)
    evidence = f"{evidence}; the policy asks for at least {least} from communities."
    mend = "Go over the criteria with community members before opening."
    return judge(choice.community >= least, evidence, threshold, mend)


CHECKS: Checks = {"N2": n2, "N3": n3, "N4": n4}
