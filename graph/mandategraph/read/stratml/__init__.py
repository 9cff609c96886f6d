"""Reading StratML."""
