"""The names of StratML elements, in all its versions, and what each one is for."""

from __future__ import annotations

import re
from typing import Final, Literal

Action = Literal[
    "name",
    "description",
    "notes",
    "dimension",
    "unit",
    "found",  # an identifier or a number: read as structure
    "reference",
    "nested",  # an element of its own
    "inside",  # only holds others: what is in it belongs to what is around it
]

ROOTS: Final = (
    "StrategicPlan",
    "PerformancePlanOrReport",
    "OrganizationalStrategyDocument",  # 3.5
)
INDICATORS: Final = frozenset(
    (
        "PerformanceIndicator",
        "QuantitativePerformanceIndicator",  # 3.5
        "QualitativePerformanceIndicator",
        "QualitativeScoredPerformanceIndicator",
    )
)
ORGANISATIONS: Final = frozenset(("Organization", "Organisation"))
MEMBERS: Final = {  # of an organisation, or stakeholders, in 3.5
    "Individual": "person",
    "PrototypeIndividual": "group",  # a post that several may hold
    "Group": "group",
}
VALUES: Final = {
    "Baseline": "baseline",
    "BaselineResult": "baseline",
    "Target": "target",
    "TargetResult": "target",
    "Actual": "measurement",
    "ActualResult": "measurement",
    "Current": "measurement",
}
VALUE_WRAPPERS: Final = frozenset(
    ("MeasurementInstance", "Baselines", "Targets", "Actuals", "ActualResults")
)
NUMBERS: Final = frozenset(("NumberOfUnits", "MeasureValue", "Value"))
KINDS: Final = {
    "Person": "person",
    "Organization": "organisation",
    "Generic_Group": "group",
}
ROLES: Final = {"Performer": "performer", "Beneficiary": "beneficiary"}
NO_WORDS: Final = frozenset(("Identifier", "id", "SequenceIndicator"))

_BASE: Final[dict[str, Action]] = {
    "Name": "name",
    "Description": "description",
    "Identifier": "found",
    "NameDescription": "inside",
}
_STATEMENT: Final[dict[str, Action]] = {
    **_BASE,
    "OtherInformation": "notes",
    "SequenceIndicator": "found",
    "WebAddress": "reference",
    "Stakeholder": "nested",
    "Stakeholders": "inside",
    "Individual": "nested",
    "PrototypeIndividual": "nested",
    "Group": "nested",
    "Organization": "nested",
}
_OBJECTIVES: Final[dict[str, Action]] = {
    "Goal": "nested",
    "Goals": "inside",
    "Objective": "nested",
    "Objectives": "inside",
    "PerformanceIndicators": "inside",
    **dict.fromkeys(INDICATORS, "nested"),
}
PLAN: Final[dict[str, Action]] = {
    **_BASE,
    "id": "found",
    "WebAddress": "reference",
    "Organization": "nested",
    "Organisation": "nested",
    "Mission": "nested",
    "Vision": "nested",
    "Value": "nested",
    "Values": "inside",
    "StrategicPlanCore": "inside",
    "Strategy": "nested",
    "Submitter": "nested",
    "AdministrativeInformation": "nested",
    **_OBJECTIVES,
}
STRATEGY: Final[dict[str, Action]] = {
    name: action
    for name, action in PLAN.items()
    if name not in ("Name", "Description", "Identifier")  # they are not the plan's
}
OBJECTIVE: Final[dict[str, Action]] = {**_STATEMENT, **_OBJECTIVES}
INDICATOR: Final[dict[str, Action]] = {
    **_STATEMENT,
    "MeasurementDimension": "dimension",
    "UnitOfMeasurement": "unit",
    "UnitOfMeasure": "unit",
    **dict.fromkeys(VALUES, "nested"),
    **dict.fromkeys(VALUE_WRAPPERS, "nested"),
}
PARTY: Final[dict[str, Action]] = {
    **_BASE,
    "StakeholderType": "inside",
    "Acronym": "found",
    "Role": "nested",
    "RoleType": "nested",
    "Stakeholder": "nested",
    "Stakeholders": "inside",
    "Organization": "nested",
    "Organisation": "nested",
    "Strategy": "nested",
    **dict.fromkeys(MEMBERS, "nested"),
}

# what the forms and templates print where the author has not written yet
PLACEHOLDER: Final = re.compile(
    r"\[ ?to[ _]be[ _](?:named|described|determined|inserted[ _]by[ _]user) ?\]",
    re.IGNORECASE,
)
PREFIX: Final = "stratml:"
ORIGIN: Final = "stratml:element"  # the element in which a wording was found
UNTYPED: Final = "stratml:StakeholderTypeType"  # of a party whose kind is not said
UNSPECIFIED: Final = "unspecified"
