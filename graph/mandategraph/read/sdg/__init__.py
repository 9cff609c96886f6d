"""Reading the Sustainable Development Goals as a framework."""
