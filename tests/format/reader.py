#!/usr/bin/env python3
"""Prints the notes of a session, read by docs/format.md alone: JSON with the source, the damage and the notes by stage.

Usage: reader.py SESSION_FOLDER
"""

import json
import os
import re
import stat
import sys
import zlib

FORMAT = 1
MIB = 1024 * 1024
LINE_LIMIT, FILE_LIMIT, TOTAL_LIMIT, CHECKPOINT_LIMIT = 2 * MIB, 64 * MIB, 192 * MIB, 4 * MIB
# The members that each kind must have beside `stage`, where a reader of notes needs them.
NEEDED = {
    "head": {"format": int, "id": str, "plan": dict},
    "edit": {"stage": int, "at": int, "removed": int, "inserted": str},
    "keyframe": {"stage": int, "notes": str},
    "finish": {"notes_crc": list},
    "checkpoint": {"journal_bytes": int, "lines": int},
}


class Newer(Exception):
    """A file of a format that this reader does not know."""


def read_bytes(path, limit):
    """The bytes of an ordinary file; None where there is none that may be read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size > limit:
            return None
        return file.read(limit)


def decode(line):
    """The event of a line without its LF; None where the line is bad."""
    body, seal, crc = line.rpartition(b',"crc":')
    if not seal or len(line) > LINE_LIMIT or crc != b"%d}" % zlib.crc32(body):
        return None
    try:
        event = json.loads(line.decode("utf-8"))
        good = isinstance(event["kind"], str) and 1 <= event["n"] <= 2**53 and event["ms"] >= 0
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if event["kind"] == "head" and event.get("format", FORMAT) > FORMAT:
        raise Newer(event["format"])
    needed = NEEDED.get(event["kind"], {})
    good = good and all(isinstance(event.get(key), kind) for key, kind in needed.items())
    return event if good else None


class Session:
    """The notes of a session while its events are folded."""

    def __init__(self, head):
        stages = len(head["plan"]["stages"])
        self.notes, self.whole = [""] * stages, [True] * stages
        self.n, self.damaged, self.finished, self.edited_later = 0, False, False, False

    def hole(self):
        self.damaged = True
        self.whole = [False] * len(self.notes)

    def apply(self, event):
        self.n = max(self.n, event["n"])
        kind, stage = event["kind"], event.get("stage", 0)
        if kind in ("edit", "keyframe") and stage >= len(self.notes):
            self.damaged = True
        elif kind == "edit" and self.finished:
            self.edited_later = True
        elif kind == "edit":
            at, notes = event["at"], self.notes[stage]
            end = at + event["removed"]
            self.whole[stage] = self.whole[stage] and end <= len(notes)
            if self.whole[stage]:
                self.notes[stage] = notes[:at] + event["inserted"] + notes[end:]
            else:
                self.damaged = True
        elif kind == "keyframe" and self.finished and self.whole[stage]:
            self.edited_later |= self.notes[stage] != event["notes"]
        elif kind == "keyframe":
            self.notes[stage], self.whole[stage] = event["notes"], True
        elif kind == "finish" and not self.finished:
            self.finished = True
            for stage, crc in enumerate(event["notes_crc"][: len(self.notes)]):
                same = zlib.crc32(self.notes[stage].encode("utf-8")) == crc
                self.edited_later |= self.whole[stage] and not same
                self.whole[stage] |= same


def journal_files(folder):
    numbers = {}
    for name in os.listdir(folder):
        match = re.fullmatch(r"journal(?:\.([1-9][0-9]?))?\.jsonl", name)
        if match and match[1] != "1":
            numbers[int(match[1] or 1)] = name
    return [numbers[number] for number in sorted(numbers)]


def journal_lines(folder, session_id):
    """Every good line of the journal with its event, and whether bad lines stand before good ones."""
    found, damaged, left = [], False, TOTAL_LIMIT
    for name in journal_files(folder):
        data = read_bytes(os.path.join(folder, name), min(FILE_LIMIT, left))
        if data is None:
            continue
        left -= len(data)
        bad = False
        # What follows the last LF is no whole line: the end of the file is torn.
        for index, line in enumerate(data.split(b"\n")[:-1]):
            event = decode(line)
            if event and event["kind"] == "head" and event["id"] != session_id:
                if index == 0:
                    break
                event = None
            if event is None:
                bad = True
            else:
                damaged, bad = damaged or bad, False
                found.append((event, line))
    return found, damaged


def fold(session, lines, known=0):
    """Folds the journal's lines above `known`; returns the session and whether two lines of one number differ."""
    last, read, contradiction = known, {}, False
    for event, line in lines:
        n, kind = event["n"], event["kind"]
        later_head = kind == "head" and n != 1
        if known and (n <= known or kind == "head"):
            continue
        hole = n > last + (0 if later_head else 1)
        if kind == "head" and session is None:
            session = Session(event)
        if session is None:
            continue
        if hole:
            session.hole()
        if n > last or (n == last and kind == "keyframe"):
            session.apply(event)
        elif kind != "head":
            contradiction |= read.get(n, line) != line
        if n > last:
            last = n
            read[n] = line
    return session, contradiction


def read_checkpoint(folder, session_id):
    """The session of a usable checkpoint; None where it is not usable."""
    data = read_bytes(os.path.join(folder, "checkpoint.jsonl"), CHECKPOINT_LIMIT)
    if not data or not data.endswith(b"\n"):
        return None
    session, last, lines = None, 0, data.split(b"\n")[:-1]
    for index, line in enumerate(lines):
        event = decode(line)
        if event is None or event["n"] < last:
            return None
        last = event["n"]
        if event["kind"] == "head" and event["id"] != session_id:
            return None
        if session is None:
            if event["kind"] != "head":
                return None
            session = Session(event)
        session.apply(event)
        is_last = index == len(lines) - 1
        if (event["kind"] == "checkpoint") != is_last or (is_last and event["lines"] != index):
            return None
    return session


def read(folder):
    session_id = os.path.basename(os.path.normpath(folder))
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,95}", session_id):
        raise SystemExit(f"not the id of a session: {session_id}")
    lines, damaged = journal_lines(folder, session_id)
    session, contradiction = fold(None, lines)
    damaged |= contradiction
    checkpoint = read_checkpoint(folder, session_id)
    whole = session is not None and not (damaged or session.damaged)
    if checkpoint is None or (whole and session.n >= checkpoint.n):
        source = "journal"
        if session and checkpoint and session.finished:
            session.edited_later |= checkpoint.edited_later
    else:
        source, damaged = "checkpoint", True
        session, _ = fold(checkpoint, lines, checkpoint.n)
    if session is None:
        raise SystemExit(f"neither the journal nor the checkpoint can be read: {folder}")
    return {
        "id": session_id,
        "source": source,
        "damaged": damaged or session.damaged,
        "edited_later": session.edited_later,
        "notes": session.notes,
    }


if __name__ == "__main__":
    try:
        print(json.dumps(read(sys.argv[1]), ensure_ascii=False))
    except Newer as newer:
        raise SystemExit(f"format {newer}, this reader knows {FORMAT}")
