"""The rows that each question must give, derived by reading the fixtures.

They are `data/example.trig` and what happens to its plan in `data/follow_up.trig`.
"""

from __future__ import annotations

from question_cases import LEFT_OPEN, O1, STATED, Case, P, Value
from question_rows_history import HISTORY
from question_rows_holders import HOLDERS
from question_rows_plans import PLANS
from question_rows_values import VALUES
from question_rows_words import WORDS

__all__ = ["CASES", "LEFT_OPEN", "O1", "STATED", "Case", "P", "Value"]

CASES = [*PLANS, *WORDS, *VALUES, *HOLDERS, *HISTORY]
