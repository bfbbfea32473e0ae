"""The questions of the "about you" sheet and their standard groups; codes never change once released.

Ethnic groups are the 19 of the 2021 census of England and Wales under its five headings (ONS, *Ethnic group
classifications: Census 2021*); sex, gender identity, sexual orientation and religion follow the census too.
Disability follows s.6 of the Equality Act. Every question is optional, takes own words, and takes
"prefer not to say". A code stands in one question only, so that a code alone says which question it answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commissioning_app.domain.monitoring.answers import SubjectKind

PREFER_NOT_TO_SAY = "prefer_not_to_say"
PREFER_NOT_TO_SAY_LABEL = "Prefer not to say"
OWN_WORDS_LABEL = "In your own words"
ETHNICITY = "ethnicity"
"""The question whose answer says who leads an organisation (checks A1 and A12)."""

WHO_LEADS = (
    "The people who lead your organisation are its board, committee, trustees or directors, and its most "
    "senior staff. Tick what most of them would say of themselves; tick several if no one answer fits."
)
WHY_WE_ASK = (
    "You don't have to answer. We ask so that we can see, in totals only, whether our money reaches "
    "everybody fairly. The people who score and decide never see your answers. You can look at them, change "
    "them or take them back whenever you like."
)


@dataclass(frozen=True)
class Group:
    """One standard answer; ``leaders`` is its label where leaders are asked about, if it differs.

    ``own_words`` says what may be written beside it; empty where nothing is asked for.
    """

    code: str
    label: str
    heading: str = ""
    leaders: str = ""
    own_words: str = ""

    def label_for(self, kind: SubjectKind) -> str:
        """The label as it is shown to leaders of an organisation, or to a panel member."""
        return self.leaders or self.label if kind is SubjectKind.EOI else self.label


@dataclass(frozen=True)
class Question:
    """One question with its standard groups, worded for a panel member and for an organisation.

    ``several`` allows several answers of one person; leaders are several people, so they always may.
    """

    id: str
    title: str
    of_member: str
    of_leaders: str
    groups: tuple[Group, ...]
    several: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its groups, in order; "prefer not to say" is not among them."""
        return tuple(group.code for group in self.groups)

    def text_for(self, kind: SubjectKind) -> str:
        """The question as it is put to leaders of an organisation, or to a panel member."""
        return self.of_leaders if kind is SubjectKind.EOI else self.of_member

    def takes_several(self, kind: SubjectKind) -> bool:
        """Whether more than one answer may be ticked."""
        return self.several or kind is SubjectKind.EOI


ASIAN = "Asian, Asian British or Asian Welsh"
BLACK = "Black, Black British, Black Welsh, Caribbean or African"
MIXED = "Mixed or multiple ethnic groups"
WHITE = "White"
OTHER = "Another ethnic group"
HEADINGS = (ASIAN, BLACK, MIXED, WHITE, OTHER)

_WRITE = "Write it in your own words, if you like"

_ETHNIC_GROUPS = (
    Group("indian", "Indian", ASIAN),
    Group("pakistani", "Pakistani", ASIAN),
    Group("bangladeshi", "Bangladeshi", ASIAN),
    Group("chinese", "Chinese", ASIAN),
    Group("other_asian", "Any other Asian background", ASIAN, own_words=_WRITE),
    Group("caribbean", "Caribbean", BLACK),
    Group("african", "African", BLACK, own_words="Somali, Nigerian, Ghanaian … in your own words"),
    Group("other_black", "Any other Black, Black British or Caribbean background", BLACK, own_words=_WRITE),
    Group("white_and_black_caribbean", "White and Black Caribbean", MIXED),
    Group("white_and_black_african", "White and Black African", MIXED),
    Group("white_and_asian", "White and Asian", MIXED),
    Group("other_mixed", "Any other mixed or multiple background", MIXED, own_words=_WRITE),
    Group("white_british", "English, Welsh, Scottish, Northern Irish or British", WHITE),
    Group("irish", "Irish", WHITE),
    Group("gypsy_or_irish_traveller", "Gypsy or Irish Traveller", WHITE),
    Group("roma", "Roma", WHITE),
    Group("other_white", "Any other White background", WHITE, own_words=_WRITE),
    Group("arab", "Arab", OTHER),
    Group("other_ethnic_group", "Any other ethnic group", OTHER, own_words=_WRITE),
)

QUESTIONS: tuple[Question, ...] = (
    Question(
        ETHNICITY,
        "Ethnic group",
        "What is your ethnic group? Tick all that you would say of yourself.",
        "Most of the people who lead your organisation are …",
        _ETHNIC_GROUPS,
        several=True,
    ),
    Question(
        "disability",
        "Disability",
        "Are you disabled, or do you have a health condition that has lasted, or will last, a year or more?",
        "Are most of the people who lead your organisation disabled people?",
        (
            Group("disabled", "Yes, disabled or with a long-term health condition", leaders="Yes, most are"),
            Group("not_disabled", "No", leaders="No"),
        ),
    ),
    Question(
        "sex",
        "Sex",
        "What is your sex?",
        "Most of the people who lead your organisation are …",
        (
            Group("female", "Female", leaders="Women"),
            Group("male", "Male", leaders="Men"),
        ),
    ),
    Question(
        "gender_identity",
        "Gender identity",
        "Is the gender you identify with the same as your sex registered at birth?",
        "Do most of the people who lead your organisation identify with the sex registered at their birth?",
        (
            Group("same_as_registered", "Yes", leaders="Yes, most do"),
            Group("trans_woman", "No: trans woman", leaders="No: most are trans women"),
            Group("trans_man", "No: trans man", leaders="No: most are trans men"),
            Group("non_binary", "No: non-binary", leaders="No: most are non-binary people"),
            Group("other_gender", "No: in my own words", leaders="No: in our own words", own_words=_WRITE),
        ),
    ),
    Question(
        "sexual_orientation",
        "Sexual orientation",
        "Which of these is your sexual orientation?",
        "Most of the people who lead your organisation are …",
        (
            Group("straight", "Straight or heterosexual"),
            Group("gay_or_lesbian", "Gay or lesbian"),
            Group("bisexual", "Bisexual"),
            Group("other_orientation", "Another sexual orientation", own_words=_WRITE),
        ),
    ),
    Question(
        "religion",
        "Religion or belief",
        "What is your religion or belief?",
        "The religion or belief of most of the people who lead your organisation is …",
        (
            Group("no_religion", "No religion"),
            Group("buddhist", "Buddhist"),
            Group("christian", "Christian (all denominations)"),
            Group("hindu", "Hindu"),
            Group("jewish", "Jewish"),
            Group("muslim", "Muslim"),
            Group("sikh", "Sikh"),
            Group("other_religion", "Another religion or belief", own_words=_WRITE),
        ),
    ),
    Question(
        "age",
        "Age",
        "How old are you?",
        "Most of the people who lead your organisation are aged …",
        (
            Group("age_under_25", "Under 25"),
            Group("age_25_to_34", "25 to 34"),
            Group("age_35_to_44", "35 to 44"),
            Group("age_45_to_54", "45 to 54"),
            Group("age_55_to_64", "55 to 64"),
            Group("age_65_and_over", "65 or over"),
        ),
    ),
    Question(
        "language",
        "Main language",
        "Which languages do you use most at home?",
        "Which languages do most of the people who lead your organisation use most at home?",
        (
            Group("english", "English"),
            Group("british_sign_language", "British Sign Language"),
            Group("arabic_language", "Arabic"),
            Group("bengali_language", "Bengali, Sylheti or Chatgaya"),
            Group("gujarati_language", "Gujarati"),
            Group("panjabi_language", "Panjabi"),
            Group("polish_language", "Polish"),
            Group("portuguese_language", "Portuguese"),
            Group("romanian_language", "Romanian"),
            Group("somali_language", "Somali"),
            Group("spanish_language", "Spanish"),
            Group("turkish_language", "Turkish"),
            Group("urdu_language", "Urdu"),
            Group("yiddish_language", "Yiddish"),
            Group("other_language", "Another language", own_words="Which one?"),
        ),
        several=True,
    ),
)

_QUESTION_BY_ID = {one.id: one for one in QUESTIONS}
_QUESTION_OF = {code: one for one in QUESTIONS for code in one.codes}
_GROUP_OF = {group.code: group for one in QUESTIONS for group in one.groups}


@dataclass(frozen=True)
class GivenAnswer:
    """One answer as somebody gives it: a code of the question's groups, or "" with own words alone."""

    question: str
    code: str = ""
    own_words: str = ""


def question(question_id: str) -> Question | None:
    """The question with that id, or None."""
    return _QUESTION_BY_ID.get(question_id)


def question_of(code: str) -> Question | None:
    """The question that a group's code answers, or None for what is no group's code."""
    return _QUESTION_OF.get(code)


def label_of(code: str, kind: SubjectKind = SubjectKind.MEMBER) -> str:
    """A code in words; an unknown code stays as it is."""
    if code == PREFER_NOT_TO_SAY:
        return PREFER_NOT_TO_SAY_LABEL
    group = _GROUP_OF.get(code)
    return group.label_for(kind) if group else code


def takes_own_words(code: str) -> bool:
    """Whether a group asks for own words beside it."""
    group = _GROUP_OF.get(code)
    return bool(group and group.own_words)


def problems_of_answers(given: Iterable[GivenAnswer], kind: SubjectKind) -> Iterator[str]:
    """What is wrong with answers, in sentences that repeat none of them."""
    by_question: dict[str, list[GivenAnswer]] = {}
    for answer in given:
        by_question.setdefault(answer.question, []).append(answer)
    for question_id, answers in by_question.items():
        asked = question(question_id)
        if asked is None:
            yield "There is an answer to a question that is not asked."
            continue
        codes = [answer.code for answer in answers]
        if any(code not in (*asked.codes, PREFER_NOT_TO_SAY, "") for code in codes):
            yield f"“{asked.title}” has an answer that is not on its list. Write it in own words instead."
        if any(not answer.code and not answer.own_words.strip() for answer in answers):
            yield f"“{asked.title}” has an empty answer. Leave the question out instead."
        if len(set(codes)) < len(codes):
            yield f"“{asked.title}” has the same answer twice."
        if PREFER_NOT_TO_SAY in codes and len(codes) > 1:
            yield f"“{asked.title}” has “prefer not to say” beside another answer. Choose one of the two."
        elif len(codes) > 1 and not asked.takes_several(kind):
            yield f"“{asked.title}” takes one answer."
