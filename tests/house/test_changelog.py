# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""CHANGELOG.md is in the form of Keep a Changelog, and knows the current version."""

import re
from datetime import date
from pathlib import Path

from packaging.version import Version

import coopdesk

ROOT = Path(__file__).resolve().parents[2]
LINES = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
RELEASE = re.compile(r"## \[(?P<version>\d+\.\d+\.\d+)\] - (?P<day>\d{4}-\d{2}-\d{2})")


def releases() -> list[tuple[Version, date]]:
    """The released versions and their days, as listed; fails on a heading of another form."""
    headings = [line for line in LINES if line.startswith("## ") and line != "## [Unreleased]"]
    matches = [RELEASE.fullmatch(line) for line in headings]
    assert None not in matches, headings
    return [(Version(match["version"]), date.fromisoformat(match["day"])) for match in matches if match]


def test_it_begins_with_what_is_not_released_yet() -> None:
    assert LINES[0] == "# Changelog"
    assert next(line for line in LINES if line.startswith("## ")) == "## [Unreleased]"


def test_releases_are_listed_newest_first() -> None:
    listed = releases()
    assert listed == sorted(listed, reverse=True)


def test_sections_are_those_of_the_form_and_none_is_empty() -> None:
    headings = [number for number, line in enumerate(LINES) if line.startswith("### ")]
    assert {LINES[number].removeprefix("### ") for number in headings} <= SECTIONS
    for number in headings:
        following = next(line for line in LINES[number + 1 :] if line.strip())
        assert following.startswith("- "), LINES[number]


def test_the_current_version_is_released_or_being_prepared() -> None:
    listed = [version for version, _ in releases()]
    assert not listed or Version(coopdesk.__version__) >= listed[0]
