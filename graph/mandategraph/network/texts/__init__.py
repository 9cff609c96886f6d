"""The words of the analyses, in the languages that the project speaks."""
