# SPDX-License-Identifier: Apache-2.0
"""Takes the pictures of README.md anew, on a demo chain of its own: python Tests/outside/pictures.py"""

import uuid

from playwright.sync_api import sync_playwright

from browser import launch
from common import ROOT, Service, expect, main
from shop import bearer, received

FOLDER = ROOT / "docs" / "pictures"
STORE, SKU = "S005", "KT-1010-24"
CLERK = ("morishita.rin", "torioki-demo-clerk")
ADMIN = ("demo.admin", "torioki-demo-admin")
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 1024, "height": 768}


def check():
    FOLDER.mkdir(exist_ok=True)
    with Service(demo=True) as service, sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            Pictures(browser, service).take()
        finally:
            browser.close()


class Pictures:
    def __init__(self, browser, service):
        self.browser = browser
        self.service = service
        self.key = service.key("pictures")

    def take(self):
        self.post("/v1/stock/movements", received(STORE, SKU, 20), 201)
        phone, store, office = self.page(PHONE), self.page(TABLET), self.page(TABLET)
        self.sign_in(store, CLERK, "/store")
        phone.goto(f"{self.service.url}/shop/{SKU}?near={STORE}")
        self.shot(phone, "shop")
        made = self.post("/v1/reservations", {
            "location": STORE, "lines": [{"sku": SKU, "quantity": 2}],
            "customer": {"name": "山﨑 花子", "phone": "090-0000-7788"}}, 201)
        store.wait_for_selector(f"li[data-job='{made['id']}']")
        self.shot(store, "worklist")
        self.post(f"/v1/reservations/{made['id']}/accept")
        store.goto(f"{self.service.url}/store/{STORE}/reservations/{made['id']}")
        self.shot(store, "pick")
        self.post(f"/v1/reservations/{made['id']}/pick", {"staging": "C-2"})
        self.post(f"/v1/reservations/{made['id']}/ready", {"staging": "C-2"})
        phone.goto(made["link"])
        self.shot(phone, "ready")
        store.goto(f"{self.service.url}/store/{STORE}/reservations/{made['id']}")
        self.shot(store, "hand-over")
        self.sign_in(office, ADMIN, "/hq")
        self.shot(office, "head-office")

    def page(self, viewport):
        return self.browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo", viewport=viewport).new_page()

    def sign_in(self, page, person, to):
        page.goto(f"{self.service.url}/sign-in?to={to}")
        page.fill("#login", person[0])
        page.fill("#password", person[1])
        page.click("main button")
        page.wait_for_url(f"**{to}**")

    def post(self, path, body=None, status=200):
        headers = bearer(self.key, **{"Idempotency-Key": f'"{uuid.uuid4()}"'})
        answer = self.service.request("POST", path, body or {}, headers)
        expect(answer.status == status, f"POST {path}: {answer.status} {answer.body[:300]}")
        return answer.json

    def shot(self, page, name):
        page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main(check)
