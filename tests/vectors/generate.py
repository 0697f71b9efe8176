#!/usr/bin/env python3
"""Writes stages.json: our own cases, one value for every stage of signing.

Nothing here is taken from the crate under test. The digest is Python's hmac and hashlib, base64url is
Python's base64, percent-encoding is Python's urllib.parse, and the order is that of Python's bytes.

    python3 tests/vectors/generate.py          writes stages.json beside this file
    python3 tests/vectors/generate.py --check  fails where the file is not what would be written
"""

import base64
import hashlib
import hmac
import json
import sys
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).parent
BASE_URL = "https://applications.zoom.us/api/v1/lti/rich"
LIST = "/open/meeting/list"
KEY = "qAnfmSQeSeKWHOE19lwMYg"
SECRET = "kZ3vR8xTq1Lw5NcYd0HbUs"
AT = 1661494048201

# What stays as it is in a URL, beside letters and digits: the project's design, "The way of a request".
KEPT = "-._~!$()*,;=:@/?"
# `&` cannot be signed. A name cannot hold `=` either.
ASCII = "".join(map(chr, range(0x20, 0x7F)))
IN_VALUES = ASCII.replace("&", "")
IN_NAMES = IN_VALUES.replace("=", "")


def case(name, parameters, key=KEY, secret=SECRET, timestamp=AT, base_url=BASE_URL, path=LIST):
    secret = secret.encode() if isinstance(secret, str) else secret
    signed = [*parameters, ("key", key), ("timestamp", str(timestamp))]
    signed.sort(key=lambda pair: pair[0].encode())
    base_string = "&".join(f"{name}={value}" for name, value in signed)
    digest = hmac.new(secret, base_string.encode(), hashlib.sha1).digest()
    encoded = "&".join(f"{quote(name, KEPT)}={quote(value, KEPT)}" for name, value in signed)
    return {
        "name": name,
        "parameters": parameters,
        "key": key,
        "secretHex": secret.hex(),
        "timestamp": timestamp,
        "baseUrl": base_url,
        "path": path,
        "baseString": base_string,
        "mac": digest.hex(),
        "signature": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "url": f"{base_url.removesuffix('/')}{path}?{encoded}",
    }


def meetings(user="_vIWeZ76TtuFceCKHkVk4Q"):
    """The four parameters of the meeting list, in no order at all."""
    return [("userId", user), ("isUpComing", "true"), ("pageSize", "20"), ("pageNum", "1")]


def orders():
    yield case("the article's parameters", meetings())
    yield case("the article's parameters, sorted", sorted(meetings()))
    yield case("the article's parameters, reversed", sorted(meetings(), reverse=True))
    yield case("none but key and timestamp", [], path="/meeting/bulkImport")
    yield case("a user beside them", [("userId", "12dd589465Z=")], path="/meeting/bulkImport")
    yield case("upper case before lower case", [("b", "1"), ("B", "2"), ("a", "3"), ("A", "4"), ("_", "5")])
    yield case("a name that begins another", [("ab", "1"), ("a", "2"), ("abc", "3"), ("a-", "4"), ("a~", "5")])
    yield case("a name before the equals sign in order", [("a", "2"), ("a!", "1"), ("a>", "3")])
    yield case("digits as text", [("p10", "a"), ("p9", "b"), ("p1", "c"), ("p", "d")])
    yield case("beyond ASCII by bytes, not by UTF-16", [("\U0001f600", "1"), ("\uff21", "2"), ("é", "3"), ("z", "4")])
    around = [("kez", "1"), ("kex", "2"), ("timestamq", "3"), ("timestam", "4"), ("Key", "5")]
    yield case("names around key and timestamp", around)
    yield case("twenty parameters", [(f"n{(7 * i) % 20:02}", str(i)) for i in range(20)])


def characters():
    for label, text in [
        ("plus", "+"),
        ("slash", "/"),
        ("equals", "="),
        ("percent", "%"),
        ("apostrophe", "'"),
        ("hash", "#"),
        ("space", " "),
        ("quote", '"'),
        ("é", "é"),
        ("e with a combining accent", "e\u0301"),
        ("你", "你"),
        ("emoji", "🙂"),
        ("a family of emoji", "👩\u200d👩\u200d👧"),
        ("no-break space", "\u00a0"),
        ("multiplication sign", "×tamp"),
        ("the last character of Unicode", "\U0010ffff"),
    ]:
        yield case(f"{label} in a value", meetings(f"a{text}b"))
        yield case(f"{label} alone in a value", [("v", text)])
        if text != "=":
            yield case(f"{label} in a name", [(f"a{text}b", "v")])
    yield case("every ASCII character a value may hold", [("v", IN_VALUES)])
    yield case("every ASCII character a name may hold", [(IN_NAMES, "v")])
    yield case("every ASCII character as a name of its own", [(char, char) for char in IN_NAMES])
    yield case("what is percent-encoded already", meetings("a%2Bb%26c%2525"))
    yield case("a base64 id", meetings("UxDWPuPdT1OBudHV56kYJQ=="))
    yield case("a base64 id with plus and slash", meetings("a+b/c+d/e+f/g+h/i+j/kQ=="))
    yield case("the encoders' bone of contention", meetings("it's ~*! b+c/é"))
    yield case("an empty value", [("v", "")])
    yield case("equals signs only", [("v", "===")])


def secrets():
    for length in [1, 19, 20, 21, 63, 64, 65, 66, 127, 128, 129, 1000]:
        yield case(f"a secret of {length} bytes", meetings(), secret="s" * length)
    yield case("a secret of every byte", meetings(), secret=bytes(range(0x21, 0x100)))
    yield case("a secret of 64 bytes 0xff", meetings(), secret=b"\xff" * 64)
    yield case("a secret of zeros", meetings(), secret=bytes(20))
    yield case("a secret in UTF-8", meetings(), secret="geheim-é-你-🙂")
    yield case("a secret with a space inside", meetings(), secret="two words")
    yield case("a secret with & and =", meetings(), secret="a&b=c")
    pair = {"key": "emulator-key-not-for-zoom", "secret": "emulator-secret-not-for-zoom"}
    yield case("the emulator's pair", meetings(), **pair)


def places():
    yield case("a key that needs encoding", meetings(), key="a+b/c= %'#")
    yield case("a key of one character", meetings(), key="k")
    yield case("the first timestamp", meetings(), timestamp=1577836800000)
    yield case("the last timestamp", meetings(), timestamp=99999999999999)
    yield case("a base URL with a slash at its end", meetings(), base_url=f"{BASE_URL}/")
    yield case("a base URL without a path", meetings(), base_url="https://lti.example")
    yield case("the emulator on loopback", meetings(), base_url="http://127.0.0.1:8787/api/v1/lti/rich")
    yield case("another path", meetings(), path="/meeting/createAndAssociate")
    for length in range(0, 130, 13):
        yield case(f"a value of {length} characters", [("v", "x" * length)])


def main():
    cases = [*orders(), *characters(), *secrets(), *places()]
    names = [one["name"] for one in cases]
    assert len(set(names)) == len(names), "two cases share a name"
    head = {"source": "tests/vectors/generate.py, Python's hmac, hashlib, base64 and urllib.parse", "cases": cases}
    text = json.dumps(head, ensure_ascii=True, indent=1) + "\n"
    file = HERE / "stages.json"
    if "--check" in sys.argv[1:]:
        sys.exit(0 if file.read_text() == text else "stages.json is not what generate.py writes")
    file.write_text(text)
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
