# SPDX-License-Identifier: Apache-2.0
"""Has others say what is right: zones, phone numbers and encodings, where reading finds little.

Python's zoneinfo, the package `phonenumbers` (Google's libphonenumber) and Python's codecs write down what they say of
thousands of inputs; Swift tests (`JudgedTests`) read that and compare it with what we say. `TORIOKI_SEED=…` repeats a run.
"""

import base64
import datetime
import os
import pathlib
import random
import subprocess
import tempfile
import zoneinfo

import phonenumbers

from common import ROOT, expect, main

UTC = datetime.timezone.utc
FROM = int(datetime.datetime(2020, 1, 1, tzinfo=UTC).timestamp())
UNTIL = int(datetime.datetime(2036, 1, 1, tzinfo=UTC).timestamp())


# Zones ---------------------------------------------------------------------------------------------------------------


def offset(zone, at):
    return int(datetime.datetime.fromtimestamp(at, zone).utcoffset().total_seconds())


def jumps(zone):
    """Every moment of the years at which the offset changes, found by halving days that begin and end differently."""
    found = []
    step = 86_400
    before = offset(zone, FROM)
    for start in range(FROM, UNTIL, step):
        after = offset(zone, start + step)
        if after != before:
            low, high = start, start + step
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if offset(zone, middle) != before else (middle, high)
            found.append(high)
        before = after
    return found


def zone_cases():
    """`offset ZONE MOMENT MINUTES` and `local ZONE YYYY-MM-DD MINUTE MOMENT`."""
    lines = []
    for name in sorted(zoneinfo.available_timezones()):
        # Links and names of rules that are no places are zones as well; these two are none.
        if name in ("localtime", "Factory") or name.startswith(("posix/", "right/")):
            continue
        zone = zoneinfo.ZoneInfo(name)
        moments = {FROM, UNTIL - 1}
        walls = set()
        leaps = jumps(zone)
        for jump in leaps:
            moments |= {jump - 1, jump, jump + 1, jump - 3_600, jump + 3_600}
            before, after = offset(zone, jump - 1), offset(zone, jump)
            low, high = sorted((jump + before, jump + after))
            # The skipped or repeated part, its ends and its middle, an hour before and after, and the day's start.
            for wall in (low - 3_600, low - 60, low, low + 60, (low + high) // 2, high - 60, high, high + 3_600):
                walls.add(wall // 60 * 60)
            for wall in (low, high):
                walls |= {wall // 86_400 * 86_400, wall // 86_400 * 86_400 + 86_400}
        for year in range(2020, 2036):
            walls.add(int(datetime.datetime(year, 6, 15, tzinfo=UTC).timestamp()))
        lines += [f"offset\t{name}\t{at}\t{offset(zone, at) // 60}" for at in sorted(moments)]
        for wall in sorted(walls):
            naive = datetime.datetime.fromtimestamp(wall, UTC).replace(tzinfo=None)
            # fold=0: the first of two, and the offset before a gap (PEP 495). A time in a gap comes back as another; then
            # the jump is meant.
            at = int(naive.replace(tzinfo=zone).timestamp())
            if datetime.datetime.fromtimestamp(at, zone).replace(tzinfo=None) != naive:
                at = max(jump for jump in leaps if jump <= at)
            lines.append(f"local\t{name}\t{naive:%Y-%m-%d}\t{naive.hour * 60 + naive.minute}\t{at}")
    return lines


# Phone numbers -------------------------------------------------------------------------------------------------------

COUNTRIES = ["JP", "US", "GB", "DE", "FR", "KR", "CN", "TW", "AU", "IN"]
MARKS = ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060", "\u200b", "\u200e", "\u200f", "\u2066", "\u2069", "\ufeff", "\u00ad"]
SPACES = [" ", "\u00a0", "\u3000", "\u2009", "\u202f", "\u2002", "\t"]
DASHES = ["-", "ー", "−", "－", "‐", "‑", "–", "—", "―", "ｰ", ".", "．", "/", "／", "~", "〜", "～", " - ", ""]


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if c in "0123456789+()-" else c for c in text)


def example_numbers(country):
    kinds = [
        phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.TOLL_FREE, phonenumbers.PhoneNumberType.VOIP,
        phonenumbers.PhoneNumberType.UAN,
    ]
    return [n for n in (phonenumbers.example_number_for_type(country, kind) for kind in kinds) if n]


def written(number, country, dice):
    """One way to write a number, with ASCII hyphens and spaces."""
    formats = [phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.E164]
    if country == "JP":
        formats += [phonenumbers.PhoneNumberFormat.NATIONAL] * 3
    text = phonenumbers.format_number(number, dice.choice(formats))
    if text.startswith("+") and dice.random() < 0.25:
        text = dice.choice(["010", "010-", "010 "]) + text[1:]
    elif country == "JP" and text.startswith("+81") and dice.random() < 0.25:
        text = "+81 (0)" + text[3:].lstrip(" -")
    if dice.random() < 0.3 and "-" in text:
        head, rest = text.split("-", 1)
        text = f"({head}){rest}" if not head.startswith("+") else text
    return text


def decorated(text, dice):
    """The same as an address book or a Japanese keyboard gives it."""
    dash, space = dice.choice(DASHES), dice.choice(SPACES)
    text = text.replace("-", dash).replace(" ", space)
    if dice.random() < 0.3:
        text = wide(text)
    for _ in range(dice.randrange(3)):
        place = dice.randrange(len(text) + 1)
        text = text[:place] + dice.choice(MARKS) + text[place:]
    if dice.random() < 0.3:
        text = "\u202d" + text + "\u202c"
    return text


def phone_cases(dice):
    """`TEXT-in-base64 E.164`. The judge reads the plain way of writing; what is put around the digits means nothing."""
    lines = []
    for country in COUNTRIES:
        for number in example_numbers(country):
            for _ in range(120):
                national = str(number.national_number)
                # Other subscribers of the same prefix.
                other = national[:-4] + "".join(dice.choice("0123456789") for _ in range(4))
                candidate = phonenumbers.parse(f"+{number.country_code}{other}")
                if not phonenumbers.is_valid_number(candidate):
                    candidate = number
                plain = written(candidate, country, dice)
                read = phonenumbers.parse(plain, "JP")
                # A way of writing in which the judge does not find the number again is nobody's.
                if read.country_code != candidate.country_code or read.national_number != candidate.national_number:
                    continue
                said = phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
                coded = base64.b64encode(decorated(plain, dice).encode()).decode()
                lines.append(f"{coded}\t{said}")
    return lines


# Encodings -----------------------------------------------------------------------------------------------------------

WORDS = {
    "name": ["ウールコート", "髙島屋限定 手袋", "①特選タオル", "㈱山田の湯呑", "﨑陽軒", "ｶﾌｪｵﾚ", "ソ表予能", "〜限定〜", "¥", "T-shirt", "シャツ（白）",
             "Ⅱ型", "№5", "−10℃", "～", "靴", "本", "あ", "ﾃ", "é", "ー", "纊褜", "彅", "ミ゛", "機種依存：㍉㌔", "髙", "槇"],
    "name_en": ["Wool coat", "", "Cap", "Yunomi"],
}
CODECS = {
    "CP932": ("cp932", b""), "UTF-8": ("utf-8", b""), "UTF-8 with BOM": ("utf-8", b"\xef\xbb\xbf"),
    "UTF-16LE": ("utf-16-le", b""), "UTF-16BE": ("utf-16-be", b""),
    "UTF-16LE+": ("utf-16-le", b"\xff\xfe"), "UTF-16BE+": ("utf-16-be", b"\xfe\xff"),
}


def encoding_cases(dice):
    """`BYTES-in-base64 ENCODING TEXT-in-base64` of files as shops have them: a header and one to four rows."""
    lines = []
    for _ in range(60):
        end = dice.choice(["\r\n", "\n"])
        rows = ["sku,name,name_en,price"]
        for number in range(dice.randrange(1, 5)):
            quoted = dice.choice(["%s", '"%s"'])
            rows.append(f"A-{number},{quoted % dice.choice(WORDS['name'])},{dice.choice(WORDS['name_en'])},{dice.randrange(10, 90_000)}")
        text = end.join(rows) + dice.choice(["", end])
        for name, (codec, mark) in CODECS.items():
            try:
                raw = text.encode(codec)
            except UnicodeEncodeError:
                continue
            encoding = name.rstrip("+")
            if text.isascii() and encoding == "CP932":
                encoding = "UTF-8"
            # What the codec reads: CP932 has more than one code for some characters.
            said = raw.decode(codec)
            lines.append("\t".join([
                base64.b64encode(mark + raw).decode(), encoding, base64.b64encode(said.encode()).decode()]))
    return lines


def check():
    seed = int(os.environ.get("TORIOKI_SEED") or random.randrange(2**31))
    dice = random.Random(seed)
    cases = {"zones": zone_cases(), "phones": phone_cases(dice), "encodings": encoding_cases(dice)}
    with tempfile.TemporaryDirectory(prefix="torioki-judges-") as folder:
        for name, lines in cases.items():
            pathlib.Path(folder, name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = subprocess.run(
            ["swift", "test", "--skip-build", "--filter", "JudgedTests"], cwd=ROOT, capture_output=True, text=True,
            timeout=240, env={**os.environ, "TORIOKI_JUDGES": folder},
        )
        told = done.stdout + done.stderr
        for name, lines in cases.items():
            # A test that was not there would be silent: each says how many cases it has read.
            read = pathlib.Path(folder, name + ".judged")
            expect(read.exists(), f"no test has read {name} (seed {seed}):\n{told[-3000:]}")
            expect(int(read.read_text()) == len(lines), f"{name}: {read.read_text()} of {len(lines)} cases were read")
    expect(done.returncode == 0, f"we differ from the judges (seed {seed}):\n{told[-6000:]}")
    print("judges: " + ", ".join(f"{len(lines)} {name}" for name, lines in cases.items()) + f", seed {seed}")


if __name__ == "__main__":
    main(check)
