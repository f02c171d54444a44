# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The light data classes are those of the library, in everything that a reader of the code expects."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, field, fields, is_dataclass, replace
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from coopdesk import frozen

T = TypeVar("T")


@frozen.dataclass(frozen=True, slots=True)
class Town:
    """Invented."""

    KIND: ClassVar[str] = "town"
    name: str
    people: int = 15_000
    twins: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict, hash=False)
    secret: str = field(default="", repr=False)

    def shout(self) -> str:
        """Its name, loud."""
        return self.name.upper()


@dataclasses.dataclass(frozen=True, slots=True)
class UsualTown:
    """The same by the library."""

    KIND: ClassVar[str] = "town"
    name: str
    people: int = 15_000
    twins: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict, hash=False)
    secret: str = field(default="", repr=False)


@frozen.dataclass(frozen=True)
class Kind:
    """A class to inherit from."""

    many: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.many, bool):
            raise TypeError


@frozen.dataclass(frozen=True)
class Longer(Kind):
    """One that inherits."""

    length: int = 5
    codes: dict[str, str] = field(default_factory=dict)


@frozen.dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """A generic one."""

    value: T


def outcome(act: Callable[[], object]) -> object:
    try:
        return act()
    except (TypeError, FrozenInstanceError) as error:
        return type(error)


def acts(made: Any) -> list[Callable[[], object]]:
    one = made("Lomé", 7)

    def put() -> None:
        one.name = "x"

    def take() -> None:
        del one.name

    return [
        made,
        lambda: made("a", 1, (), {}, "", "too much"),
        lambda: made("a", unknown=1),
        lambda: repr(made("a", secret="s")).removeprefix("Usual"),
        lambda: made("a") == made("a"),
        lambda: made("a") == made("b"),
        lambda: made("a") == "a",
        lambda: hash(made("a", words={"a": "b"})) == hash(made("a")),
        lambda: hash(made("a")) == hash(made("b")),
        lambda: asdict(made("a", twins=("b",))),
        lambda: [(each.name, each.type, each.default) for each in fields(made)],
        lambda: replace(one, people=8).people,
        lambda: made("a").words is made("a").words,
        lambda: copy.deepcopy(one) == one and copy.deepcopy(one) is not one,
        lambda: pickle.loads(pickle.dumps(one)) == one,
        lambda: hasattr(one, "__dict__"),
        lambda: made.__match_args__,
        lambda: made.KIND,
        lambda: is_dataclass(made),
        put,
        take,
    ]


@pytest.mark.parametrize("at", range(len(acts(UsualTown))))
def test_it_does_what_the_library_does(at: int) -> None:
    assert outcome(acts(Town)[at]) == outcome(acts(UsualTown)[at])


def test_methods_stay() -> None:
    assert Town("Lomé").shout() == "LOMÉ"


def test_one_that_inherits_has_all_fields_and_is_checked() -> None:
    assert Longer(True, length=3) == Longer(many=True, length=3)
    assert [one.name for one in fields(Longer)] == ["many", "length", "codes"]
    assert (Kind.many, Longer.length, hasattr(Longer, "codes")) == (False, 5, False)
    assert replace(Longer(), length=9).length == 9
    assert Kind(True) != Longer(True)
    with pytest.raises(TypeError):
        Longer("wrong")  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        Longer().length = 8  # type: ignore[misc]


def test_the_library_may_inherit_from_it() -> None:
    @dataclasses.dataclass(frozen=True)
    class Own(Kind):
        more: int = 1

    assert (Own(True, 2).many, Own(True, 2).more) == (True, 2)


def test_a_generic_one_holds_anything() -> None:
    assert Answer[int](3).value == 3
    assert Answer("a") == Answer("a")


def test_what_is_not_frozen_is_the_librarys_own() -> None:
    @frozen.dataclass(slots=True)
    class Loose:
        value: int = 0

    loose = Loose()
    loose.value = 4
    assert loose == Loose(4)
