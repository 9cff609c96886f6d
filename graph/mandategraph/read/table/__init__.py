"""Reading tables: the authoring format, and columns that a mapping names."""
