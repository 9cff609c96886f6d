"""Print ratios measured in one run: `python -m benchmarks [PART...]`, all by default.

A part is a module of this package that has `run`; it gives rows of name, ratio, limit.
"""

from __future__ import annotations

import pkgutil
import sys
from functools import partial
from importlib import import_module
from types import ModuleType

import benchmarks
from benchmarks.timing import once


def parts() -> dict[str, ModuleType]:
    """The modules that measure something, by name."""
    names = [m.name for m in pkgutil.iter_modules(benchmarks.__path__)]
    found = {n: import_module(f"benchmarks.{n}") for n in names if n != "__main__"}
    return {name: module for name, module in found.items() if hasattr(module, "run")}


def main(wanted: list[str]) -> int:
    """Measure and print; the exit code is 2 for a part that does not exist."""
    known = parts()
    for name in wanted:
        if name not in known:
            print(f"{name}: no such part; choose from {', '.join(known)}")
            return 2
    over = 0

    def measure(part: str) -> None:
        nonlocal over
        for name, ratio, limit in known[part].run():
            verdict = "over" if ratio > limit else "pass"
            over += verdict == "over"
            print(f"{verdict}  {name}: {ratio:.3g} (limit {limit:.3g})", flush=True)

    for part in wanted or known:
        print(f"== {part}", flush=True)
        taken = once(partial(measure, part))
        print(f"   {taken:.0f} s", flush=True)
    print(f"{over} over their limit" if over else "all within their limits")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
