"""The border between the model and RDF: `Reading` <-> quads."""
