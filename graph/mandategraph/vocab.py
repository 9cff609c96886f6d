"""The terms of the ontology as rdflib IRIs.

`MG` repeats the names in `ontology/`, so that a misspelt one fails at once and an
editor completes them; a test compares the two, both ways. A name that the ontology
lacks raises AttributeError.
"""

# ruff: noqa: N815 - the attributes of MG are the local names of the ontology
from __future__ import annotations

from typing import Final

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from mandategraph.namespaces import MG_NS

ONTOLOGY: Final = URIRef("https://w3id.org/mandategraph/ns")


class MG(DefinedNamespace):
    """The terms of ontology 0.3: `MG.Objective`, `MG.serves`, `MG.stated`."""

    _NS = Namespace(MG_NS)
    _fail = True

    # classes
    AgentGroup: URIRef
    Baseline: URIRef
    Claim: URIRef
    ExpectedResult: URIRef
    ExtractedText: URIRef
    Indicator: URIRef
    IndicatorValue: URIRef
    Mandate: URIRef
    Measurement: URIRef
    Objective: URIRef
    OpenLink: URIRef
    Plan: URIRef
    PlanElement: URIRef
    PlanSeries: URIRef
    PlannedActivity: URIRef
    Programme: URIRef
    Review: URIRef
    SectionHeading: URIRef
    SourceDocument: URIRef
    Target: URIRef
    TextForm: URIRef
    TextSpan: URIRef
    ValueStatement: URIRef
    Vision: URIRef
    # object properties
    alignedWith: URIRef
    basis: URIRef
    candidate: URIRef
    claimObject: URIRef
    claimPredicate: URIRef
    claimSubject: URIRef
    continuedBy: URIRef
    continues: URIRef
    contributesTo: URIRef
    contributesToTransitive: URIRef
    descriptionSpan: URIRef
    dimension: URIRef
    elementOf: URIRef
    evidence: URIRef
    expectedResultOf: URIRef
    extractor: URIRef
    givesMandateTo: URIRef
    graphRole: URIRef
    hasBeneficiary: URIRef
    hasElement: URIRef
    hasExpectedResult: URIRef
    hasIndicator: URIRef
    hasMandate: URIRef
    hasPerformer: URIRef
    hasPlan: URIRef
    hasStakeholder: URIRef
    hasSubObjective: URIRef
    hasText: URIRef
    hasValue: URIRef
    headingSpan: URIRef
    indicatorOf: URIRef
    introduces: URIRef
    involves: URIRef
    isEvidenceFor: URIRef
    isServedBy: URIRef
    labelForm: URIRef
    leftover: URIRef
    method: URIRef
    noteSpan: URIRef
    objectiveLevel: URIRef
    periodStatus: URIRef
    planOf: URIRef
    resultType: URIRef
    reviewState: URIRef
    reviews: URIRef
    sameIntentAs: URIRef
    serves: URIRef
    similarTo: URIRef
    status: URIRef
    subObjectiveOf: URIRef
    textAuthority: URIRef
    textForm: URIRef
    textOf: URIRef
    textStatus: URIRef
    titleSpan: URIRef
    translatedFrom: URIRef
    unit: URIRef
    unitSpan: URIRef
    valueOf: URIRef
    wordingSpan: URIRef
    # datatype properties
    agreement: URIRef
    boundaryReason: URIRef
    candidatesComplete: URIRef
    confidence: URIRef
    fileName: URIRef
    higherIsBetter: URIRef
    lineOffsets: URIRef
    markOffsets: URIRef
    ordinal: URIRef
    printedValue: URIRef
    rationale: URIRef
    readingWarning: URIRef
    sha256: URIRef
    sourceField: URIRef
    sourceIdentifier: URIRef
    sourceLabel: URIRef
    statementText: URIRef
    textContent: URIRef
    textLayout: URIRef
    textPart: URIRef
    textRange: URIRef
    value: URIRef
    # codes of BasisScheme
    BasisScheme: URIRef
    basisExpert: URIRef
    basisExternalMetadata: URIRef
    basisLayoutColumn: URIRef
    basisLayoutHeuristic: URIRef
    basisModel: URIRef
    basisReadingOrder: URIRef
    basisStated: URIRef
    basisTextSimilarity: URIRef
    # codes of ClaimStatusScheme
    ClaimStatusScheme: URIRef
    accepted: URIRef
    disputed: URIRef
    proposed: URIRef
    rejected: URIRef
    stated: URIRef
    superseded: URIRef
    # codes of GraphRoleScheme
    GraphRoleScheme: URIRef
    agentGraph: URIRef
    alignmentGraph: URIRef
    claimGraph: URIRef
    manifestGraph: URIRef
    ontologyGraph: URIRef
    sourceGraph: URIRef
    textGraph: URIRef
    translationGraph: URIRef
    vocabularyGraph: URIRef
    # codes of MethodScheme
    MethodScheme: URIRef
    humanTranslation: URIRef
    machineTranslation: URIRef
    original: URIRef
    postEdited: URIRef
    # codes of ObjectiveLevelScheme
    ObjectiveLevelScheme: URIRef
    levelGoal: URIRef
    levelObjective: URIRef
    levelSubObjective: URIRef
    levelUnspecified: URIRef
    # codes of PeriodStatusScheme
    PeriodStatusScheme: URIRef
    notStated: URIRef
    statedInMetadata: URIRef
    statedInSource: URIRef
    # codes of ResultTypeScheme
    ResultTypeScheme: URIRef
    impact: URIRef
    outcome: URIRef
    output: URIRef
    typeUnspecified: URIRef
    # codes of ReviewStateScheme
    ReviewStateScheme: URIRef
    stateCandidate: URIRef
    stateRejected: URIRef
    stateReviewed: URIRef
    stateUnderReview: URIRef
    # codes of TextAuthorityScheme
    TextAuthorityScheme: URIRef
    issuer: URIRef
    thirdParty: URIRef
    # codes of TextStatusScheme
    TextStatusScheme: URIRef
    textNotExtracted: URIRef
    # codes of UnitScheme
    UnitScheme: URIRef
    unitNotStated: URIRef
