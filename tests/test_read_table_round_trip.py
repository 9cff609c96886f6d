"""Writing the authoring format and reading it again loses nothing of a plan."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from mandategraph.export.authoring_rows import table_of
from mandategraph.model import Reading
from table_plans import FORMATS, read_again, said, whole_readings


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reading=whole_readings())
def test_every_plan_is_read_as_it_was_written(suffix: str, reading: Reading) -> None:
    again = read_again(FORMATS[suffix]([reading]), suffix)
    assert [said(p) for p in again.plans] == [said(p) for p in reading.plans]
    assert not again.leftover
    assert table_of([again])[0] == table_of([reading])[0]
