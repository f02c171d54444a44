# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kills at random moments of saving, importing, exporting, backing up, sending, receiving and migrating lose
no acknowledged save.

A child saves what a seeded generator says and acknowledges each save with one byte. After a
random number of acknowledgements, so that a busy machine gets as much work done as an idle one,
and a random moment more, it is killed (SIGKILL); one in eight already while it opens the desk.
The parent runs the same generator as far as was acknowledged: the desk must hold that, or that
and the one save that was under way, whole; files that go out are whole or not there. One in eight opens a
desk of an earlier version. Set COOPDESK_KILLS for more than the 200 of every run.
"""

import copy
import csv
import io
import os
import random
import select
import shutil
import signal
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coopdesk.desk import exporting, receiving, sending
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.desk.sending import Wish
from coopdesk.errors import WorldError
from coopdesk.history.leaf import REMOVED
from coopdesk.records.identity import to_text
from coopdesk.records.types import BY_KEY
from coopdesk.store import backup, checking, files, growing, indexing
from coopdesk.store.keeping import Store
from coopdesk.store.writing import Change
from tests.desk.city_hall import Computer
from tests.store.test_schema import forget_fields

KILLS = int(os.environ.get("COOPDESK_KILLS", "200"))
KILLS_PER_DESK = 25
CHECK_EVERY = 10
MOST_ACTS = 12
LONGEST_MOMENT = 0.02  # seconds: a save of 300 records takes about as long
BUNDLES, IN_A_BUNDLE = 12, 40
PATIENCE = 60
SLOWEST_RESTART = 2.0
WEIGHTS = {"edit": 40, "new": 15, "bulk": 4, "import": 5, "attach": 8, "remove": 10, "index": 5, "backup": 1}
WEIGHTS |= {"export": 4, "send": 4, "read": 6}
PLACE, DOCUMENT = BY_KEY["place"], BY_KEY["document"]


@dataclass
class Model:
    """What a desk should hold: (inhabitants, in the bin) of each place, content of each document."""

    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Act:
    """One act: saves to be made at once, a file to attach, and what the desk holds afterwards."""

    kind: str
    saves: list[list[Change]]
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)
    bundle: int = 0


def next_act(rng: random.Random, model: Model) -> Act:
    """The next act, the same in parent and child; it is not applied to the model yet."""
    kind = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    known = sorted(id_ for id_, (_, removed) in model.places.items() if not removed)
    if kind in ("edit", "remove") and known:
        chosen = rng.choice(known)
        if kind == "remove":
            return Act(kind, [[Change(PLACE, chosen, {REMOVED: 1})]], {chosen: (model.places[chosen][0], 1)})
        number = rng.randrange(1, 10**9)
        return Act(kind, [[Change(PLACE, chosen, {"population": number})]], {chosen: (number, 0)})
    if kind == "attach":
        data, chosen = rng.randbytes(rng.randrange(1, 20_000)), to_text(rng.randbytes(16))
        return Act(kind, [], documents={chosen: data})
    if kind == "read":
        bundle = rng.randrange(BUNDLES)
        told = {id_: (number, 0) for id_, number in brought_by(bundle) if id_ not in model.places}
        return Act(kind, [], told, bundle=bundle)
    if kind in ("index", "backup", "export", "send"):
        return Act(kind, [])
    sizes = {"bulk": [300], "import": [20] * 6}.get(kind, [1])
    places = {to_text(rng.randbytes(16)): (rng.randrange(1, 10**9), 0) for _ in range(sum(sizes))}
    changes = [
        Change(
            PLACE, id_, {"name": {"fr": f"Ville {number}"}, "country": "TG", "population": number}, new=True
        )
        for id_, (number, _) in places.items()
    ]
    saves = [changes[at : at + sizes[0]] for at in range(0, len(changes), sizes[0])]
    return Act(kind, saves, places)


def brought_by(bundle: int) -> list[tuple[str, int]]:
    """The ids and inhabitants of the places in a bundle of another computer."""
    rng = random.Random(f"bundle {bundle}")
    return [(to_text(rng.randbytes(16)), rng.randrange(1, 10**9)) for _ in range(IN_A_BUNDLE)]


def perform(desk: Desk, act: Act) -> None:
    """Do what the act says; it is on disk when this returns."""
    store, beside = desk.store, desk.profile.parent
    if act.kind == "index":
        indexing.catch_up(store.connection, 100)
    elif act.kind == "backup":
        backup.back_up(store)
    elif act.kind == "attach":
        for id_, data in act.documents.items():
            attached = files.put(store.profile, store.keys, data, "plan.bin")
            store.save([Change(DOCUMENT, id_, {"title": "Plan", "file": attached.scalar()}, new=True)], "Awa")
    elif act.kind == "import":
        store.save_many(act.saves, "Awa", act="import 1")
    elif act.kind == "export":
        exporting.export(desk, "place", beside / "out.csv")
    elif act.kind == "send":
        sending.write(desk, beside / "out.coopx", Wish(everything=True))
    elif act.kind == "read":
        receiving.read(desk, [beside / f"{act.bundle}.coopx"])
    else:
        store.save(act.saves[0], "Awa")


def apply(model: Model, act: Act) -> None:
    model.places.update(act.places)
    model.documents.update(act.documents)


def child(profile: Path, seed: int, model: Model, acknowledge: int) -> None:
    """Saves until killed."""
    rng = random.Random(seed)
    desk = Desk.open(profile)
    while True:
        act = next_act(rng, model)
        perform(desk, act)
        os.write(acknowledge, b".")
        apply(model, act)


def killed_child(profile: Path, seed: int, model: Model, acts: int, moment: float) -> int:
    """How many acts a child acknowledged before it was killed, `moment` seconds after the first `acts`."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            os.close(reader)
            child(profile, seed, model, writer)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb", buffering=0) as stream:
        acknowledged = wait_for(stream, acts)
        time.sleep(moment)
        os.kill(pid, signal.SIGKILL)
        acknowledged += len(stream.readall())
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself: its error is printed above"
    return acknowledged


def wait_for(stream: io.FileIO, acts: int) -> int:
    """How many acknowledgements came, at least `acts` unless the child ends or takes far too long."""
    came, until = 0, time.monotonic() + PATIENCE
    while came < acts:
        ready, _, _ = select.select([stream], [], [], max(0, until - time.monotonic()))
        received = stream.read(acts - came) if ready else b""
        if not received:
            break
        came += len(received)
    return came


def holds(store: Store, before: Model, touched: set[str]) -> bool:
    """Whether the desk holds just what the model says, of the records touched, and no others."""
    connection = store.connection
    for id_ in touched:
        row = connection.execute("SELECT population, removed FROM place WHERE id = ?", (id_,)).fetchone()
        if row != before.places.get(id_):
            return False
    count = connection.execute(
        "SELECT (SELECT count(*) FROM place), (SELECT count(*) FROM document)"
    ).fetchone()
    return tuple(count) == (len(before.places), len(before.documents))


def everything_held(store: Store, model: Model) -> bool:
    rows = store.connection.execute("SELECT id, population, removed FROM place").fetchall()
    attached = dict(store.connection.execute("SELECT id, file FROM document").fetchall())
    return {id_: (number, removed) for id_, number, removed in rows} == model.places and all(
        files.get(store.profile, store.keys, attached[id_].split(" ")[0]) == data
        for id_, data in model.documents.items()
    )


def kill_and_look(profile: Path, seed: int, model: Model, *, thoroughly: bool) -> float:
    """One kill: the model afterwards is what the desk holds. How long the restart took, in seconds."""
    when = random.Random(f"when {seed}")
    acts = 0 if when.random() < 1 / 8 else when.randrange(1, MOST_ACTS)
    if when.random() < 1 / 8:
        left_by_an_earlier_version(profile)
    acknowledged = killed_child(profile, seed, copy.deepcopy(model), acts, when.uniform(0, LONGEST_MOMENT))
    assert acknowledged >= acts, f"seed {seed}: the child stopped working"
    rng = random.Random(seed)
    touched: set[str] = set()
    for _ in range(acknowledged):
        act = next_act(rng, model)
        touched |= act.places.keys()
        apply(model, act)
    under_way = next_act(rng, model)
    with_extra = copy.deepcopy(model)
    apply(with_extra, under_way)
    began = time.monotonic()
    store = Store.open(profile)
    growing.catch_up(store)
    restart = time.monotonic() - began
    with store:
        touched |= under_way.places.keys()
        if not holds(store, model, touched):
            assert holds(store, with_extra, touched), (
                f"seed {seed}: {acknowledged} acknowledged, then {under_way.kind}"
            )
            apply(model, under_way)
        if thoroughly:
            assert everything_held(store, model), f"seed {seed}"
            store.index_all()
            assert checking.check(store) == [], f"seed {seed}"
    return restart


def left_by_an_earlier_version(profile: Path) -> None:
    """The next who opens the desk fills the rows anew."""
    with Store.open(profile) as store:
        forget_fields(store, "population")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk, and bundles of another computer of its office."""
    folder = tmp_path_factory.mktemp("whole")
    hall = Computer(found_desk(folder / "desk", city="Lomé", country="TG", officer="Awa"), folder)
    laptop = hall.admits("laptop")
    last = ""
    for bundle in range(BUNDLES):
        changes = [
            Change(PLACE, id_, {"name": {"fr": f"Ville {number}"}, "population": number}, new=True)
            for id_, number in brought_by(bundle)
        ]
        laptop.desk.store.save(changes, "Kofi")
        last = sending.write(laptop.desk, folder / f"{bundle}.coopx", Wish(since=last)).id
    laptop.desk.close()
    hall.desk.close()
    shutil.rmtree(folder / "laptop")
    return folder


def known(profile: Path) -> Model:
    """What a desk holds at first."""
    with Store.open(profile) as store:
        rows = store.connection.execute("SELECT id, population, removed FROM place").fetchall()
    return Model({id_: (number, removed) for id_, number, removed in rows})


def whole_or_not_there(desk: Desk, folder: Path) -> None:
    """What goes out of the desk."""
    if (folder / "out.coopx").exists():
        assert [seen.damage for seen in receiving.inspect(desk, folder / "out.coopx")] == [""]
    if (folder / "out.csv").exists():
        with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as sheet:
            assert len({len(row) for row in csv.reader(sheet)}) == 1


def test_kills_lose_no_acknowledged_save(whole: Path, tmp_path: Path) -> None:
    first = int(os.environ.get("COOPDESK_SEED", random.randrange(10**6)))
    print(f"COOPDESK_SEED={first}")  # shown when it fails
    slowest = 0.0
    for number in range(KILLS):
        profile = tmp_path / f"{number // KILLS_PER_DESK}" / "desk"
        if number % KILLS_PER_DESK == 0:
            shutil.copytree(whole, profile.parent)
            model = known(profile)
        thoroughly = number % CHECK_EVERY == CHECK_EVERY - 1 or number % KILLS_PER_DESK == KILLS_PER_DESK - 1
        slowest = max(slowest, kill_and_look(profile, first + number, model, thoroughly=thoroughly))
    assert slowest <= SLOWEST_RESTART
    for profile in tmp_path.glob("*/desk"):
        with Desk.open(profile) as desk:
            whole_or_not_there(desk, profile.parent)
        assert all(made.verified for made in backup.backups(profile))


def test_a_desk_whose_making_is_cut_short_says_so(tmp_path: Path) -> None:
    rng, codes = random.Random(4), set()
    for number in range(25):
        profile = tmp_path / f"desk-{number}"
        pid = os.fork()
        if not pid:
            Store.create(profile, None, "test").close()
            os._exit(0)
        time.sleep(rng.uniform(0, 0.06))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        try:
            with Store.open(profile) as store:
                codes.add("whole" if checking.check(store) == [] else "damaged")
        except WorldError as error:
            codes.add(error.code)
    assert codes <= {"whole", "no_desk", "unfinished_desk"}
