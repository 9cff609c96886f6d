"""The pages of the site: each a function from a visit to plain data."""
