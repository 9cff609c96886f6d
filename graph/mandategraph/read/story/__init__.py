"""Documents of paragraphs and tables, whatever format they come from."""
