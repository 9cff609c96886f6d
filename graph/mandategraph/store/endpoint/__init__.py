"""A SPARQL 1.1 endpoint as a store: bounded requests, answers that are whole."""
