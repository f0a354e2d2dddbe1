"""The conditions of the ten kinds as a bare chain of ifs: a verdict each and nothing else.

No reasons, no sources, nothing missing, no change, no doors, no funding, no place. It exists to be measured against;
a test holds it to the same verdicts, so that the comparison is one of equals.
"""

from __future__ import annotations

from finder.facts.situation import Employability, German, Situation, WorkExperience

FITS, OPEN, DOES_NOT_FIT = "fits", "open", "does_not_fit"
NOW_OR_SOON = (Employability.READY, Employability.SOON)
REACHABLE = (Employability.READY, Employability.SOON, Employability.LATER)
LATER = (Employability.LATER, Employability.NOT_FORESEEABLE)
NOT_IN_SWITZERLAND = (WorkExperience.ABROAD, WorkExperience.NONE)


def verdicts(who: Situation) -> tuple[str, ...]:
    """The ten verdicts in the order of the brochure."""
    age, german, employability, work = who.age, who.german, who.employability, who.work_experience
    adult = None if age is None else age >= 18
    not_final = None if who.final_negative_asylum_decision is None else not who.final_negative_asylum_decision
    if who.final_negative_asylum_decision is None and who.status != "other":
        not_final = True
    some_german = None if german is None else german >= German.A1
    worked = None if work is None else work != WorkExperience.NONE
    no_work_here = None if work is None else work in NOT_IN_SWITZERLAND
    reachable = None if employability is None else employability in REACHABLE
    ready = None if employability is None else employability == Employability.READY
    soon = None if employability is None else employability in NOW_OR_SOON
    later = None if employability is None else employability in LATER
    never = None if employability is None else employability == Employability.NOT_FORESEEABLE
    back = None if employability is None else employability == Employability.LATER
    group = _either(_all(no_work_here, reachable), _all(ready, who.insurers_efforts_failed))
    enough = None if german is None or german == German.A2 else german > German.A2
    young = None if age is None else 16 <= age <= 30
    return (
        _word(_all(adult, some_german, worked, group, who.attends_reliably)),
        _word(_all(ready, enough)),
        _word(_all(adult, soon)),
        _word(_all(young, who.wants_training)),
        _word(_all(adult, never, not_final)),
        _word(_all(adult, never, None, not_final)),
        _word(_all(back, not_final)),
        _word(_all(who.flight_trauma, not_final)),
        _word(_all(who.social_assistance, who.addiction, later, not_final)),
        _word(_all(who.social_assistance, adult, later, who.earns_programme_cost, not_final)),
    )


def _all(*values: bool | None) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _either(*values: bool | None) -> bool | None:
    if True in values:
        return True
    return None if None in values else False


def _word(value: bool | None) -> str:
    if value is None:
        return OPEN
    return FITS if value else DOES_NOT_FIT
