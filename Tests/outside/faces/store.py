# SPDX-License-Identifier: Apache-2.0
"""The store console on a tablet: from a customer's click to the hand-over with a scanner, without a network and back."""

import csv
import re
import time
import uuid

from common import ARTEFACTS, ROOT
from shop import bearer, received

STORE = "S005"
CLERK = ("morishita.rin", "torioki-demo-clerk")
OTHER = ("kubota.yuma", "torioki-demo-clerk")
# Where goods are sent to, and who waits for them there.
FAR, FAR_CLERK = "S004", ("nakazato.hana", "torioki-demo-clerk")
TABLET = {"width": 1024, "height": 768}
# The events of PostgreSQL reach an open page within this time (seconds).
SOON = 1.0


def check(browser, service, expect):
    house = House(service, expect)
    by_clicking(browser, house)
    english(browser, house)
    two_browsers(browser, house)
    offline(browser, house)
    refused(browser, house)
    signed_out(browser, house)
    sending(browser, house)
    sounding(browser, house)
    asking(browser, house)
    hands(browser, house)
    paper(browser, house)
    without_script(browser, house)


class House:
    """Speaks to the API beside the browser: reserves, looks at what happened."""

    def __init__(self, service, expect):
        self.service = service
        self.expect = expect
        self.headers = bearer(service.key("store-face"))
        with open(ROOT / "seeds" / "catalogue.csv", encoding="utf-8", newline="") as file:
            self.goods = [row for row in csv.DictReader(file) if row["gtin"]][:40]
        self.taken = 0
        skus = [row["sku"] for row in self.goods]
        for sku in skus:
            answer = service.request("POST", "/v1/stock/movements", received(STORE, sku, 20), self.keyed())
            expect(answer.status == 201, f"no goods could be received: {answer.status} {answer.body[:200]}")

    def keyed(self):
        return {**self.headers, "Idempotency-Key": f'"{uuid.uuid4()}"'}

    def take(self):
        """The next SKU that no reservation of this check has."""
        self.taken += 1
        return self.goods[self.taken % len(self.goods)]

    def reserve(self, name, quantity=1, **more):
        item = self.take()
        body = {
            "location": STORE, **more, "lines": [{"sku": item["sku"], "quantity": quantity}],
            "customer": {"name": name, "external_id": f"store-face-{uuid.uuid4()}"},
        }
        answer = self.service.request("POST", "/v1/reservations", body, self.keyed())
        self.expect(answer.status == 201, f"no reservation could be made: {answer.status} {answer.body[:300]}")
        return {**answer.json, "item": item}

    def does(self, reservation, command, body=None, status=200):
        path = f"/v1/reservations/{reservation['id']}/{command}"
        answer = self.service.request("POST", path, body or {}, self.keyed())
        self.expect(answer.status == status, f"{command} answers {answer.status} {answer.body[:300]}")
        return answer.json

    def ready(self, reservation):
        self.does(reservation, "pick", {"staging": "B-3"})
        self.does(reservation, "ready", {"staging": "B-3"})

    def kinds(self, reservation):
        path = f"/v1/reservations/{reservation['id']}/history"
        answer = self.service.request("GET", path, headers=self.headers)
        return [event["kind"] for event in answer.json["events"]]


class Tablet:
    """A signed-in clerk's browser; it must ask nobody else, and must not complain."""

    def __init__(self, browser, house, person=CLERK, locale="ja-JP", script=True, viewport=None, dark=False, store=STORE,
                 before=""):
        self.house = house
        self.complaints = []
        self.is_offline = False
        self.context = browser.new_context(
            locale=locale, viewport=viewport or TABLET, java_script_enabled=script,
            color_scheme="dark" if dark else "light",
        )
        self.context.add_init_script(before)
        self.store = store
        self.page = self.context.new_page()
        # Requests that meet no network are told as errors too; those are what the check is about.
        self.page.on("console", lambda message: self.complain(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complain(str(error)))
        self.page.on("request", lambda asked: None if asked.url.startswith(house.service.url) else self.complain(asked.url))
        self.page.goto(f"{house.service.url}/store")
        self.sign_in(person)

    def sign_in(self, person):
        self.page.fill("#login", person[0])
        self.page.fill("#password", person[1])
        self.page.click("form .button--main")
        self.page.wait_for_url(f"**/store/{self.store}*")

    def complain(self, text):
        if not self.is_offline and "status of 409" not in text:
            self.complaints.append(text)

    def unplug(self):
        self.is_offline = True
        self.context.set_offline(True)

    def plug(self):
        """Brings the network back; what was under way without one may still complain until the page is live."""
        self.context.set_offline(False)
        self.page.wait_for_selector("html[data-connection=live]", timeout=30_000)
        self.is_offline = False

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.context.close()
        if kind is None:
            self.house.expect(not self.complaints, f"the console complains: {self.complaints[:5]}")

    def live(self):
        self.page.wait_for_selector("html[data-connection=live]")
        return self

    def kept(self):
        """Waits until the pages of the open work are kept for a time without a network."""
        self.page.wait_for_selector("html[data-kept=yes]", timeout=30_000)
        return self

    def card(self, reservation):
        return self.page.locator(f"li[data-job='{reservation['id']}']")

    def told(self, word):
        """Waits for the short word at the foot of the screen, and puts it away, so that the next is known from it."""
        toast = self.page.locator(".toast", has_text=word)
        toast.get_by_role("button").click()
        toast.wait_for(state="detached")

    def answer(self, yes):
        """Answers what the console asks once more."""
        dialog = self.page.get_by_role("dialog")
        dialog.wait_for()
        dialog.locator("button[value=yes]").click() if yes else self.page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")

    def scan(self, code):
        """Types as a scanner does: fast, anywhere on the page, with Enter at the end."""
        self.page.evaluate("document.activeElement?.blur()")
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")

    def shot(self, name):
        ARTEFACTS.mkdir(exist_ok=True)
        self.page.screenshot(path=ARTEFACTS / f"store-{name}.png", full_page=True)


def by_clicking(browser, house):
    """The issue's sentence: reserve as a customer, see it, pick and make ready with a scanner, hand over by QR."""
    expect, url = house.expect, house.service.url
    item = house.take()
    with Tablet(browser, house) as clerk:
        clerk.live()
        customer = browser.new_context(locale="ja-JP", viewport={"width": 390, "height": 844})
        phone = customer.new_page()
        phone.goto(f"{url}/shop/{item['sku']}?near={STORE}")
        phone.select_option("#store", STORE)
        phone.fill("#name", "山﨑 客子")
        phone.fill("#phone", "090-0000-7788")
        if phone.locator("#quantity").count():
            phone.fill("#quantity", "2") if phone.locator("input#quantity").count() else phone.select_option("#quantity", "2")
        phone.locator("form:has(#name) button.button--main").last.click()
        phone.wait_for_url("**/r/*")
        seen = time.monotonic()
        card = clerk.page.locator("li.job", has_text="山﨑 客子")
        card.wait_for(timeout=5_000)
        waited = time.monotonic() - seen
        expect(waited < SOON, f"the store saw the reservation after {waited:.2f} s")
        expect("様" in card.inner_text(), "the customer's name lacks 様")
        expect(clerk.page.title().startswith("("), "the title does not count new work")
        clerk.shot("worklist-ja")
        job = card.get_attribute("data-job")
        card.get_by_role("button").click()
        clerk.told("受け付けました")
        clerk.page.locator(f"li[data-job='{job}'] .job-do a").click()
        clerk.page.wait_for_url("**/reservations/**")
        clerk.live()
        clerk.scan("4599999009999")
        word = clerk.page.locator("[data-pick] [data-scan-word]")
        expect("4599999009999" in word.inner_text(), "a code of no line is not told")
        clerk.scan(item["gtin"])
        clerk.scan(item["sku"])
        found = clerk.page.input_value("#found-1")
        expect(found == "2", f"two scans count {found}")
        clerk.scan(item["gtin"])
        expect(clerk.page.input_value("#found-1") == "2", "a third scan counts beyond the line")
        # After the last unit the focus waits in the field of the place, and a scanner types there.
        clerk.page.focus("#staging")
        for code in ("4901234567894", item["gtin"], item["sku"]):
            clerk.page.keyboard.type(code)
            clerk.page.keyboard.press("Enter")
            place = clerk.page.input_value("#staging")
            expect(place == "", f"a scan of an article became the shelf's name {place}")
            clerk.page.focus("#staging")
        expect(clerk.page.input_value("#found-1") == "2", "a scan into the place counts beyond the line")
        clerk.shot("pick-ja")
        clerk.page.fill("#staging", "C-2")
        clerk.page.locator("[data-pick] .button--main").click()
        clerk.told("準備完了にしました")
        expect(clerk.page.inner_text("main h1") == "お渡し待ち", "the page still says what was")
        expect("?" not in clerk.page.url, f"the page was left for {clerk.page.url}")
        phone.wait_for_load_state()
        phone.reload()
        expect("準備完了" in phone.inner_text("main"), "the customer does not read that it is ready")
        link = phone.url.split("?")[0]
        clerk.page.goto(f"{url}/store/{STORE}")
        clerk.live()
        clerk.scan(link)
        clerk.page.wait_for_url("**/reservations/**proof=*")
        clerk.live()
        expect(clerk.page.input_value("#proof") == link.rsplit("/", 1)[1], "the link is not in the field")
        clerk.shot("handover-ja")
        clerk.page.locator("form.handover .button--main").click()
        clerk.told("お渡しを記録しました")
        expect(clerk.page.locator("form.handover").count() == 0, "what is handed over can be handed over again")
        kinds = house.kinds({"id": job})
        expect(kinds.count("reservation.collected") == 1, f"not handed over once: {kinds}")
        customer.close()


def english(browser, house):
    made = house.reserve("Ann O'Hara")
    with Tablet(browser, house, locale="en-GB", viewport={"width": 390, "height": 844}, dark=True) as clerk:
        text = clerk.page.inner_text("main")
        house.expect("Worklist" in text and "Accept" in text and "Ann O'Hara" in text, f"not English: {text[:300]}")
        clerk.shot("worklist-en-phone-dark")
        wide = clerk.page.evaluate("document.documentElement.scrollWidth")
        house.expect(wide <= 390, f"the worklist is {wide} wide on a phone")
        clerk.page.goto(f"{house.service.url}/store/{STORE}/counter?q=hara")
        house.expect("1 found" in clerk.page.inner_text("main"), "the counter does not find by name")
    house.does(made, "cancel", {"reason": "test"})


def two_browsers(browser, house):
    made = house.reserve("二人 見る")
    with Tablet(browser, house) as first, Tablet(browser, house, person=OTHER) as second:
        first.live()
        second.live()
        first.card(made).get_by_role("button").click()
        first.told("受け付けました")
        began = time.monotonic()
        second.page.locator(f"#to-pick li[data-job='{made['id']}']").wait_for(timeout=5_000)
        house.expect(time.monotonic() - began < SOON, "the other browser saw it too late")
    house.does(made, "cancel", {"reason": "test"})


def offline(browser, house):
    """A hand-over, and a pick with the ready and the hand-over behind it, without a network: each is done once."""
    expect = house.expect
    waiting, fresh = house.reserve("待つ 一子"), house.reserve("新しい 二郎")
    house.ready(waiting)
    with Tablet(browser, house) as clerk:
        clerk.live().kept()
        clerk.unplug()
        clerk.card(waiting).locator(".job-do a").click()
        clerk.page.wait_for_url("**/reservations/**")
        expect(clerk.page.locator(".line--lost").count() == 1, "the page does not say that it is offline")
        clerk.scan(waiting["link"])
        clerk.page.locator("form.handover .button--main").click()
        clerk.page.locator(".waits").wait_for()
        clerk.told("この端末に保存しました")
        clerk.shot("offline-waits")
        clerk.page.reload()
        clerk.page.locator(".waits").wait_for()
        clerk.page.goto(f"{house.service.url}/store/{STORE}")
        clerk.card(waiting).locator(".waits").wait_for()
        expect("送信待ち" in clerk.card(waiting).inner_text(), "the card does not say that it waits")
        clerk.card(fresh).get_by_role("button").click()
        clerk.card(fresh).locator(".waits").wait_for()
        clerk.card(fresh).locator("a[data-warm]").click()
        clerk.page.wait_for_url("**/reservations/**")
        clerk.scan(fresh["item"]["gtin"])
        clerk.page.fill("#staging", "A-1")
        clerk.page.locator("[data-pick] .button--main").click()
        # What comes next may be done behind it.
        clerk.page.locator("[data-after=ready] form.handover").wait_for()
        clerk.page.check("[data-after=ready] [name=identity]")
        clerk.page.locator("[data-after=ready] form.handover .button--main").click()
        clerk.answer(True)
        expect(house.kinds(fresh) == ["reservation.created"], "something was sent without a network")
        clerk.plug()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            done = [house.kinds(one).count("reservation.collected") for one in (waiting, fresh)]
            if done == [1, 1]:
                break
            clerk.page.wait_for_timeout(100)
        clerk.page.locator(".waits").wait_for(state="detached")
        # What was typed and ticked for it does not keep the page from showing how things stand.
        clerk.page.locator("form.handover").wait_for(state="detached")
        expect(clerk.page.locator(".task").count() == 0, "something was refused that should not be")
    for made in (waiting, fresh):
        kinds = house.kinds(made)
        expect(kinds.count("reservation.collected") == 1, f"handed over not once: {kinds}")
        expect(kinds.count("fulfilment.ready") == 1, f"made ready not once: {kinds}")
        expect(kinds.count("reservation.accepted") == 1, f"accepted not once: {kinds}")


def refused(browser, house):
    """What was done without a network and is refused afterwards is a task until somebody has seen it."""
    made = house.reserve("取消 三郎")
    with Tablet(browser, house) as clerk:
        clerk.live().kept()
        clerk.unplug()
        clerk.card(made).get_by_role("button").click()
        clerk.card(made).locator(".waits").wait_for()
        house.does(made, "cancel", {"reason": "customer"})
        late = house.reserve("後から 四郎")
        clerk.plug()
        # What happened while nobody listened is there without a reload.
        clerk.card(late).wait_for(timeout=10_000)
        task = clerk.page.locator(".task")
        task.wait_for(timeout=30_000)
        text = task.inner_text()
        house.expect("できませんでした" in text and "キャンセル" in text and "取消 三郎" in text, f"the task says: {text}")
        clerk.page.reload()
        clerk.page.locator(".task").wait_for()
        clerk.shot("refused")
        clerk.page.locator(".task a").click()
        clerk.page.wait_for_url("**/reservations/**")
        clerk.page.locator(".task button").click()
        clerk.page.locator(".task").wait_for(state="detached")
        clerk.page.reload()
        clerk.live()
        house.expect(clerk.page.locator(".task").count() == 0, "a task that was seen comes back")


def signed_out(browser, house):
    """What was done without a network waits for the one who did it, and is not sent in anybody else's name."""
    made = house.reserve("待合 五郎")
    with Tablet(browser, house) as clerk:
        clerk.live().kept()
        clerk.unplug()
        clerk.card(made).get_by_role("button").click()
        clerk.card(made).locator(".waits").wait_for()
        clerk.context.clear_cookies()
        clerk.context.set_offline(False)
        clerk.page.locator("#tasks a").wait_for(timeout=30_000)
        clerk.page.locator("#tasks a").click()
        clerk.sign_in(OTHER)
        clerk.page.locator("#tasks .notice").wait_for()
        house.expect("ほかの方" in clerk.page.inner_text("#tasks"), "the other person is not told whose work waits")
        house.expect(house.kinds(made) == ["reservation.created"], "work was sent in somebody else's name")
        clerk.page.locator("form.person button").click()
        clerk.page.wait_for_url("**/sign-in*")
        clerk.page.goto(f"{house.service.url}/store")
        clerk.sign_in(CLERK)
        clerk.page.locator(f"#to-pick li[data-job='{made['id']}']").wait_for(timeout=30_000)
        clerk.is_offline = False
    house.expect(house.kinds(made).count("reservation.accepted") == 1, "the work that waited was not done once")
    house.does(made, "cancel", {"reason": "test"})


def sending(browser, house):
    """Goods for another store: listed and counted without a reload, sent once, seen under way and received there."""
    expect = house.expect
    goods = {"location": FAR, "ships_from": STORE, "kind": "buy"}
    made = house.reserve("遠方 花子", 2, **goods)
    with Tablet(browser, house) as sender, Tablet(browser, house, person=FAR_CLERK, store=FAR) as receiver:
        sender.live().kept()
        receiver.live()
        receiver.card(made).get_by_role("button").click()
        receiver.told("受け付けました")
        began = time.monotonic()
        count = sender.page.locator("[data-part=count-send]")
        sender.page.locator("[data-part=count-send][data-count='1']").wait_for(timeout=5_000)
        expect(time.monotonic() - began < SOON, "the sender learned too late what is to be sent")
        expect("出荷予定" in receiver.card(made).inner_text(), "the receiver does not read where the goods are")
        sender.page.get_by_role("link", name="出荷").click()
        sender.page.wait_for_url("**/shipments*")
        sender.live()
        text = sender.card(made).inner_text()
        expect("吉祥寺" in text and made["item"]["sku"] in text, f"the card says: {text}")
        expect("遠方" not in sender.page.content(), "the sender reads who it is for")
        sender.shot("shipments-ja")
        step = sender.card(made).get_by_role("button")
        step.click()
        sender.answer(False)
        focused = sender.page.evaluate("document.activeElement.id")
        expect(focused == step.get_attribute("id"), f"the focus goes to {focused!r}")
        expect("fulfilment.shipped" not in house.kinds(made), "Escape sent the goods")
        step.click()
        sender.answer(True)
        sender.told("出荷を記録しました")
        sender.card(made).wait_for(state="detached")
        expect(not count.is_visible(), "what was sent is still counted")
        coming = receiver.page.locator(f"#coming li[data-job='{made['id']}']", has_text="出荷済み")
        coming.wait_for(timeout=5_000)
        receiver.shot("coming-ja")
        coming.get_by_role("button").click()
        receiver.told("入荷を記録しました")
        receiver.page.locator(f"#to-pick li[data-job='{made['id']}']").wait_for()
        later = house.reserve("遠方 次郎", **goods)
        house.does(later, "accept")
        sender.card(later).wait_for(timeout=5_000)
        sender.unplug()
        sender.card(later).get_by_role("button").click()
        sender.answer(True)
        sender.told("この端末に保存しました")
        sender.card(later).locator(".waits").wait_for()
        expect("fulfilment.shipped" not in house.kinds(later), "something was sent without a network")
        sender.plug()
        sender.card(later).wait_for(state="detached", timeout=30_000)
    for one in (made, later):
        kinds = house.kinds(one)
        expect(kinds.count("fulfilment.shipped") == 1, f"sent not once: {kinds}")
        house.does(one, "cancel", {"reason": "test"})


# A browser without a loudspeaker and a dock: what it would sound and show is written down.
EARS = """
  window.heard = [];
  window.AudioContext = class {
    currentTime = 0; destination = {};
    resume() {}
    createGain() {
      return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (to) => to };
    }
    createOscillator() {
      const wave = { frequency: { value: 0 }, connect: (to) => to, start: () => heard.push(wave.frequency.value), stop() {} };
      return wave;
    }
  };
  navigator.setAppBadge = async (count) => { window.badge = count; };
  navigator.clearAppBadge = async () => { window.badge = 0; };
"""
NEW = [660, 880]


def sounding(browser, house):
    """New work is heard once, on whatever page somebody stands, when sound is on; it is counted on tab and icon."""
    expect = house.expect
    with Tablet(browser, house, before=EARS) as clerk:
        clerk.live()
        page, made = clerk.page, []

        def comes(path, sounds, card=False):
            before = int(page.locator("[data-part=count-fresh]").get_attribute("data-count"))
            made.append(house.reserve(f"新着 {len(made)}"))
            page.locator(f"[data-part=count-fresh][data-count='{before + 1}']").wait_for(timeout=5_000)
            if card:
                clerk.card(made[-1]).wait_for()
            heard = page.evaluate("heard.splice(0)")
            expect(heard == sounds, f"{path}: {heard} is heard, not {sounds}")
            expect(page.title().startswith(f"({before + 1}) "), f"{path}: the title is {page.title()}")
            expect(page.evaluate("badge") == before + 1, f"{path}: the badge says {page.evaluate('badge')}")

        comes("worklist", [], card=True)
        switch = page.locator("[data-sound]")
        expect(switch.get_attribute("aria-pressed") == "false", "sound is on before anybody wanted it")
        switch.click()
        expect(switch.get_attribute("aria-pressed") == "true", "the switch does not say that sound is on")
        expect(page.evaluate("heard.splice(0).length") == 1, "the switch does not let hear what it does")
        comes("worklist", NEW, card=True)
        for path in ("/counter", "/stock", "/count", "/shipments", f"/reservations/{made[0]['id']}"):
            page.goto(f"{house.service.url}/store/{STORE}{path}")
            clerk.live()
            expect(page.evaluate("heard.splice(0)") == [], f"{path}: what was heard before is heard again")
            comes(path, NEW)
        # What comes while the console is away is heard when it is back.
        page.goto(f"{house.service.url}/styleguide")
        made.append(house.reserve("留守 中"))
        page.goto(f"{house.service.url}/store/{STORE}/counter")
        clerk.live()
        expect(page.evaluate("heard.splice(0)") == NEW, "what came between two pages is not heard")
        # Less work makes no sound.
        left = int(page.locator("[data-part=count-fresh]").get_attribute("data-count")) - len(made)
        for one in made:
            house.does(one, "cancel", {"reason": "test"})
        page.locator(f"[data-part=count-fresh][data-count='{left}']").wait_for(state="attached")
        expect(page.evaluate("heard.splice(0)") == [], "work that is called off is heard as new")


def asking(browser, house):
    """What cannot be taken back is asked once more; a scanner answers nothing."""
    expect = house.expect
    ready, short = house.reserve("問 一子"), house.reserve("欠品 二郎")
    house.ready(ready)
    with Tablet(browser, house) as clerk:
        page, base = clerk.page, f"{house.service.url}/store/{STORE}/reservations"
        page.goto(f"{base}/{ready['id']}")
        clerk.live()
        page.check("form.handover [name=identity]")
        house.does(ready, "messages", {"text": "まもなく着きます"}, 201)
        page.locator("#talk li", has_text="まもなく").wait_for()
        expect(page.is_checked("form.handover [name=identity]"), "the tick goes when the customer writes")
        page.locator("form.handover .button--main").click()
        dialog = page.get_by_role("dialog")
        dialog.wait_for()
        clerk.shot("ask-ja")
        page.keyboard.type(ready["item"]["gtin"])
        page.keyboard.press("Enter")
        expect(dialog.is_visible(), "a scanner answers the question")
        dialog.locator("button[value='']").click()
        dialog.wait_for(state="hidden")
        expect("reservation.collected" not in house.kinds(ready), "No hands over")
        # The question does not take away what was ticked, and what happens meanwhile does not take away the form.
        expect(page.is_checked("form.handover [name=identity]"), "the tick is gone")
        page.locator("form.handover .button--main").click()
        clerk.answer(True)
        clerk.told("お渡しを記録しました")
        page.goto(f"{base}/{short['id']}")
        clerk.live()
        page.fill("#say", "本日入荷します")
        page.locator("form[data-step=say] button").click()
        clerk.told("メッセージを送りました")
        expect("本日入荷します" in page.inner_text("#talk ol"), "what was written is not on the page")
        expect(page.input_value("#say") == "", "the field still holds what was sent")
        page.locator("[data-pick] .button--plain[name=key]").click()
        clerk.told("確保した数を記録しました")
        expect("fulfilment.line_short_picked" not in house.kinds(short), "units are missing that nobody missed")
        page.select_option("#short-1", "mismatch")
        page.locator("[data-pick] .button--plain[name=key]").click()
        clerk.answer(True)
        clerk.told("確保した数を記録しました")
        expect(house.kinds(short).count("fulfilment.line_short_picked") == 1, "the missing units are not recorded once")
        page.locator("summary", has_text="キャンセル").click()
        # What is unfolded stays so when something else happens to the reservation.
        house.does(short, "messages", {"text": "ありがとうございます"}, 201)
        page.locator("#talk li", has_text="ありがとうございます").wait_for()
        expect(page.locator("#note-cancel").is_visible(), "the fold closes by itself")
        page.fill("#note-cancel", "試験")
        page.locator("form[data-step=cancel] button").click()
        clerk.answer(True)
        clerk.told("キャンセルしました")


HANDS = """() => {
  const seen = (part) => part.offsetParent !== null && getComputedStyle(part).visibility !== "hidden";
  const faults = [];
  const ids = [...document.querySelectorAll("[id]")].map((part) => part.id);
  for (const id of ids) if (ids.filter((other) => other === id).length > 1) faults.push(`id ${id} twice`);
  for (const part of document.querySelectorAll("main input:not([type=hidden]), main select, main textarea")) {
    if (seen(part) && !part.labels.length) faults.push(`no label: ${part.name || part.id}`);
  }
  for (const part of document.querySelectorAll("main a, main button, main input, main select, summary, nav a, nav button")) {
    const box = part.closest("label.check") || part;
    const { width, height } = box.getBoundingClientRect();
    if (seen(part) && part.type !== "hidden" && (height < 43.5 || width < 43.5)) {
      faults.push(`${Math.round(width)}x${Math.round(height)}: ${part.outerHTML.slice(0, 90)}`);
    }
  }
  return [...new Set(faults)];
}"""


def hands(browser, house):
    """Every page can be worked with by a thumb: 44 pixels at least, every field with its label, every id once."""
    made = house.reserve("指 太子")
    house.ready(made)
    with Tablet(browser, house) as clerk:
        base = f"{house.service.url}/store/{STORE}"
        sku = made["item"]["sku"]
        for path in ["", "/counter?q=%E6%8C%87", "/stock?q=KT-10", f"/stock/{sku}", "/count", "/shipments", f"/reservations/{made['id']}"]:
            for width in (390, 1024):
                clerk.page.set_viewport_size({"width": width, "height": 768})
                clerk.page.goto(base + path)
                clerk.page.locator(".line", has_text=re.compile(r"\S")).first.wait_for()
                for fold in clerk.page.locator("summary").all():
                    fold.click()
                faults = clerk.page.evaluate(HANDS)
                house.expect(not faults, f"{path} at {width}: {faults[:6]}")
                wide = clerk.page.evaluate("document.documentElement.scrollWidth")
                house.expect(wide <= width, f"{path} is {wide} wide at {width}")
    house.does(made, "cancel", {"reason": "test"})


def paper(browser, house):
    made = house.reserve("<img src=x onerror=alert(1)>寿限無" + "長" * 150)
    house.does(made, "pick", {"staging": "奥の棚の上から二段目" * 6})
    with Tablet(browser, house) as clerk:
        for name, width, height in [("pick-list", 148, 210), ("label", 80, 100)]:
            clerk.page.goto(f"{house.service.url}/store/{STORE}/reservations/{made['id']}/{name}")
            clerk.shot(name)
            document = clerk.page.pdf(prefer_css_page_size=True, path=str(ARTEFACTS / f"store-{name}.pdf"))
            boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", document)
            sizes = {(round(float(x) / 72 * 25.4), round(float(y) / 72 * 25.4)) for x, y in boxes}
            house.expect(sizes == {(width, height)}, f"{name} is printed on {sizes}")
            house.expect(len(boxes) == 1, f"{name} has {len(boxes)} pages")
    house.does(made, "cancel", {"reason": "test"})


def without_script(browser, house):
    made = house.reserve("無 脚本")
    with Tablet(browser, house, script=False) as clerk:
        clerk.card(made).get_by_role("button").click()
        clerk.page.wait_for_url("**done=accept*")
        clerk.card(made).locator(".job-do a").click()
        clerk.page.fill("#found-1", "1")
        clerk.page.fill("#staging", "B-2")
        clerk.page.locator("[data-pick] .button--main").click()
        clerk.page.wait_for_url("**done=ready*")
        clerk.page.check("form.handover [name=identity]")
        clerk.page.locator("form.handover .button--main").click()
        clerk.page.wait_for_url("**done=collect*")
    kinds = house.kinds(made)
    house.expect(kinds[-1] == "reservation.collected", f"not handed over: {kinds}")
