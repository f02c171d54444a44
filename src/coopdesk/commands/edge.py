# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outermost edge: whatever happens becomes output, one sentence and an exit code."""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from coopdesk.commands.grammar import Commands, Misuse, Option, one_of, option
from coopdesk.commands.session import DONE, NOT_MET, WRONG_USAGE, Session
from coopdesk.errors import CoopdeskError, FieldError, WorldError
from coopdesk.language import LANGUAGES, N_, labelled, sentence, set_current
from coopdesk.language.messages import of_system

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
        _tell(error.code, told(error), as_json, error)
        return NOT_MET
    except (OSError, EOFError, click.Abort):
        raise
    except Exception as error:
        _tell("bug", _logged(error, words), as_json)
        return NOT_MET


def told(error: CoopdeskError) -> str:
    """The sentence of an error, beginning with the field that it is about where it doesn't name it."""
    words = sentence(error)
    if isinstance(error, FieldError) and error.field and not {"{field}", "{label}"} & _places(error.template):
        return labelled(error.field, words)
    return words


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
    from coopdesk.commands.bug_log import write

    profile = Session(_value_of("--profile", words)).profile
    file = write(profile, error)
    if file is None:
        return str(
            N_("coopdesk made a mistake of its own, and could not write its log. Nothing is half-done.")
        )
    return N_("coopdesk made a mistake of its own. Nothing is half-done. For its makers: {file}").format(
        file=file
    )


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


def _of_disk(error: OSError) -> WorldError:
    return WorldError(
        "disk",
        "The disk refused: {file} ({reason}). Check the disk, then retry.",
        file=error.filename or "-",
        reason=error.strerror or type(error).__name__,
    )
