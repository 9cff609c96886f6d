"""The fixed words of the pictures, a module per view, in each language."""
