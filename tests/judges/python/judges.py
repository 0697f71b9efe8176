"""python judges.py FEEDS OUT: Python's calendar programs read the feeds of a JSON file."""

import datetime
import importlib.metadata
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import icalendar
import recurring_ical_events
import vobject

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def millis(time):
    return None if time is None else round((time - EPOCH).total_seconds() * 1000)


def of_icalendar(event):
    text = lambda name: str(event[name]) if name in event else ""
    start = event.decoded("DTSTART")
    return {
        "uid": text("UID"),
        "start": millis(start),
        "end": millis(event.decoded("DTEND") if "DTEND" in event else start),
        "summary": text("SUMMARY"),
        "description": text("DESCRIPTION"),
        "location": text("LOCATION"),
        "url": text("URL"),
        "sequence": event.decoded("SEQUENCE") if "SEQUENCE" in event else None,
        "lastModified": millis(event.decoded("LAST-MODIFIED")) if "LAST-MODIFIED" in event else None,
    }


def by_icalendar(text):
    return [of_icalendar(event) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")]


def by_recurring_ical_events(text):
    calendar = icalendar.Calendar.from_ical(text)
    events = recurring_ical_events.of(calendar).between((1900, 1, 1), (2200, 1, 1))
    return [of_icalendar(event) for event in events]


def by_vobject(text):
    def read(event):
        value = lambda name: getattr(event, name).value if hasattr(event, name) else None
        return {
            "uid": value("uid"),
            "start": millis(value("dtstart")),
            "end": millis(value("dtend") or value("dtstart")),
            "summary": value("summary"),
            "description": value("description"),
            "location": value("location"),
            "url": value("url"),
            "sequence": None if value("sequence") is None else int(value("sequence")),
            "lastModified": millis(value("last_modified")),
        }

    calendar = vobject.readOne(text)
    return [read(event) for event in calendar.contents.get("vevent", [])]


def by_khal(text):
    """khal imports a feed into an empty calendar, and lists it. It shows neither sequence nor last change."""
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        (home / "calendar").mkdir()
        config = home / "config"
        config.write_text(
            f"[calendars]\n[[feed]]\npath = {home}/calendar\n"
            f"[sqlite]\npath = {home}/khal.db\n"
            "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M:%S\n"
            "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M:%S\nlongdatetimeformat = %Y-%m-%d %H:%M:%S\n"
        )
        (home / "feed.ics").write_bytes(text.encode())
        khal = [str(pathlib.Path(sys.executable).parent / "khal"), "-c", str(config)]
        # khal wraps its output, even JSON.
        wide = {"COLUMNS": "10000000", "LC_ALL": "C.UTF-8"}
        environment = {**os.environ, **wide, "XDG_DATA_HOME": folder, "XDG_CACHE_HOME": folder}
        run = lambda *args: subprocess.run([*khal, *args], env=environment, capture_output=True, text=True, check=True)
        run("import", "--batch", "-a", "feed", str(home / "feed.ics"))
        names = ["uid", "title", "description", "location", "url", "start-long-full", "end-long-full"]
        options = [option for name in names for option in ("--json", name)]
        # An empty text is found in every event. `khal list` would go through 100,000 days.
        lines = run("search", *options, "").stdout.split("\n")
        events = [event for line in lines if line for event in json.loads(line)]
        time = lambda text: millis(datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc))
        return [
            {
                "uid": event["uid"],
                "start": time(event["start-long-full"]),
                "end": time(event["end-long-full"]),
                "summary": event["title"],
                "description": event["description"],
                "location": event["location"],
                "url": event["url"],
            }
            for event in events
        ]


# khal starts twice for each feed, which takes two seconds. These are all feeds that are not random, and some that are.
FEEDS_OF_KHAL = 50

JUDGES = {
    "icalendar": by_icalendar,
    "recurring-ical-events": by_recurring_ical_events,
    "vobject": by_vobject,
    "khal": by_khal,
}


def read(judge, text):
    try:
        return judge(text)
    except subprocess.CalledProcessError as error:
        return f"{error}: {error.stderr[-300:]}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


source, out = map(pathlib.Path, sys.argv[1:])
feeds = json.loads(source.read_text(encoding="utf-8"))
results = {
    name: {
        "version": importlib.metadata.version(name),
        "read": [read(judge, feed["text"]) for feed in feeds[: FEEDS_OF_KHAL if name == "khal" else None]],
    }
    for name, judge in JUDGES.items()
}
out.write_text(json.dumps(results))
