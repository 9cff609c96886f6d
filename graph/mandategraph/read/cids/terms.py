"""The names of the Common Impact Data Standard: prefixes, classes, properties."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

# Where each vocabulary has lived; old addresses mean what today's first one means.
PREFIXES: Final[dict[str, tuple[str, ...]]] = {
    "cids": (
        "https://ontology.commonapproach.org/cids#",
        "http://ontology.commonapproach.org/cids#",
        "http://ontology.commonapproach.org/owl/cids_v2.1.owl/cids#",
        "http://ontology.eil.utoronto.ca/cids/cids#",
    ),
    "sff": (
        "https://ontology.commonapproach.org/sff#",
        "http://ontology.commonapproach.org/sff#",
    ),
    "org": (
        "http://ontology.eil.utoronto.ca/tove/organization#",
        "http://ontology.commonapproach.org/tove/organization#",
    ),
    "i72": (
        "http://ontology.eil.utoronto.ca/ISO21972/iso21972#",
        "http://ontology.commonapproach.org/ISO21972/iso21972#",
    ),
    "act": ("http://ontology.eil.utoronto.ca/tove/activity#",),
    "ic": (
        "http://ontology.eil.utoronto.ca/tove/icontact#",
        "http://ontology.commonapproach.org/tove/icontact#",
    ),
    "oep": ("http://www.w3.org/2001/sw/BestPractices/OEP/SimplePartWhole/part.owl#",),
    "sch": ("http://schema.org/", "https://schema.org/"),
    "prov": (
        "http://www.w3.org/ns/prov#",
        "https://www.w3.org/Submission/prov-json/schema#",
    ),
    "time": ("http://www.w3.org/2006/time#",),
    "foaf": ("http://xmlns.com/foaf/0.1/",),
    "dct": ("http://purl.org/dc/terms/",),
    "dc": ("http://purl.org/dc/elements/1.1/",),
    "dcat": ("http://www.w3.org/ns/dcat#",),
    "dqv": ("http://www.w3.org/ns/dqv#",),
    "skos": ("http://www.w3.org/2004/02/skos/core#",),
    "rdf": ("http://www.w3.org/1999/02/22-rdf-syntax-ns#",),
    "rdfs": ("http://www.w3.org/2000/01/rdf-schema#",),
    "owl": ("http://www.w3.org/2002/07/owl#",),
    "sh": ("http://www.w3.org/ns/shacl#",),
}
_BY_ADDRESS: Final = {
    address: prefix for prefix, addresses in PREFIXES.items() for address in addresses
}

NAMES: Final = (
    "org:hasName",
    "cids:hasName",
    "org:hasLegalName",
    "cids:hasLegalName",
    "sch:name",
    "i72:has_Name",
    "skos:prefLabel",
    "rdfs:label",
)
DESCRIPTIONS: Final = (
    "cids:hasDescription",
    "org:hasDescription",
    "sch:description",
    "dct:description",
)
COMMENTS: Final = ("cids:hasComment", "sff:hasComment", "rdfs:comment")

# Kinds of node, by the local name of the class in any of the four vocabularies.
_CLASSES: Final = {
    "result": ("Outcome", "StakeholderOutcome", "Output", "Impact"),
    "indicator": ("Indicator",),
    "report": ("IndicatorReport",),
    "target": ("Target",),
    "measure": ("Measure",),
    "model": ("ImpactModel", "ImpactNorms"),
    "organisation": (
        "Organization",
        "SocialPurposeOrganization",
        "FundingOrganization",
        "StandardsOrganization",
    ),
    "programme": ("Program",),
    "activity": ("Activity", "Service"),
    "group": (
        "Stakeholder",
        "BeneficialStakeholder",
        "ContributingStakeholder",
        "PrimaryStakeholder",
    ),
    "theme": ("Theme",),
    "code": ("Code", "IndicatorStandard"),
    "detail": (
        "ImpactReport",
        "HowMuchImpact",
        "ImpactScale",
        "ImpactDepth",
        "ImpactDuration",
        "Counterfactual",
        "ImpactRisk",
        "AlignmentRisk",
        "DropOffRisk",
        "EfficiencyRisk",
        "EnduranceRisk",
        "EvidenceRisk",
        "ExecutionRisk",
        "ExternalRisk",
        "StakeholderParticipationRisk",
        "UnexpectedImpactRisk",
        "Unit_of_measure",
    ),
}
KINDS: Final = {
    f"{prefix}:{name}": kind
    for kind, names in _CLASSES.items()
    for name in names
    for prefix in ("cids", "org", "act", "i72")
}
LEVELS: Final = {
    "cids:Outcome": "outcome",
    "cids:StakeholderOutcome": "outcome",
    "cids:Output": "output",
    "cids:Impact": "impact",
}
# What a node without a class is, by the property that leads to it.
RANGES: Final = {
    "cids:hasOutcome": "result",
    "cids:hasOutput": "result",
    "cids:hasStakeholderOutcome": "result",
    "cids:forOutcome": "result",
    "cids:hasIndicator": "indicator",
    "cids:forIndicator": "indicator",
    "cids:usedByIndicator": "indicator",
    "cids:hasIndicatorReport": "report",
    "cids:hasTarget": "target",
    "cids:forTarget": "target",
    "cids:hasImpactModel": "model",
    "cids:hasProgram": "programme",
    "cids:hasService": "activity",
    "cids:hasActivity": "activity",
    "cids:canEnable": "activity",
    "cids:forOrganization": "organisation",
    "cids:forStakeholder": "group",
    "cids:forTheme": "theme",
    "cids:hasCode": "code",
    "cids:hasBaseline": "measure",
    "cids:hasThreshold": "measure",
    "i72:value": "measure",
    "cids:hasImpactReport": "detail",
    "cids:hasHowMuch": "detail",
    "cids:hasCounterfactual": "detail",
    "cids:hasImpactRisk": "detail",
}


@lru_cache(maxsize=65_536)
def curie(iri: str) -> str:
    """The IRI with a prefix of this module; as it is when none fits."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _BY_ADDRESS.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and cut < len(iri) else iri
