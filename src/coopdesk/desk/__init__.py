# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an officer can do: verbs that save and questions that read.

The one face that the window and the command line share. `desk.Desk` is an open desk; every
verb is a function of its own module that takes it and returns what was touched.
"""
