# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""`dataclass` that costs a start next to nothing: `from coopdesk.frozen import dataclass`.

The library's own writes and compiles six functions for every class as soon as the class is declared,
half a millisecond each: of the hundred classes that the window needs, this was a sixth of its
start. Here the comparing, hashing and refusing functions are shared, `__init__` is compiled when
the first instance is made, and what `dataclasses.fields`, `replace` and `asdict` look up is made when
they ask. To readers and type checkers nothing differs.
"""

from typing import TYPE_CHECKING, ClassVar, get_origin

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from dataclasses import MISSING, Field, FrozenInstanceError, make_dataclass
    from dataclasses import dataclass as _usual
    from inspect import get_annotations
    from operator import attrgetter

    def dataclass(cls=None, /, *, frozen=False, slots=False, **others):
        """A data class as the library makes it; only the frozen ones are made lighter."""
        usual = _usual(frozen=frozen, slots=slots, **others)

        def decorated(given):
            return _made(given, slots) if frozen and not others and _is_plain(given) else usual(given)

        return decorated(cls) if cls else decorated

    def _is_plain(cls):
        """Whether its fields have only what is known here: defaults, and what is said and hashed."""
        special = [one for one in cls.__dict__.values() if isinstance(one, Field)]
        return all(one.init and one.compare and one.kw_only is not True for one in special)

    def _made(cls, slots):
        own = [name for name, hint in get_annotations(cls).items() if not _is_of_class(hint)]
        fields = {}
        for before in reversed(cls.__mro__[1:]):
            fields.update(before.__dict__.get("_fields_", {}))
        fields.update({name: cls.__dict__.get(name, MISSING) for name in own})
        made = _slotted(cls, own) if slots else _without_declarations(cls, own)
        made._fields_ = fields
        made.__match_args__ = tuple(fields)
        for name in ("__dataclass_fields__", "__dataclass_params__"):
            setattr(made, name, _Late(made, name))
        for method in _methods(made, fields):
            if made.__dict__.get(method.__name__) is None:
                setattr(made, method.__name__, method)
        return made

    def _is_of_class(hint):
        return hint is ClassVar or get_origin(hint) is ClassVar

    def _slotted(cls, own):
        """The same class with slots; they can only be given to a class that is being made."""
        inherited = {slot for one in cls.__mro__[1:-1] for slot in one.__dict__.get("__slots__", ())}
        left_out = {*own, "__dict__", "__weakref__"}
        inside = {name: value for name, value in cls.__dict__.items() if name not in left_out}
        inside["__slots__"] = tuple(name for name in own if name not in inherited)
        made = type(cls)(cls.__name__, cls.__bases__, inside)
        made.__qualname__ = cls.__qualname__
        made.__getstate__, made.__setstate__ = _state, _set_state
        return made

    def _without_declarations(cls, own):
        for name in own:
            declared = cls.__dict__.get(name)
            if isinstance(declared, Field) and declared.default is MISSING:
                delattr(cls, name)
            elif isinstance(declared, Field):
                setattr(cls, name, declared.default)
        return cls

    def _methods(made, fields):
        """What every frozen class can do; the functions look at the fields, not the other way round."""
        values = _reader(fields)
        special = {name: one for name, one in fields.items() if isinstance(one, Field)}
        counted = _reader(name for name in fields if name not in special or special[name].hash is not False)
        said = [name for name in fields if name not in special or special[name].repr]

        def __init__(self, *given, **named):
            made.__init__ = _initialiser(made, fields)
            made.__init__(self, *given, **named)

        def __eq__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return values(self) == values(other)

        def __hash__(self):
            return hash(counted(self))

        def __repr__(self):
            inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in said)
            return f"{self.__class__.__qualname__}({inside})"

        def __setattr__(self, name, value):
            if type(self) is made or name in fields:
                raise FrozenInstanceError(f"cannot assign to field {name!r}")
            super(made, self).__setattr__(name, value)

        def __delattr__(self, name):
            if type(self) is made or name in fields:
                raise FrozenInstanceError(f"cannot delete field {name!r}")
            super(made, self).__delattr__(name)

        return __init__, __eq__, __hash__, __repr__, __setattr__, __delattr__

    def _reader(names):
        wanted = tuple(names)
        return attrgetter(*wanted) if wanted else lambda one: ()

    def _initialiser(made, fields):
        """`__init__` as the library writes it, compiled."""
        known = {"put": object.__setattr__, "MISSING": MISSING}
        heads, lines = [], []
        for number, (name, declared) in enumerate(fields.items()):
            default = declared.default if isinstance(declared, Field) else declared
            factory = declared.default_factory if isinstance(declared, Field) else MISSING
            known[f"default{number}"], known[f"made{number}"] = default, factory
            value = name if factory is MISSING else f"made{number}() if {name} is MISSING else {name}"
            needed = default is MISSING and factory is MISSING
            heads.append(name if needed else f"{name}=default{number}")
            lines.append(f" put(self, {name!r}, {value})")
        if hasattr(made, "__post_init__"):
            lines.append(" self.__post_init__()")
        exec(f"def __init__({', '.join(['self', *heads])}):\n" + "\n".join([*lines, " return"]), known)
        known["__init__"].__qualname__ = f"{made.__qualname__}.__init__"
        return known["__init__"]

    def _state(self):
        return [getattr(self, name) for name in self._fields_]

    def _set_state(self, state):
        for name, value in zip(self._fields_, state, strict=True):
            object.__setattr__(self, name, value)

    class _Late:
        """What the library's own functions look up in a data class, made when they do."""

        def __init__(self, made, name):
            self._made, self._name = made, name

        def __get__(self, instance, cls):
            hints = {
                name: hint
                for one in reversed(self._made.__mro__)
                for name, hint in get_annotations(one).items()
            }
            declared = [
                (name, hints[name]) if one is MISSING else (name, hints[name], one)
                for name, one in self._made._fields_.items()
            ]
            likeness = make_dataclass(self._made.__name__, declared, frozen=True)
            found = getattr(likeness, self._name)
            setattr(self._made, self._name, found)
            return found
