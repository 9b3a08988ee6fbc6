"""The command line. Each command imports what it needs when it runs, so that `extract` answers at once."""

from __future__ import annotations

import sys
import traceback
from typing import Any

import click

from verifier import __version__
from verifier.cli.check import check, demo
from verifier.cli.export import export
from verifier.cli.extract import extract
from verifier.cli.keep import db, library, outlets
from verifier.cli.operate import doctor, serve
from verifier.cli.save import save
from verifier.cli.status import BAD_INPUT, COULD_NOT_RUN
from verifier.cli.trust import audit, keys
from verifier.errors import VerifierError


class Commands(click.Group):
    """Every error ends in one line that says what is wrong, and in the contract's exit status."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except VerifierError as error:
            click.echo(f"verifier: {error}", err=True)
            sys.exit(BAD_INPUT)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # a full disk, a locked database, a bug: none of the statuses that mean a verdict
            if not isinstance(error, OSError):
                traceback.print_exc()
            click.echo(f"verifier: the command could not run: {error}", err=True)
            sys.exit(COULD_NOT_RUN)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="verifier")
def main() -> None:
    """Finds the press reports that a document cites by outlet and day, and says whether they bear it out.

    Exit status: 0 all verified, 1 something needs a look, 2 usage or input error, 3 the job could not run.
    """


for command in (check, extract, export, save, serve, demo, outlets, library, doctor, db, keys, audit):
    main.add_command(command)
