"""Reading documents by a template, which is a data file."""
