"""Chance damage to files: whatever of them is left, it is read or it is refused."""

from __future__ import annotations

import random
from collections.abc import Sequence


def damaged(
    data: bytes,
    chance: random.Random,
    times: int,
    *,
    cut: int = 60,
    pieces: Sequence[bytes] = (),
) -> bytes:
    """The bytes after so many changes to them.

    A byte is another one; some are gone, `cut` at most; some stand in a second place;
    or one of the `pieces` is put in, random bytes without any.
    """
    changed = bytearray(data)
    for _ in range(times):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = chance.randbytes(1)
            case 1:
                del changed[at : at + chance.randint(1, cut)]
            case 2:
                other = chance.randrange(len(changed) + 1)
                changed[at:at] = changed[other : other + chance.randint(1, 40)]
            case _:
                some = chance.randbytes(chance.randint(1, 20))
                changed[at:at] = chance.choice(pieces) if pieces else some
    return bytes(changed)
