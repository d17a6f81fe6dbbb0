"""`khronika desk`: the place where people review what the reader found."""

from __future__ import annotations

import getpass
from typing import Annotated, Optional

import typer

from khronika.cli.console import print_note

_EPILOG = """\b
Examples:
  khronika desk my-chronicle
  khronika desk my-chronicle --team --address https://desk.example
Open the address that is printed. Without --team it works for this run and on this machine alone. With --team people
sign in; the first run invites an administrator, who invites the others.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("desk", epilog=_EPILOG)(desk)


def desk(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8400,
    who: Annotated[Optional[str], typer.Option(help="Who decides, as the log will say.")] = None,  # noqa: UP045
    team: Annotated[bool, typer.Option("--team", help="People sign in with password and second factor.")] = False,
    address: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="With --team: where people reach the desk, through TLS or Tor."),
    ] = None,
    invite: Annotated[
        bool, typer.Option("--invite", help="With --team: invite --who anew, as administrator; for a lost device.")
    ] = False,
) -> None:
    """Open the desk: review statements, correct them, join and part events, all by keyboard."""
    from khronika.desk.serve import listen, make_desk, make_team_desk, serve

    if not team and (address or invite):
        raise typer.BadParameter("--address and --invite go with --team")
    name = who or getpass.getuser()
    if team:
        opened = make_team_desk(chronicle, address=address or f"http://127.0.0.1:{port}", who=name, invite=invite)
    else:
        opened = make_desk(chronicle, port=port, who=name)
    server = listen(opened, port=port)  # before the address is told
    if opened.invitation:
        print_note(f"{name} becomes administrator at {opened.invitation}\nThe link works once, for three days.")
    print_note(f"The desk is open at {opened.address}\nStop it with Ctrl-C.")
    serve(server)
