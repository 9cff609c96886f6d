"""Frozen records that are quick to make: readers make them by the hundred thousand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(*, order: bool = False) -> Callable[[type[T]], type[T]]:
    """A decorator: the class as a frozen dataclass with slots, made a third quicker.

    The `__init__` of a frozen dataclass sets each field by `object.__setattr__`, which
    looks the name up anew; that of a record calls the slot's setter. Defaults must be
    values, not factories.
    """

    def decorate(cls: type[T]) -> type[T]:
        made: Any = dataclass(frozen=True, slots=True, order=order)(cls)
        scope: dict[str, Any] = {}
        head, body = [], []
        for field in fields(made):
            scope[f"_set_{field.name}"] = made.__dict__[field.name].__set__
            if field.default is MISSING:
                head.append(field.name)
            else:
                scope[f"_default_{field.name}"] = field.default
                head.append(f"{field.name}=_default_{field.name}")
            body.append(f" _set_{field.name}(self, {field.name})")
        if hasattr(made, "__post_init__"):
            body.append(" self.__post_init__()")
        source = f"def __init__(self, {', '.join(head)}):\n" + "\n".join(body)
        exec(source, scope)  # noqa: S102 - as dataclasses does: the names are our own
        scope["__init__"].__qualname__ = f"{made.__qualname__}.__init__"
        made.__init__ = scope["__init__"]
        return made  # type: ignore[no-any-return]

    return decorate
