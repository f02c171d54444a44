# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Starts coopdesk; nothing else."""

import sys


def main() -> int:
    """Run coopdesk with the words of the command line; returns the exit code."""
    from coopdesk.app import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
