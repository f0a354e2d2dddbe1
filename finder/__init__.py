"""Advisor for labour-market integration programmes (Arbeitsmarktintegration, AMI) in Canton Solothurn.

The front door::

    from datetime import date
    from finder import Situation, advise

    advice = advise(Situation.of({"age": 25, "german": "A2"}), on=date(2026, 11, 22))
    for kind in advice.types:
        print(kind.type.key, kind.fit, kind.missing, kind.change)
"""

from finder.errors import FinderError
from finder.facts.plan import Plan
from finder.facts.situation import Situation
from finder.steps.advise import Advice, advise
from finder.steps.estimate import Estimate, estimate
from finder.steps.fund import Funding, fund
from finder.steps.nearby import Nearby, nearby

__all__ = [
    "Advice",
    "Estimate",
    "FinderError",
    "Funding",
    "Nearby",
    "Plan",
    "Situation",
    "advise",
    "estimate",
    "fund",
    "nearby",
]
