# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Import, export, reports, look-alikes and two versions by command."""

import csv
import json
from pathlib import Path

import pytest

from coopdesk.language import LANGUAGES, Language
from tests.commands.terminal import Terminal


def sheet(text: str, name: str = "people.csv", encoding: str = "utf-8") -> str:
    """A file in the current folder."""
    Path(name).write_text(text, encoding)
    return name


PEOPLE = "given_name,family_name,emails\nAwa,Sow,awa@example.org\nKoffi,Mensah,koffi@example.org\n"


def test_import_says_what_is_new_and_the_second_time_changes_nothing(desk: Terminal) -> None:
    preview = desk.json("import", sheet(PEOPLE), "--type", "person", "--dry-run")
    assert (preview["new"], preview["id"]) == (2, "")
    assert desk.json("list", "person") == []
    done = desk.json("import", "people.csv", "--type", "person")
    assert (done["new"], done["changed"], done["same"], done["refused"], done["decisions"]) == (
        2,
        0,
        0,
        [],
        0,
    )
    again = desk.json("import", "people.csv", "--type", "person")
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 2)
    told = desk.done("import", "people.csv", "--type", "person").out
    assert told.splitlines()[:3] == ["New: 0", "Changed: 0", "Same: 2"]


def test_refused_rows_are_named_and_the_good_ones_stay(desk: Terminal) -> None:
    file = sheet("family_name,emails\nSow,awa@example.org\nMensah,koffi@@example\n")
    answer = desk("import", file, "--type", "person")
    assert answer.code == 3
    assert "Row 3 refused, “emails”: " in answer.out
    assert "coopdesk import --revert " in answer.err
    assert [one["fields"]["family_name"] for one in desk.json("list", "person")] == ["Sow"]


def test_a_difference_is_told_once_with_all_its_rows(desk: Terminal) -> None:
    desk.new("place", "name.en=Kara", "country=TG", "population=800000")
    row = "Kara,TG,900000\n"
    file = sheet("name.en,country,population\n" + row * 3 + "Sokodé,TG,100000\n" + row + "Kara,TG,700000\n")
    answer = desk.done("import", file, "--type", "place", "--match", "name,country")
    assert answer.out.splitlines()[6:] == [
        "Rows 2–4, 6, “population”, left as it is: The desk has 800,000, the file 900,000.",
        "Row 7, “population”, left as it is: The desk has 800,000, the file 700,000.",
    ]


def test_a_row_that_fits_several_records_names_them(desk: Terminal) -> None:
    ids = [desk.new("place", "name.en=Kara", "country=TG", f"population={count}") for count in (1, 2)]
    answer = desk("import", sheet("name.en,country\nKara,TG\n"), "--type", "place")
    assert answer.code == 3
    assert all(f"{one} Kara" in answer.out for one in ids)


def test_all_or_nothing(desk: Terminal) -> None:
    file = sheet("family_name,emails\nSow,awa@example.org\nMensah,koffi@@example\n")
    answer = desk("--json", "import", file, "--type", "person", "--all-or-nothing")
    assert (answer.code, answer.error["error"]) == (1, "rows_refused")
    assert [refused["row"] for refused in answer.json["refused"]] == [3]
    assert desk.json("list", "person") == []


def test_an_import_is_taken_back(desk: Terminal) -> None:
    made = desk.json("import", sheet(PEOPLE), "--type", "person")
    desk.done("set", "person", "Awa Sow", "given_name=Awa Marie")
    back = desk.json("import", "--revert", made["id"])
    assert back["removed"] == 1
    assert {skipped["field"] for skipped in back["skipped"]} == {"given_name"}
    assert [one["fields"]["family_name"] for one in desk.json("list", "person")] == ["Sow"]
    assert desk("--json", "import", "--revert", "zzzzzz").error["error"] == "no_import"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ("--type", "person")),
        ("nonsense,other\n1,2\n", ()),
        (PEOPLE, ("--type", "nonsense")),
        (PEOPLE, ("--type", "person", "--match", "nonsense")),
        (PEOPLE, ("--map", "missing.toml")),
    ],
)
def test_a_sheet_that_cannot_be_used(
    desk: Terminal, language: Language, text: str, words: tuple[str, ...]
) -> None:
    answer = desk("--language", language, "import", sheet(text), *words)
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert desk.json("list", "person") == []


def test_a_sheet_in_an_old_encoding(desk: Terminal) -> None:
    desk.done(
        "import",
        sheet(
            "Имя;Фамилия\nАйша;Соу\n".replace("Имя", "given_name").replace("Фамилия", "family_name"),
            encoding="cp1251",
        ),
        "--type",
        "person",
    )
    assert desk.json("list", "person")[0]["fields"] == {"given_name": "Айша", "family_name": "Соу"}


def test_export_edit_import_keeps_what_a_colleague_changed(desk: Terminal) -> None:
    person = desk.new("person", "given_name=Awa", "family_name=Sow", "birthday=1990-01-02")
    exported = desk.json("export", "person", "--output", "people.csv")
    assert exported == {"file": "people.csv", "records": 1}
    desk.done("set", "person", person, "given_name=Awa Marie")
    text = Path("people.csv").read_text("utf-8-sig")
    Path("people.csv").write_text(text.replace("Sow", "Sowe"), "utf-8-sig")
    assert desk("import", "people.csv").code == 0
    fields = desk.json("show", "person", person)["fields"]
    assert (fields["given_name"], fields["family_name"]) == ("Awa Marie", "Sowe")


def test_an_edit_made_meanwhile_becomes_two_versions(desk: Terminal) -> None:
    person = desk.new("person", "family_name=Sow")
    desk.done("export", "person", "--output", "people.csv")
    desk.done("set", "person", person, "family_name=Sowa")
    text = Path("people.csv").read_text("utf-8-sig")
    Path("people.csv").write_text(text.replace("Sow", "Sowe"), "utf-8-sig")
    answer = desk("--json", "import", "people.csv")
    assert (answer.code, answer.json["decisions"]) == (3, 1)
    (decision,) = desk.json("conflicts")
    assert (decision["record"], decision["field"]) == (person, "family_name")
    shown = desk.done("conflicts").out
    assert "Sowa" in shown
    assert "Sowe" in shown
    assert desk("set", "person", person, "family_name=x").code == 1
    number = next(version["number"] for version in decision["versions"] if version["value"] == "Sowe")
    assert desk("--json", "resolve", decision["id"], "--keep", "9").error["error"] == "no_such_version"
    assert desk.json("resolve", decision["id"][:8], "--keep", str(number))["id"] == person
    assert desk.json("show", "person", person)["fields"]["family_name"] == "Sowe"
    assert desk.done("conflicts").err == "Nothing to decide.\n"
    assert desk("--json", "resolve", decision["id"], "--keep", "1").error["error"] == "outdated_decision"


def test_a_list_as_csv_is_read_by_import(desk: Terminal) -> None:
    desk.done("new", "person", "family_name==1+1", "labels+=a; b", "labels+=c")
    sheet(desk.done("list", "person", "--format", "csv").out)
    answer = desk.json("import", "people.csv")
    assert (answer["new"], answer["changed"], answer["same"]) == (0, 0, 1)


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "jsonl"])
def test_forms_of_export(desk: Terminal, ending: str) -> None:
    desk.done("new", "person", "family_name=Sow")
    desk.done("export", "person", "--output", f"people.{ending}")
    data = Path(f"people.{ending}").read_bytes()
    assert data[:2] == b"PK" if ending == "xlsx" else b"Sow" in data


def test_export_refuses_what_it_cannot_do(desk: Terminal) -> None:
    assert desk("--json", "export", "person", "--output", "people.pdf").error["error"] == "export_format"
    assert desk("--json", "export", "nonsense", "--output", "people.csv").error["error"] == "unknown_type"
    assert desk("export", "person", "--output", "missing/people.csv").code == 1


def test_everything_for_leaving(desk: Terminal) -> None:
    Path("photo.jpg").write_bytes(b"\xff\xd8\xff")
    desk.done("new", "document", "title=Photo", "file=@photo.jpg")
    done = desk.json("export", "--everything", "all")
    assert (done["records"]["document"], done["files"], done["missing"]) == (1, 1, [])
    with Path("all/document.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["title"] for row in csv.DictReader(stream)] == ["Photo"]
    assert json.loads(Path("all/document.jsonl").read_text("utf-8").splitlines()[0])["type"] == "document"
    assert desk("--json", "export", "--everything", "all").error["error"] == "folder_in_use"


def test_reports_are_listed(bare: Terminal) -> None:
    told = bare.done("report").out
    assert all(name in told for name in ("minutes", "briefing", "agreement", "annual", "[--year YEAR]"))
    minutes, _, _, annual = bare.json("report")
    assert minutes == {"name": "minutes", "label": "Minutes", "about": "note", "options": ["note"]}
    assert (annual["about"], annual["options"]) == ("organisation", ["organisation", "year"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_minutes(desk: Terminal, language: Language) -> None:
    desk.done("new", "note", "title=Visit", "text=Good talks.", "starts=2026-11-24")
    words = ("report", "minutes", "--note", "Visit", "--language", language, "--output", "minutes.pdf")
    assert desk.json(*words) == {"report": "minutes", "language": language, "file": "minutes.pdf"}
    assert Path("minutes.pdf").read_bytes().startswith(b"%PDF")


def test_minutes_that_cannot_be_written(desk: Terminal) -> None:
    note = desk.new("note", "title=Visit")
    assert desk("--json", "report", "minutes", "--output", "x.pdf").error["error"] == "report_of_what"
    assert (
        desk("--json", "report", "minutes", "--note", "zzzzzz", "--output", "x.pdf").error["error"]
        == "not_found"
    )
    assert (
        desk("--json", "report", "minutes", "--note", note, "--output", "x.png").error["error"]
        == "report_format"
    )
    assert desk("report", "minutes", "--note", note, "--output", "missing/x.pdf").code == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_reports_on_a_partner_an_agreement_and_a_year(desk: Terminal, language: Language) -> None:
    partner = desk.new("organisation", "name.en=City of Lyon")
    agreement = desk.new("agreement", "title.en=Framework", "stage=active")
    desk.done("new", "party", f"agreement={agreement}", f"organisation={partner}")
    for words in (
        ("briefing", "--organisation", "City of Lyon"),
        ("agreement", "--agreement", agreement[:8]),
        ("annual", "--organisation", partner, "--year", "2024"),
        ("annual",),
    ):
        done = desk.json("report", *words, "--language", language, "--output", "x.pdf")
        assert done == {"report": words[0], "language": language, "file": "x.pdf"}
        assert Path("x.pdf").read_bytes().startswith(b"%PDF")
        Path("x.pdf").unlink()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("briefing",), "report_of_what", "--organisation"),
        (("agreement",), "report_of_what", "--agreement"),
        (("annual", "--year", "9999"), "future_year", "9999"),
        (("briefing", "--organisation", "Lomé City Hall", "--year", "2024"), "report_option", "--year"),
        (("annual", "--note", "Visit"), "report_option", "--note"),
        (("annual", "--organisation", "Nowhere"), "not_found", "Nowhere"),
        (("nonsense",), "unknown_report", "briefing"),
    ],
)
def test_a_report_that_cannot_be_made_says_why(
    desk: Terminal, words: tuple[str, ...], code: str, told: str
) -> None:
    desk.done("new", "note", "title=Visit")
    own = desk.json("list", "organisation")[0]["id"]
    asked = [own if word == "Lomé City Hall" else word for word in words]
    answer = desk("--json", "report", *asked, "--output", "x.pdf")
    assert (answer.code, answer.error["error"]) == (1, code)
    assert told in answer.error["message"]
    assert not Path("x.pdf").exists()


def test_a_year_is_a_number(desk: Terminal) -> None:
    assert desk("report", "annual", "--year", "last", "--output", "x.pdf").code == 2
    assert desk("report", "--year", "2024").code == 2


def test_look_alikes_are_joined_and_separated(desk: Terminal) -> None:
    kept = desk.new("person", "given_name=Awa", "family_name=Traoré", "phones+=+228 90 01 02 03")
    other = desk.new(
        "person",
        "given_name=Awa",
        "family_name=Traore",
        "phones+=+228 90 01 02 03",
        "emails+=awa@example.org",
    )
    (pair,) = desk.json("alike", "person")
    assert {pair["first"], pair["second"]} == {kept, other}
    assert "phone" in pair["reasons"]
    assert kept[:8] in desk.done("alike").out
    assert desk.json("same", kept, other, "--take", "family_name=2")["id"] == kept
    fields = desk.json("show", "person", kept)["fields"]
    assert (fields["family_name"], fields["emails"]) == ("Traore", ["awa@example.org"])
    assert [one["id"] for one in desk.json("list", "person")] == [kept]
    desk.done("separate", kept)
    assert len(desk.json("list", "person")) == 2
    assert desk.json("show", "person", kept)["fields"]["family_name"] == "Traoré"
    assert desk("same", kept, other, "--take", "family_name=3").code == 2
    assert desk("--json", "separate", kept).error["error"] == "not_joined"


CARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nN:Sow;Awa;;;\nEMAIL:awa@example.org\nTEL:*111#\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nEMAIL:nobody@example.org\nEND:VCARD\n"
)


def test_cards_and_what_is_left_out_of_them(desk: Terminal) -> None:
    answer = desk("import", sheet(CARDS, "contacts.vcf"))
    assert answer.code == 3
    assert answer.out.splitlines()[:4] == ["New: 1", "Changed: 0", "Same: 0", "Entries refused: 1"]
    assert "Entry 2 refused, “FN”: The card has no name." in answer.out
    assert "Entry 1, “TEL”, left out: This is not a telephone number: *111#." in answer.out
    desk.done("export", "person", "--output", "people.vcf")
    assert "EMAIL;TYPE=INTERNET:awa@example.org" in Path("people.vcf").read_text("utf-8")
    again = desk.json("import", "people.vcf")
    assert (again["new"], again["changed"], again["same"], again["entries"]) == (0, 0, 1, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_in_each_language(desk: Terminal, language: Language) -> None:
    desk.done("new", "follow-up", "what=Envoyer", "due_on=2026-08-01")
    desk.done("export", "follow-up", "--output", "tasks.ics")
    done = desk("--language", language, "import", "tasks.ics")
    assert (done.code, done.err) == (0, "")
    refused = desk("--language", language, "import", sheet("BEGIN:VCALENDAR\n", "empty.ics"))
    assert (refused.code, "empty.ics" in refused.err) == (1, True)
    refused = desk("--language", language, "export", "place", "--output", "places.vcf")
    assert (refused.code, "person, organisation" in refused.err) == (1, True)
