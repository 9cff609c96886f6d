"""Reading IATI activities."""
