# SPDX-License-Identifier: Apache-2.0
"""The customer's status page is read without JavaScript, in Japanese and English, and reading it changes nothing."""

import uuid

from shop import bearer, reservation, stocked
from watch import Watch

# What the page must say of a reservation that was just made, in each language.
WORDS = {"ja": "確認中", "en": "checking"}


def check(browser, service, expect):
    link = reserve(service, expect)
    with Watch(browser, service, "reading") as watch:
        for language, word in WORDS.items():
            page = watch.phone(language, java_script_enabled=False)
            # Opening a link changes nothing: mail scanners open links, too.
            for _ in range(2):
                answer = page.goto(link, wait_until="load")
                expect(answer.status == 200, f"the page answers {answer.status}")
            text = page.inner_text("body")
            watch.shot(page, f"status-{language}")
            said = answer.headers.get("content-language")
            expect(said == language, f"the page in {language} says it is in {said}")
            expect(word in text.lower(), f"the page in {language} does not say “{word}”:\n{text[:500]}")
            page.close()


def reserve(service, expect, name="髙﨑"):
    """Makes a reservation and returns the customer's link."""
    location, sku = stocked(1)[0]
    headers = bearer(service.key(), **{"Idempotency-Key": f'"{uuid.uuid4()}"'})
    answer = service.request("POST", "/v1/reservations", reservation(location, sku, name), headers)
    expect(answer.status == 201, f"no reservation could be made: {answer.status} {answer.body[:300]}")
    link = answer.json["link"]
    expect(link.startswith(service.url), f"the link does not lead to this service: {link}")
    return link
