# SPDX-License-Identifier: Apache-2.0
"""Reserves in the shop by keyboard alone, and through <torioki-reserve> on a page of another origin.

The other web shop is a tiny server of its own with a strict content security policy; no request may leave the two origins.
"""

import http.server
import threading

from common import HOST, Service
from watch import complaints_of

SKU = "KT-1010-24"
POLICY = "default-src 'none'; script-src {service}; connect-src {service}; base-uri 'none'; form-action 'none'"
PAGE = """<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>Another shop</title><h1>Another shop</h1><torioki-reserve sku="{sku}"></torioki-reserve>
<script src="{service}/embed/torioki-reserve.js"></script></html>"""


def check(browser, service, expect):
    by_keyboard(browser, service, expect)
    nearby(browser, service, expect)
    with OtherShop() as shop:
        # The door for embedding is opened when the service starts: this one gets a service of its own.
        own = Service(demo=True, start=False)
        own.environment["TORIOKI_EMBED_ORIGINS"] = shop.origin
        with own:
            own.start()
            shop.service = own.url
            for language in ("ja", "en"):
                embedded(browser, shop, own, language, expect)
            foreign(browser, own, expect)


def by_keyboard(browser, service, expect):
    """Chooses a store, types name and phone, and reserves, without a pointer."""
    page = browser.new_page(locale="ja-JP", viewport={"width": 1024, "height": 768})
    complaints = complaints_of(page, service.url)
    page.goto(f"{service.url}/shop/{SKU}")
    focus(page, "a[href*='store='][href$='#reserve']", expect)
    page.keyboard.press("Enter")
    page.wait_for_url("**store=**")
    chosen = page.input_value("#store")
    expect(chosen != "", "the store that was chosen is not in the form")
    for field, text in {"#name": "髙﨑 葵", "#phone": "090-0000-4321"}.items():
        focus(page, field, expect)
        page.keyboard.type(text)
    focus(page, "form .button--main >> nth=-1", expect)
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/**")
    expect("確認中" in page.inner_text("body"), "the reserved page does not say how it stands")
    expect(not complaints, f"the shop's pages complain: {complaints}")
    page.close()


def nearby(browser, service, expect):
    """Sorts the stores by the distance from a reader in Kichijoji, who asks for it."""
    context = browser.new_context(
        locale="ja-JP", geolocation={"latitude": 35.7033, "longitude": 139.5797}, permissions=["geolocation"],
    )
    page = context.new_page()
    complaints = complaints_of(page, service.url)
    page.goto(f"{service.url}/shop/KT-1010-20")
    expect("near=" not in page.url, "the position was asked for before anybody wished it")
    page.click("button[data-near]")
    page.wait_for_url("**near=35.70*")
    expect("35.7033" not in page.url, f"more than a rough position left the browser: {page.url}")
    first = page.inner_text(".shelves li >> nth=0")
    expect("吉祥寺店" in first and "km" in first, f"the nearest store is not the first: {first}")
    expect(not complaints, f"the shop's page complains: {complaints}")
    context.close()


def embedded(browser, shop, service, language, expect):
    """Reserves on the other shop's page by keyboard alone."""
    context = browser.new_context(locale="ja-JP" if language == "ja" else "en-GB")
    page = context.new_page()
    complaints = complaints_of(page, service.url, shop.origin)
    page.goto(f"{shop.origin}/{language}")
    page.wait_for_selector("torioki-reserve input[type=radio]")
    focus(page, "torioki-reserve button.main", expect)
    page.keyboard.press("Enter")
    page.wait_for_selector("torioki-reserve #name")
    # Nothing is typed yet: the component says what is missing, and goes to the first field that wants it.
    focus(page, "torioki-reserve button.main", expect)
    page.keyboard.press("Enter")
    page.wait_for_selector("torioki-reserve [aria-invalid=true]")
    focused = page.evaluate("document.querySelector('torioki-reserve').shadowRoot.activeElement.id")
    expect(focused == "name", f"after a fault the focus is on “{focused}”")
    page.keyboard.type("髙﨑 葵")
    focus(page, "torioki-reserve #phone", expect)
    page.keyboard.type("090-0000-4322" if language == "ja" else "090-0000-4323")
    page.keyboard.press("Enter")
    link = page.wait_for_selector("torioki-reserve a.button").get_attribute("href")
    expect(link.startswith(service.url + "/r/"), f"the reservation leads to {link}")
    title = page.inner_text("torioki-reserve h2")
    expect(title == ("取り置きを承りました" if language == "ja" else "Your reservation is made"), f"it says “{title}”")
    status = context.new_page()
    status.goto(link)
    expect(("確認中" if language == "ja" else "Checking") in status.inner_text("body"), "the link shows no reservation")
    expect(not complaints, f"the embedding page complains: {complaints}")
    context.close()


def foreign(browser, service, expect):
    """A shop that nobody named is shown nothing."""
    with OtherShop() as stranger:
        stranger.service = service.url
        page = browser.new_page()
        page.goto(f"{stranger.origin}/ja")
        page.wait_for_selector("torioki-reserve [role=alert]")
        expect(page.locator("torioki-reserve input").count() == 0, "a foreign shop was shown the stock")
        page.close()


def focus(page, selector, expect):
    """Goes by Tab until an element has the focus."""
    wanted = page.locator(selector).first
    if selector.endswith(">> nth=-1"):
        wanted = page.locator(selector)
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element.getRootNode().activeElement === element"):
            return
    expect(False, f"the keyboard does not reach {selector}")


class OtherShop:
    """Another web shop, with a page in each language."""

    def __enter__(self):
        shop = self

        class Page(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path == "/favicon.ico":
                    self.send_response(204)
                    self.end_headers()
                    return
                language = self.path.strip("/") or "ja"
                body = PAGE.format(language=language, sku=SKU, service=shop.service).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", POLICY.format(service=shop.service))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.service = ""
        self.server = http.server.ThreadingHTTPServer((HOST, 0), Page)
        self.origin = f"http://{HOST}:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)
