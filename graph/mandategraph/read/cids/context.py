"""JSON-LD contexts of the Common Impact Data Standard, known without any network."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from mandategraph.errors import SourceError
from mandategraph.read.cids.terms import PREFIXES

# The names that the published contexts give to properties; these lead to a resource.
_LINKS: Final = {
    "act": "forActivity",
    "cids": """belongsToTier benefitsFrom canEnable canProduce definedBy
        forCharacteristic forIndicator forOrganization forOutcome forStakeholder
        forTarget forTheme fromPerspectiveOf hasAccess hasActivity hasAddress
        hasBaseline hasBeneficialStakeholder hasCharacteristic
        hasCharacteristicReport hasCode hasContact hasContributingStakeholder
        hasCounterfactual hasHowMuch
        hasImpactDepth hasImpactDuration hasImpactModel hasImpactReport hasImpactRisk
        hasImpactScale hasIndicator hasIndicatorReport hasInput hasOutcome hasOutput
        hasPerson hasProgram hasService hasStakeholder hasStakeholderOutcome hasTarget
        hasThreshold produces relatesTo usedByIndicator usesOutput""",
    "i72": "unit_of_measure value",
    "org": "hasID hasRole issuedBy",
    "sff": """forEDG forFunderId hasBoardProfile hasEDGProfile hasFundingState
        hasFundingStatus hasManagementTeamProfile hasOrganizationProfile
        hasPrimaryContact localityServed organizationType primaryPopulationServed
        provinceTerritoryServed sectorServed""",
}
# These hold a literal value.
_WORDS: Final = {
    "cids": """addressCountry addressLocality addressRegion extendedAddress
        hasCatchmentArea hasComment hasDescription hasExpectation hasImportance
        hasMitigation hasPurpose hasReportedImpact hasSpecification hasType
        hasWebAddress intendedImpact isUnderserved postalCode postOfficeBoxNumber
        streetAddress unitDescription""",
    "foaf": "familyName givenName",
    "i72": "hasNumericalValue numerical_value symbol",
    "ic": "hasEmail",
    "org": "hasIdentifier hasLegalName hasLegalStatus hasName numberOfEmployees",
    "prov": "endedAtTime startedAtTime",
    "sch": "description",
    "sff": "forFunder hasEDGSize hasSize hasTeamSize reportedDate",
}
_PREFIXES: Final = {
    **{prefix: addresses[0] for prefix, addresses in PREFIXES.items()},
    "dcterms": PREFIXES["dct"][0],
    "terms": PREFIXES["dct"][0],
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "geo": "http://www.geonames.org/ontology/ontology_v3.1.rdf#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "adms": "http://www.w3.org/ns/adms#",
    "cc": "http://creativecommons.org/ns#",
    "cwrc": "http://sparql.cwrc.ca/ontologies/cwrc#",
    "dash": "http://datashapes.org/dash#",
    "graphql": "http://datashapes.org/graphql#",
    "rel": "http://purl.org/vocab/relationship/",
    "sem": "http://marklogic.com/semantics#",
    "sur": "http://ontology.eil.utoronto.ca/tove/survey#",
    "swa": "http://topbraid.org/swa#",
    "tosh": "http://topbraid.org/tosh#",
    "vann": "http://purl.org/vocab/vann/",
    "xdmp": "http://marklogic.com/xdmp#",
    "iso5087": (
        "https://standards.iso.org/iso-iec/5087/-1/ed-1/en/ontology/GenericProperties/"
    ),
}
# Addresses of the published contexts, without the scheme. Old ones have the same names.
_BASIC: Final = {
    "ontology.commonapproach.org/contexts/cidsContext.jsonld",
    "ontology.commonapproach.org/contexts/cidsContext.json",
    "ontology.commonapproach.org/cids.jsonld",
    "ontology.eil.utoronto.ca/cids/contexts/cidsContext.json",
}
_FUND: Final = {
    "ontology.commonapproach.org/contexts/sffContext.jsonld",
    "ontology.commonapproach.org/contexts/sffContext.json",
    "ontology.commonapproach.org/sff-1.0.jsonld",
}


def known_context(address: str, file: str) -> dict[str, Any]:
    """What the context at the address says; SourceError for one that is not known."""
    plain = address.split("://", 1)[-1].partition("#")[0]
    if plain in _BASIC:
        return _context(("cids", "act", "foaf", "i72", "ic", "org", "prov", "sch"))
    if plain in _FUND:
        return _context(("sff",)) | {"hasComment": "sff:hasComment"}
    raise SourceError(
        file,
        f"its context {address} is not one of CIDS, and nothing is fetched",
        "write the names of that context into the file's own @context",
    )


@lru_cache
def _context(prefixes: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = dict(_PREFIXES)
    for prefix in prefixes:
        for name in _WORDS.get(prefix, "").split():
            found[name] = f"{prefix}:{name}"
        for name in _LINKS.get(prefix, "").split():
            found[name] = {"@id": f"{prefix}:{name}", "@type": "@id"}
    return found
