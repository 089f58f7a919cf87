# SPDX-License-Identifier: Apache-2.0
"""Holds every page of every face against the rules of accessibility (WCAG 2.2 AA), in its states, languages and schemes:
the pages are found by following the links that the faces themselves show."""

import re
from urllib.parse import urldefrag, urlsplit

from watch import Watch

ADMIN = ("access.admin", "correct horse battery staple")
# Pages that differ only in whom or what they show: so many of each form are looked at.
OF_EACH_FORM = 3


def check(browser, service, expect):
    service.command("staff", "add", ADMIN[0], "--name", "試験 花子", "--role", "admin", input=ADMIN[1] + "\n")
    with Watch(browser, service, "access") as watch:
        looked = {}
        for language, scheme in (("ja", "light"), ("en", "dark")):
            looked[language] = walk(watch, service, expect, language, scheme)
        for needed in ("/", "/shop", "/r/*", "/hq", "/store/*", "/store/*/reservations/*", "/store/*/shipments",
                       "/store/*/shipments/*/packing-list", "/hq/reservations/*", "/account"):
            expect(needed in looked["ja"], f"no page of the form {needed} was found: {sorted(looked['ja'])}")
        print(f"access: {sum(looked['ja'].values())} pages of {len(looked['ja'])} forms, twice", flush=True)


def walk(watch, service, expect, language, scheme):
    """Follows links from the home page, the console and head office; returns how many pages of each form were looked at."""
    page = watch.tablet(language, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{service.url}/sign-in?to=/hq")
    page.fill("#login", ADMIN[0])
    page.fill("#password", ADMIN[1])
    page.click("main button")
    page.wait_for_url("**/hq*")
    waiting, known, looked = ["/", "/hq", "/store", "/styleguide"], set(), {}
    while waiting:
        path = waiting.pop(0)
        form = form_of(path)
        if path in known or looked.get(form, 0) >= OF_EACH_FORM:
            continue
        known.add(path)
        answer = page.goto(service.url + path)
        if "html" not in (answer.headers.get("content-type") or ""):
            continue
        expect(answer.status == 200, f"a link leads to {path}, which answers {answer.status}")
        looked[form] = looked.get(form, 0) + 1
        watch.axe(page, f"{path} {language} {scheme}")
        watch.fits(page, f"{path} {language} {scheme}")
        watch.reports(page)
        for link in page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)"):
            target = urlsplit(urldefrag(link).url)
            if link.startswith(service.url + "/") and "lang=" not in target.query and files(target.path):
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    page.close()
    return looked


def files(path):
    """Whether a path leads to a page: calendars, exports and documents are for other programs."""
    return not path.endswith((".ics", ".json", ".csv", ".webmanifest"))


def form_of(path):
    """The path without what names one store, reservation, SKU or token."""
    path = urlsplit(path).path
    path = re.sub(r"^/r/[^/]+", "/r/*", path)
    path = re.sub(r"^/shop/[^/]+", "/shop/*", path)
    path = re.sub(r"^/store/[^/]+", "/store/*", path)
    path = re.sub(
        r"/(reservations|catalogue|locations|(?:contact-)?policies|imports|staff|ledger|stock|shipments)/[^/]+",
        r"/\1/*", path)
    return path
