# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How commands are declared on top of click: translated help with an example, lazy modules.

Click evaluates help when a module is imported; here every text stays a Message until it is
shown, so that one process can speak several languages.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NoReturn, TypeVar

import click

from coopdesk.commands.directory import COMMANDS, FAMILIES
from coopdesk.language import N_, Message, labelled

F = TypeVar("F", bound=Callable[..., Any])
_declared: dict[str, click.Command] = {}

EXAMPLE = N_("Example")
OPTIONS = N_("Options")
USAGE = N_("Usage: ")
OPTIONS_MARK = N_("[OPTIONS]")
COMMAND_MARK = N_("COMMAND …")
FIELDS = N_("Fields")
VERBS = N_("What it can do")
HELP_OPTION = N_("show this help")
JSON_OPTION = N_("print JSON")
WORDS = "coopdesk.words"
REQUIRED = N_("(required)")


class Option(click.Option):
    """An option whose help is a Message."""

    def __init__(self, *declarations: Any, words: Message, **attributes: Any) -> None:
        super().__init__(*declarations, **attributes)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        mark = f" {REQUIRED}" if self.required else ""
        return (record[0], f"{self.words}{mark}") if record else None


def option(*names: str, words: Message, **attributes: Any) -> Callable[[F], F]:
    """An option of a command; `words` is its help."""
    return click.option(*names, cls=Option, words=words, **attributes)


def number(least: int = 0) -> Callable[[object], int]:
    """The type of an option that takes a whole number of at least `least`."""

    def read(value: object) -> int:
        text = str(value)
        if not (text.isascii() and text.isdecimal() and len(text) < 10) or int(text) < least:
            words = N_("write a whole number from {least}, not {value}")
            raise click.BadParameter(words.format(least=least, value=text))
        return int(text)

    return read


def one_of(*words: str) -> Callable[[object], str]:
    """The type of an option that takes one of a few fixed words."""

    def read(value: object) -> str:
        if value not in words:
            raise click.BadParameter(
                N_("{value} is not one of: {words}").format(value=value, words=", ".join(words))
            )
        return str(value)

    return read


class Misuse(click.UsageError):
    """Wrong usage, told in words that are translated already."""


def misuse(message: Message, **facts: object) -> NoReturn:
    """Stops the command as wrongly used."""
    raise Misuse(message.format(**facts), click.get_current_context(silent=True))


@contextmanager
def _section(formatter: click.HelpFormatter, title: Message) -> Iterator[None]:
    """A part of a help page under its title; click's own writes an English colon."""
    formatter.write_paragraph()
    formatter.write(f"{'':>{formatter.current_indent}}{labelled(title, '').rstrip()}\n")
    with formatter.indentation():
        yield


class _Helped(click.Command):
    """A command whose help page is written in the current language."""

    example = ""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        found = super().get_params(ctx)
        # Click's own help option speaks English; there is only one that isn't ours.
        for param in found:
            if isinstance(param, click.Option) and not isinstance(param, Option):
                param.help = str(HELP_OPTION)
        return found

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.options_metavar = str(OPTIONS_MARK)
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=str(USAGE))
        self.write_about(formatter)
        records = [param.get_help_record(ctx) for param in self.get_params(ctx)]
        with _section(formatter, OPTIONS):
            formatter.write_dl([record for record in records if record and record[0].startswith("-")])
        self.write_subjects(formatter, ctx)
        with _section(formatter, EXAMPLE):
            for line in self.example.splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def write_about(self, formatter: click.HelpFormatter) -> None:
        """What the command is for."""

    def write_subjects(self, formatter: click.HelpFormatter, ctx: click.Context) -> None:
        """What may follow: the commands below, or the fields of the type that was named."""


class DeskCommand(_Helped):
    """One command; `--json` may also follow its name."""

    def __init__(
        self,
        *args: Any,
        example: str,
        about: Message | None,
        of_fields: bool = False,
        line: Message | None = None,
        **attributes: Any,
    ) -> None:
        super().__init__(*args, **attributes)
        self.example, self.about, self.of_fields, self.line = example, about, of_fields, line
        self.params.append(_json_option())

    def write_about(self, formatter: click.HelpFormatter) -> None:
        _write_about(formatter, self.line or COMMANDS[self.name or ""].words, self.about)

    def write_subjects(self, formatter: click.HelpFormatter, ctx: click.Context) -> None:
        from coopdesk.records.types import BY_KEY

        named = [BY_KEY[word] for word in ctx.meta[WORDS] if word in BY_KEY] if self.of_fields else []
        for kind in named[:1]:
            with _section(formatter, FIELDS):
                formatter.write_dl([(field.key, str(field.label)) for field in kind.fields])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        ctx.meta[WORDS] = list(args)
        rest = super().parse_args(ctx, args)
        if rest:
            raise Misuse(N_("too much was given: {words}").format(words=" ".join(rest)), ctx)
        return rest


def _json_option() -> Option:
    return Option(["--json"], words=JSON_OPTION, is_flag=True, expose_value=False, callback=_ask_for_json)


def _ask_for_json(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    ctx.obj.json = ctx.obj.json or value


def command(
    name: str, *, example: str, about: Message | None = None, of_fields: bool = False
) -> Callable[[Callable[..., Any]], DeskCommand]:
    """Declares the function below as the command of this name; it returns an exit code or None.

    With `of_fields`, its help lists the fields of the record type that stands before --help.
    """

    def declare(function: Callable[..., Any]) -> DeskCommand:
        made = click.command(name, cls=DeskCommand, example=example, about=about, of_fields=of_fields)(
            function
        )
        _declared[name] = made
        return made

    return declare


def _write_about(formatter: click.HelpFormatter, *told: Message | None) -> None:
    for words in filter(None, told):
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(str(words))


class Verbs(_Helped, click.Group):
    """A command with verbs of its own, such as `bundle write`."""

    def __init__(self, name: str, example: str, about: Message | None = None) -> None:
        super().__init__(name)
        self.params.append(_json_option())
        self.example, self.about = example, about
        _declared[name] = self

    def verb(
        self, name: str, line: Message, *, example: str, about: Message | None = None
    ) -> Callable[[Callable[..., Any]], click.Command]:
        """Declares the function below as a verb; `line` is its line of help."""

        def declare(function: Callable[..., Any]) -> click.Command:
            made = click.command(name, cls=DeskCommand, example=example, about=about, line=line)(function)
            self.add_command(made)
            return made

        return declare

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise Misuse(_unknown(f"{self.name} {args[0]}"), ctx)
        return super().resolve_command(ctx, args)

    def write_about(self, formatter: click.HelpFormatter) -> None:
        _write_about(formatter, COMMANDS[self.name or ""].words, self.about)

    def write_subjects(self, formatter: click.HelpFormatter, ctx: click.Context) -> None:
        lines = [(name, str(getattr(verb, "line", ""))) for name, verb in self.commands.items()]
        with _section(formatter, VERBS):
            formatter.write_dl(lines)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [str(OPTIONS_MARK), str(COMMAND_MARK)]


class Commands(_Helped, click.Group):
    """All commands, each imported when it is named."""

    example = (
        "coopdesk init --city Lomé --country TG --officer 'Awa Exemple' --no-passphrase\n"
        "coopdesk new note title='Visite' starts=2026-11-24\n"
        "coopdesk --language ru find ouaga"
    )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        import_module(f"coopdesk.commands.{entry.module}")
        return _declared[cmd_name]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise Misuse(_unknown(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def write_subjects(self, formatter: click.HelpFormatter, ctx: click.Context) -> None:
        for label, family in FAMILIES:
            with _section(formatter, label):
                formatter.write_dl([(name, str(entry.words)) for name, entry in family.items()])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [str(OPTIONS_MARK), str(COMMAND_MARK)]


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near: Sequence[str] = get_close_matches(name, COMMANDS, n=3)
    if near:
        return N_("there is no command {name}; near it: {near}").format(name=name, near=", ".join(near))
    return N_("there is no command {name}").format(name=name)
