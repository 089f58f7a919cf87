# SPDX-License-Identifier: Apache-2.0
"""Two hundred hostile texts as names, notes and messages on every page and on paper: no dialog, no broken layout, no
report of the content security policy."""

import itertools
import unicodedata
import uuid

from shop import bearer, received, stocked
from watch import Watch

ADMIN = ("hostile.admin", "correct horse battery staple")
# What breaks out of a tag, an attribute, a script, a style, a template, a spreadsheet; and what merely looks strange.
SHAPES = [
    "<script>alert({n})</script>", "\"><img src=x onerror=alert({n})>", "'><svg onload=alert({n})>",
    "</title><script>alert({n})</script>", "</textarea><script>alert({n})</script>", "<!--{n}", "]]>{n}",
    "<a href=\"javascript:alert({n})\">{n}</a>", "<style>*{{display:none}}</style>{n}", "<base href=//e.example>{n}",
    "<meta http-equiv=refresh content=0;url=//e.example>{n}", "&lt;b&gt;{n}&amp;amp;", "${{7*{n}}} {{{{{n}}}}}",
    "=HYPERLINK(\"//e.example\",{n})", "'; DROP TABLE reservation; -- {n}", "%3Cscript%3E{n}", "\\u003cb\\u003e{n}",
    "\u202e\u05d0\u05d1\u05d2 {n} \u0645\u0631\u062d\u0628\u0627", "\u2066{n}\u2069\u200f\u200e", "e\u0301\u0302\u0323\u0300{n}" + "\u0301" * 40,
    "髙﨑 {n} 𠮷野家", "👩‍👩‍👧‍👦🏳️‍🌈{n}", "ｱｲｳｴｵ゛{n}", "W" * 120 + "{n}", "長" * 120 + "{n}", "{n}\u3000\u2003\u00a0 {n}", "\u200b{n}\ufeff",
    "on\"click='alert({n})", "`{n}`;//", "<iframe srcdoc='<script>alert({n})</script>'>",
    "<form action=//e.example><input name={n}>", "<details open ontoggle=alert({n})>", "<math><mi xlink:href=javascript:{n}>",
    "ﷺ{n}﷽", "\u0ca0_\u0ca0 ¯\\_(ツ)_/¯ {n}",
]
TEXTS = [shape.format(n=n) for n, shape in zip(range(210), itertools.cycle(SHAPES))]


def check(browser, service, expect):
    key = service.key("hostile")
    made = [reserve(service, expect, key, TEXTS[i:i + 3], i) for i in range(0, len(TEXTS), 3)]
    service.command("staff", "add", ADMIN[0], "--name", TEXTS[0], "--role", "admin", input=ADMIN[1] + "\n")
    with Watch(browser, service, "hostile") as watch:
        phone, tablet = watch.phone(), watch.tablet()
        tablet.goto(f"{service.url}/sign-in?to=/hq")
        tablet.fill("#login", ADMIN[0])
        tablet.fill("#password", ADMIN[1])
        tablet.click("main button")
        tablet.wait_for_url("**/hq*")
        for one in made:
            look(watch, phone, one["link"], expect, one["texts"][2:])
            for path in paths(one):
                look(watch, tablet, service.url + path, expect, one["texts"][:1])
        for place in sorted({one["location"] for one in made}):
            look(watch, tablet, f"{service.url}/store/{place}", expect, [])
        look(watch, tablet, f"{service.url}/hq", expect, [])


def paths(one):
    """The pages of staff that show a reservation, and what they print."""
    store = f"/store/{one['location']}/reservations/{one['id']}"
    return [store, f"{store}/pick-list", f"{store}/label", f"/hq/reservations/{one['id']}"]


def reserve(service, expect, key, texts, number):
    """Makes a reservation whose customer, note and message are hostile."""
    name, note, message = texts
    location, sku = stocked(60)[number // 3 % 60]
    receipt = service.request("POST", "/v1/stock/movements", received(location, sku, 5), keyed(key))
    expect(receipt.status == 201, f"no goods could be received: {receipt.status}")
    body = {"location": location, "lines": [{"sku": sku, "quantity": 1}], "note": note,
            "customer": {"name": name, "external_id": f"hostile-{number}"}}
    answer = service.request("POST", "/v1/reservations", body, keyed(key))
    if answer.status == 422 and answer.json["errors"][0]["pointer"] == "/customer/name":
        # Nobody is called by invisible signs alone; whoever is not taken as a name is tried as a note and a message.
        body["customer"]["name"] = "試験"
        texts = ("試験", note, message)
        answer = service.request("POST", "/v1/reservations", body, keyed(key))
    expect(answer.status == 201, f"{name!r} could not reserve: {answer.status} {answer.body[:300]}")
    made = answer.json
    said = service.request("POST", f"/v1/reservations/{made['id']}/messages", {"text": message}, keyed(key))
    expect(said.status == 201, f"{message!r} could not be said: {said.status} {said.body[:300]}")
    return {"id": made["id"], "location": location, "link": made["link"], "texts": texts}


def keyed(key):
    return bearer(key, **{"Idempotency-Key": f'"{uuid.uuid4()}"'})


def look(watch, page, url, expect, texts):
    answer = page.goto(url, wait_until="load")
    expect(answer.status == 200, f"{url} answers {answer.status}")
    watch.fits(page, url)
    watch.reports(page)
    shown = page.evaluate("document.body.textContent")
    for text in texts:
        # White space is folded, and characters that nobody can see may be left out.
        expect(seen(text) in seen(shown), f"{url} does not show {text!r}")


def seen(text):
    text = unicodedata.normalize("NFC", text)
    return "".join(character for character in text if character.isprintable() and not character.isspace())
