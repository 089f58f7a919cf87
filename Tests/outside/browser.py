# SPDX-License-Identifier: Apache-2.0
"""Opens the customer's status page in a real browser, in Japanese and English, without JavaScript.

The browser is the system's Chromium; nothing is downloaded. Screenshots go to artefacts/.
"""

import os
import uuid

from playwright.sync_api import sync_playwright

from common import ARTEFACTS, CheckFailed, Service, expect, main
from shop import bearer, reservation, stocked

CHROMIUM = "/usr/bin/chromium"
# What the page must say of a reservation that was just made, in each language.
WORDS = {"ja": "確認中", "en": "checking"}
LOCALES = {"ja": "ja-JP", "en": "en-GB"}


def check():
    with Service(demo=True) as service, sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            link = reserve(service)
            for language in WORDS:
                look(browser, service, link, language)
            print(f"browser: {browser.version}, the status page reads well in {' and '.join(WORDS)} without JavaScript")
        finally:
            browser.close()


def launch(playwright):
    arguments = ["--disable-dev-shm-usage"]
    if os.geteuid() == 0:
        # Chromium's own sandbox refuses root; only pages of this test are opened.
        arguments.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=arguments)


def reserve(service):
    """Makes a reservation and returns the customer's link."""
    location, sku = stocked(1)[0]
    headers = bearer(service.key(), **{"Idempotency-Key": f'"{uuid.uuid4()}"'})
    answer = service.request("POST", "/v1/reservations", reservation(location, sku, "髙﨑"), headers)
    expect(answer.status == 201, f"no reservation could be made: {answer.status} {answer.body[:300]}")
    link = answer.json["link"]
    expect(link.startswith(service.url), f"the link does not lead to this service: {link}")
    return link


def look(browser, service, link, language):
    context = browser.new_context(
        locale=LOCALES[language], java_script_enabled=False, viewport={"width": 390, "height": 844},
        device_scale_factor=2,
    )
    page = context.new_page()
    strangers, complaints = [], []
    page.on("request", lambda request: strangers.append(request.url) if not request.url.startswith(service.url) else None)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    # Opening a link changes nothing: mail scanners open links, too.
    for _ in range(2):
        answer = page.goto(link, wait_until="load")
        expect(answer.status == 200, f"the page answers {answer.status}")
    text = page.inner_text("body")
    page.screenshot(path=ARTEFACTS / f"status-{language}.png", full_page=True)
    context.close()
    expect(page_language(answer) == language, f"the page in {language} says it is in {page_language(answer)}")
    expect(WORDS[language] in text.lower(), f"the page in {language} does not say “{WORDS[language]}”:\n{text[:500]}")
    expect("髙﨑" in text or language == "en", "the customer's name lost its characters")
    expect(not strangers, f"requests left for another place: {strangers}")
    expect(not complaints, f"the browser complains: {complaints}")


def page_language(answer):
    language = answer.headers.get("content-language")
    if language is None:
        raise CheckFailed("the page does not tell its language")
    return language


if __name__ == "__main__":
    main(check)
