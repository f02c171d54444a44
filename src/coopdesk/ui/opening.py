# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the worker does before there is a window: open the desk, and answer the first screen's question.

No Qt here: the disk is read while Qt loads, so that the window finds its rows waiting.
"""

from datetime import date
from functools import partial

from coopdesk.desk.desk import Desk
from coopdesk.desk.noticing import view
from coopdesk.desk.today_page import to_do
from coopdesk.language import using
from coopdesk.ui.hands import Hands, OpenedDesk, Success, attempted
from coopdesk.ui.options import Options


def begin(options: Options) -> Hands:
    """Hands that open the desk of these options at once."""
    return Hands(partial(opened_ahead, options))


def opened_ahead(options: Options, hands: Hands) -> OpenedDesk:
    """The desk, open, with what Today will ask answered; raises WorldError where it stays closed."""
    desk = Desk.open(options.profile, options.passphrase)
    hands.take(desk)
    with using(options.language or desk.office.language):
        first = attempted(_to_do, hands)
    # What failed here is asked again by the screen, which knows how to say why.
    answer = first.value if isinstance(first, Success) else None
    return OpenedDesk(desk.office, desk.is_locked, view(desk), answer)


def _to_do(hands: Hands) -> object:
    return to_do(hands.desk, date.today())
