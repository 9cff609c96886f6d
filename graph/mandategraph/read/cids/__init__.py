"""Reading the Common Impact Data Standard."""
