# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outermost edge: whatever happens becomes output, one sentence and an exit code."""

import json
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from coopdesk.commands.grammar import Commands, Misuse, Option, one_of, option
from coopdesk.commands.session import DONE, NOT_MET, WRONG_USAGE, Session
from coopdesk.errors import CoopdeskError, FieldError, WorldError
from coopdesk.language import LANGUAGES, N_, Message, labelled, sentence, set_current
from coopdesk.language.messages import of_system
from coopdesk.language.reasons import reason_of

COMMON = ("--profile", "--language", "--passphrase-file", "--quiet", "--version")
STOPPED = N_("Stopped. Nothing is half-done; what was saved stays saved.")
SEE_HELP = N_("{problem}. See: {command} --help")


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from coopdesk import __version__

        print(f"coopdesk {__version__}")
        ctx.exit()


@click.command(cls=Commands, invoke_without_command=True)
@option(
    "--profile", metavar="DIR", words=N_("folder of the desk; else COOPDESK_HOME, else this computer’s own")
)
@option(
    "--language",
    metavar="|".join(LANGUAGES),
    type=one_of(*LANGUAGES),
    words=N_("language of words on output"),
)
@option("--json", is_flag=True, words=N_("print JSON"))
@option(
    "--passphrase-file",
    metavar="FILE",
    words=N_("file whose first line opens the desk; also COOPDESK_PASSPHRASE_FILE"),
)
@option("--quiet", is_flag=True, words=N_("no messages, only data and errors"))
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    words=N_("show the version"),
)
@click.pass_context
def coopdesk(
    ctx: click.Context,
    profile: str | None,
    language: str | None,
    json: bool,
    passphrase_file: str | None,
    quiet: bool,
) -> None:
    """The common options, kept for the command that follows."""
    ctx.obj = Session(profile, language, json, passphrase_file, quiet)
    if ctx.invoked_subcommand is None:
        raise Misuse(str(N_("name a command")), ctx)


def run_safely(words: Sequence[str]) -> int:
    """Run the command in `words`; every error becomes a sentence on stderr. Returns the exit code."""
    _write_utf8()
    set_current(_language_in(words))
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _drop_output()
        return NOT_MET
    except (KeyboardInterrupt, EOFError, click.Abort):
        print(STOPPED, file=sys.stderr)
        return NOT_MET
    except OSError as error:
        _drop_output()
        _tell("disk", sentence(_of_disk(error)), "--json" in words)
        return NOT_MET


def _run(words: Sequence[str]) -> int:
    as_json = "--json" in words
    try:
        with coopdesk.make_context("coopdesk", list(words)) as ctx:
            answer = coopdesk.invoke(ctx)
            return answer if isinstance(answer, int) else DONE
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "coopdesk"
        _tell("usage", _first_large(SEE_HELP.format(problem=_problem(error), command=command)), as_json)
        return WRONG_USAGE
    except WorldError as error:
        _tell(error.code, told(_here(error), () if as_json else words), as_json, error)
        return NOT_MET
    except (OSError, EOFError, click.Abort):
        raise
    except Exception as error:
        damage = _of_database(error, words)
        if damage:
            _tell(damage.code, sentence(damage), as_json)
        else:
            _tell("bug", _logged(error, words), as_json)
        return NOT_MET


def _of_database(error: Exception, words: Sequence[str]) -> WorldError | None:
    """What the disk or another program did to the database while it was read; None for our own mistakes."""
    from coopdesk.desk.safekeeping import damage_behind

    return damage_behind(error, Session(_value_of("--profile", words)).profile)


def _here(error: WorldError) -> WorldError:
    """What is true at the command line: there is no form that keeps what was typed."""
    if error.code != "disk_full":
        return error
    return WorldError(
        "disk_full", "The disk is full. Nothing was changed. Free {size}, then retry.", **error.facts
    )


def told(error: CoopdeskError, words: Sequence[str] = ()) -> str:
    """The sentence of an error, beginning with the field that it is about where it doesn't name it: by
    its label for a person, whose command is in `words`, else by its key."""
    if not (isinstance(error, FieldError) and error.field):
        return sentence(error)
    label = _label(error.field, words)
    if label and error.facts.keys() == {"field", "label"}:
        return Message(error.template).format(label=f"{label} ({error.field})")
    if _places(error.template):
        return sentence(error)
    if not label:
        return labelled(error.field, sentence(error))
    return labelled(f"{label} ({error.field})", _begun_small(error))


def _label(field: str, words: Sequence[str]) -> str:
    """What people call a field of the type that a command names, else ""."""
    from coopdesk.records.types import BY_KEY

    for word in words:
        what = BY_KEY[word].by_key.get(field) if word in BY_KEY else None
        if what:
            return str(what.label)
    return ""


def _begun_small(error: CoopdeskError) -> str:
    """The sentence as it goes on after a colon; a name or an abbreviation keeps its capital."""
    text = sentence(error)
    begins_with_a_fact = Message(error.template).text().startswith("{")
    return text if begins_with_a_fact or not text[1:2].islower() else text[:1].lower() + text[1:]


def _places(template: str) -> set[str]:
    return {place for place in ("{field}", "{label}") if place in template}


def _tell(code: str, words: str, as_json: bool, error: WorldError | None = None) -> None:
    if not as_json:
        print(words, file=sys.stderr)
        return
    found: dict[str, Any] = {"error": code, "message": words}
    if isinstance(error, FieldError) and error.field:
        found["field"] = error.field
    print(json.dumps(found, ensure_ascii=False), file=sys.stderr)


def _logged(error: Exception, words: Sequence[str]) -> str:
    from coopdesk.desk.bug_log import of_us, write

    profile = Session(_value_of("--profile", words)).profile
    return sentence(of_us(write(profile, error)))


def _problem(error: click.UsageError) -> str:
    """What was wrong with the words, in the current language."""
    if isinstance(error, Misuse):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return _unknown_option(error)
    if isinstance(error, click.MissingParameter):
        return N_("{what} is missing").format(what=_named(error.param))
    if isinstance(error, click.BadParameter):
        return labelled(_named(error.param), error.message)
    if isinstance(error, click.BadOptionUsage):
        return _badly_used(error)
    return error.message.rstrip(".")


def _unknown_option(error: click.NoSuchOption) -> str:
    if error.option_name in COMMON:
        return N_("{option} stands before the command").format(option=error.option_name)
    return N_("there is no option {option}").format(option=error.option_name)


def _badly_used(error: click.BadOptionUsage) -> str:
    params = error.ctx.command.params if error.ctx else []
    for param in params:
        if isinstance(param, Option) and error.option_name in param.opts and param.is_flag:
            return N_("{option} takes no value").format(option=error.option_name)
    return N_("{option} needs a value").format(option=error.option_name)


def _named(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return param.opts[0] if isinstance(param, click.Option) else (param.metavar or param.opts[0]).strip("[].")


def _first_large(text: str) -> str:
    return text if text.startswith("-") else text[:1].upper() + text[1:]


def _language_in(words: Sequence[str]) -> Any:
    asked = _value_of("--language", words)
    return asked if asked in LANGUAGES else of_system()


def _value_of(name: str, words: Sequence[str]) -> str | None:
    """The value of a common option, found before the words are parsed."""
    rest = iter(words)
    for word in rest:
        if word == name:
            return next(rest, None)
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
        if word in COMMON[:3]:
            next(rest, None)
        elif not word.startswith("-"):
            return None
    return None


def _write_utf8() -> None:
    """Data is UTF-8 whatever the system thinks; a terminal that cannot show a letter shows a mark."""
    for stream in (sys.stdout, sys.stderr):
        change = getattr(stream, "reconfigure", None)
        if change and not stream.isatty():
            change(encoding="utf-8")
        elif change:
            change(errors="replace")


def _drop_output() -> None:
    """Nobody takes what is still to be written; Python must not complain of it when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _named_by_people(file: str) -> str:
    """The file that was asked for, where the one refused is its temporary."""
    return _TEMPORARY.sub(r"\1\2", file)


_TEMPORARY = re.compile(r"(^|.*[/\\])\.?([^/\\]+)\.\d+\.(?:part|new)$")


def _of_disk(error: OSError) -> WorldError:
    return WorldError(
        "disk",
        "The disk refused: {file} ({reason}). Check the disk, then retry.",
        file=_named_by_people(str(error.filename2 or error.filename or "-")),
        reason=reason_of(error),
    )
