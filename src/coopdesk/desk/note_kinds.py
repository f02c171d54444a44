# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which kind of note a title speaks of, in three languages: "Visite de la halle" is no meeting.

Only words that leave no doubt are known; the officer sees the kind above the title and may choose another.
"""

from coopdesk.records.folding import plain

VISIT = "visit"
WORDS = {
    VISIT: "visit visits visite visites визит визита визиты",
    "field_visit": "выезд",
    "mission": "mission missions trip deplacement командировка поездка",
    "phone_call": "telephone telephonique phone телефон телефонный звонок",
    "ceremony": "ceremony ceremonie церемония",
    "meeting": "meeting meetings reunion reunions rencontre entretien встреча совещание",
}
_KINDS = {word: kind for kind, words in WORDS.items() for word in words.split()}
_CALLS = ("call", "appel")
_NO_CALL = ("for", "to", "a", "au", "aux", "d")
"""What follows in “Call for proposals”, «Appel à projets», «Appel d’offres»: nobody telephones."""
_IN_THE_FIELD = ("field", "terrain")


def kind_of_title(title: str, has_partner: bool) -> str:
    """The code of the kind that the first such word of a title speaks of, "" where none does. A visit
    is one of a partner where the note names any, else one to the place itself."""
    words = plain(title).split()
    if words[:1] and words[0] in _CALLS and words[1:2] and words[1] not in _NO_CALL:
        return "phone_call"
    kind = next((_KINDS[word] for word in words if word in _KINDS), "")
    if kind == VISIT:
        is_partners = has_partner and not any(word in _IN_THE_FIELD for word in words)
        return "partner_visit" if is_partners else "field_visit"
    return kind
