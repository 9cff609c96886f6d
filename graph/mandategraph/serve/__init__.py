"""The explorer and the SPARQL endpoint of a graph, as one local site."""
