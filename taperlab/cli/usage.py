"""A command line that cannot be taken apart, in our words; and the commands' helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from typer._click.exceptions import BadOptionUsage, BadParameter, MissingParameter, NoSuchOption
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    import typer
    from typer._click import Command, Context, Parameter

    from taperlab.wording import Wording

__all__ = ["Leaf", "Tree", "UsageError", "in_our_words", "put_into_words"]


class UsageError(InputError):
    """The command line names something that no command knows, or lacks something."""

    @property
    def code(self) -> str:
        """One code for all: it is a matter between the program and whoever called it."""
        return "usage"


class Leaf(TyperCommand):
    """A command that names the arguments it has no use for."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        self.allow_extra_args = True

    def invoke(self, ctx: Context) -> object:
        """Carry it out, unless something is left over."""
        if ctx.args:
            spare, command = tuple(ctx.args), ctx.command_path
            raise UsageError(Message("cli.usage-spare", spare=spare, command=command))
        return super().invoke(ctx)


class Tree(TyperGroup):
    """A command of commands that names those it has."""

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Find the command that the next argument names."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            self.refuse(args[0])
        return super().resolve_command(ctx, args)

    def refuse(self, name: str) -> NoReturn:
        """Say which commands there are."""
        known = tuple(self.commands)
        raise UsageError(Message("cli.usage-unknown-command", name=name, known=known))


def in_our_words(error: typer.TyperException) -> UsageError:
    """Return what typer found wrong as an error with a remedy."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "taperlab"
    match error:
        case MissingParameter(param=parameter):
            problem = Message("cli.usage-missing", what=_name(parameter), command=command)
        case NoSuchOption(option_name=option):
            problem = Message("cli.usage-unknown-option", option=option, command=command)
        case BadOptionUsage(option_name=option):
            problem = Message("cli.usage-needs-value", option=option, command=command)
        case BadParameter(param=parameter) if parameter and parameter.type_descriptor.choices:
            choices = tuple(parameter.type_descriptor.choices)
            problem = Message("cli.usage-choice", what=_name(parameter), choices=choices)
        case BadParameter(param=parameter):
            problem = Message("cli.usage-number", what=_name(parameter))
        case _:
            known = tuple(getattr(context.command, "commands", ())) if context else ()
            problem = Message("cli.usage-no-command", command=command, known=known)
    return UsageError(problem)


def _name(parameter: Parameter | None) -> str:
    if parameter is None:
        return ""
    if isinstance(parameter, TyperArgument):
        return str(parameter.metavar or parameter.name)
    return max(parameter.opts, key=len)


def put_into_words(command: Command, wording: Wording) -> None:
    """Put the texts of a command's help, which are keys until now, into words."""
    if command.help:
        command.help = wording.text(Message(command.help))
    for parameter in command.params:
        if isinstance(parameter, TyperArgument | TyperOption) and parameter.help:
            parameter.help = wording.text(Message(parameter.help))
    for each in getattr(command, "commands", {}).values():
        put_into_words(each, wording)
