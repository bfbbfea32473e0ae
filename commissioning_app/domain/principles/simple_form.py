"""Simple to fill in: what applying costs, how old a reader has to be, which words are used."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from commissioning_app.domain.applying_cost import ApplyingTable, cost_of_applying
from commissioning_app.domain.form_text import FormText, form_texts, guidance_and_questions
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.money import pounds
from commissioning_app.domain.principles.catalogue import POT, Place, Tab
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import Answer, judge, not_applicable, not_known, not_met
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.principles.wording import counted, lasting, listed, share_up
from commissioning_app.domain.readability import Readability, measure
from commissioning_app.domain.rounds import RoundState
from commissioning_app.domain.wording_check import Flag, WordList

_MINUTES: Mapping[QuestionKind, str] = {
    kind: "long_per_100_words" if kind is QuestionKind.LONG else kind.value for kind in QuestionKind
}
ELSEWHERE = (
    "Studies don't agree on what is usual: 5.6 % of what is raised and 17.5 % for small charities (Giving "
    "Evidence), or 38 % of grant income for charities up to £100,000 (Pro Bono Economics)"
)
NOBODY_EXPECTED = "; how many will apply is not written down."
SHOWN = 3
"""How many flagged words a finding names."""


def s2(facts: RoundFacts, policy: Policy) -> Answer:
    """One application costs a small part of the smallest award, and all together a small part of the pot.

    Before the closing day as many are reckoned with as were expected, or came in already if that is more.
    """
    most, most_of_pot = policy.whole("cost.percent_of_smallest_award"), policy.whole("cost.percent_of_pot")
    threshold = f"At most {most} % of the smallest award, and {most_of_pot} % of the pot. {ELSEWHERE}."
    round_ = facts.round
    if not round_.questions:
        return not_known("The form has no questions yet.", threshold, "Add the questions of the form.")
    if round_.smallest_award_pence <= 0:
        evidence = "The smallest award is not set yet, so the cost has nothing to be held against."
        return not_known(evidence, threshold, "Set the smallest award.", POT)
    words = _measured(guidance_and_questions(form_texts(round_))).words
    cost = cost_of_applying(round_.questions, words, applying_table(policy))
    smallest, pot = round_.smallest_award_pence, round_.pot_pence
    evidence = (
        f"Applying takes about {lasting(cost.minutes)}, worth {pounds(cost.pence)}: "
        f"{share_up(cost.pence, smallest)} of the smallest award of {pounds(smallest)}"
    )
    mend = "Shorten the word limits, ask for less, or ask for it only of those who are funded."
    is_fair = 100 * cost.pence <= most * smallest
    applicants = _applicants(facts)
    if not applicants or pot <= 0:
        evidence += "; how much the pot holds is not written down." if pot <= 0 else NOBODY_EXPECTED
        if not is_fair:
            return not_met(evidence, threshold, mend)
        if pot <= 0:
            return not_known(evidence, threshold, "Give each financial year of the pot its amount.", POT)
        mend = "Write down how many EOIs you expect."
        return not_known(evidence, threshold, mend, Place(Tab.FORM, "promises"))
    together = cost.pence * applicants
    evidence = f"{evidence}; for {counted(applicants, 'applicant')} {share_up(together, pot)} of the pot."
    return judge(is_fair and 100 * together <= most_of_pot * pot, evidence, threshold, mend)


def applying_table(policy: Policy) -> ApplyingTable:
    """The minutes and the hourly value as the policy has them."""
    return ApplyingTable(
        by_kind={kind: policy.whole(f"cost.minutes.{name}") for kind, name in _MINUTES.items()},
        basics=policy.whole("cost.basics_minutes"),
        words_without_limit=policy.whole("cost.words_without_limit"),
        words_read_a_minute=policy.whole("cost.words_read_a_minute"),
        hourly_pence=policy.money("cost.hourly_value"),
    )


def _applicants(facts: RoundFacts) -> int:
    """How many apply: those who did once the round is closed, before that as many as are expected."""
    came, expected = facts.eois.total, facts.round.records.expected_eois or 0
    return came if came and facts.round.is_past(RoundState.CLOSED) else max(came, expected)


def s3(facts: RoundFacts, policy: Policy) -> Answer:
    """The questions and the guidance can be read by a child of that age."""
    most = policy.whole("simple.reading_age")
    threshold = f"A reading age of {most} at most (mean of two formulas for English)."
    texts = guidance_and_questions(form_texts(facts.round))
    found = _measured(texts)
    if found.words == 0:
        return not_known("There are no questions and no guidance yet.", threshold, "Write the questions.")
    if not found.is_in_latin_letters:
        evidence = f"The {counted(found.words, 'word')} of the form are not in English letters."
        return not_applicable(evidence, threshold)
    age = found.reading_age
    evidence = (
        f"The {counted(found.words, 'word')} of questions and guidance have a reading age of {age:.1f}, "
        f"with {found.words / found.sentences:.0f} words to a sentence; the policy asks for at most {most}."
    )
    return judge(age <= most, evidence, threshold, "Use shorter words and shorter sentences.")


def s9(facts: RoundFacts, policy: Policy) -> Answer:
    """No word of the form or of the feedback puts people into a box, and no part opens with what is wrong."""
    threshold = "None found; quotations and names of organisations don't count."
    texts = form_texts(facts.round)
    if not texts:
        return not_known("There is no text in the form yet.", threshold, "Write the questions.")
    if not facts.word_list.rules:
        mend = "Put the word list back where the application looks for it."
        return not_known("There is no word list to go by.", threshold, mend)
    in_form = flags_in(facts.word_list, texts, facts.names)
    words = _measured(tuple(one.text for one in texts)).words
    in_feedback = facts.feedback.flags
    found = f"{counted(len(in_form), 'place')} in {counted(words, 'word')} of the form"
    if facts.feedback.written:
        found += (
            f" and {counted(len(in_feedback), 'place')} in the feedback to "
            f"{counted(facts.feedback.written, 'applicant')}"
        )
    if not in_form and not in_feedback:
        return judge(True, f"{found} to look at again.", threshold, "")
    named = [f"“{flag.found}” ({text.what})" for text, flag in in_form]
    named += [f"“{flag.found}” (feedback to {reference})" for reference, flag in in_feedback]
    first = in_form[0][1] if in_form else in_feedback[0][1]
    place = Place(Tab.FORM, in_form[0][0].section.value) if in_form else Place(Tab.LETTERS, "feedback")
    mend = f"Instead of “{first.found}”: {first.rule.better}. {first.rule.why}"
    return not_met(f"{found} to look at again: {listed(named, SHOWN)}.", threshold, mend, place)


@lru_cache(maxsize=32)
def flags_in(
    word_list: WordList, texts: tuple[FormText, ...], names: tuple[str, ...]
) -> tuple[tuple[FormText, Flag], ...]:
    """Every place to look at again, in the order of the form; the same texts are looked at once."""
    return tuple(
        (text, flag) for text in texts for flag in word_list.look_at(text.text, names=names, opens=text.opens)
    )


@lru_cache(maxsize=32)
def _measured(texts: tuple[str, ...]) -> Readability:
    """The counts of these texts; the same texts are counted once."""
    return measure(texts)


CHECKS: Checks = {"S2": s2, "S3": s3, "S9": s9}
