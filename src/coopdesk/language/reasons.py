# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a file could not be read or written, in words; the system's own are English on every system
that coopdesk was tried on, and name files that nobody chose."""

import errno

from coopdesk.language.messages import N_, Message

REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a part of its path is a file, not a folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: N_("it is not allowed"),
    errno.EPERM: N_("it is not allowed"),
    errno.EROFS: N_("the disk can only be read"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is used up"),
    errno.EFBIG: N_("the file would be too large for this disk"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.EINVAL: N_("its name is not possible on this disk"),
    errno.ENODEV: N_("the disk is not there any more"),
    errno.ENXIO: N_("the disk is not there any more"),
    errno.EBUSY: N_("another program is using it"),
    errno.ETXTBSY: N_("another program is using it"),
    errno.EXDEV: N_("it lies on another disk"),
    errno.ELOOP: N_("it leads back to itself"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.EIO: N_("the disk does not answer as it should"),
    errno.EEXIST: N_("there is something with this name already"),
    errno.ENOTEMPTY: N_("the folder is not empty"),
}


def reason_of(error: OSError) -> Message | str:
    """Why the system refused, in words; its number where there are none."""
    return REASONS.get(error.errno or 0, f"errno {error.errno}")
