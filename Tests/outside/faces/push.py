# SPDX-License-Identifier: Apache-2.0
"""Push messages, from the switch on the customer's page to the notification and the click on it.

Chromium subscribes only with the push service of its maker. So the page's own PushManager gives a subscription whose keys
the page made by WebCrypto and whose address is a push service of this test; everything else is real: the switch, the
worker, the house's encryption, which the page undoes by WebCrypto, and the worker's notification, for which the decrypted
message is handed to the browser's own push stack.
"""

import base64
import http.server
import json
import threading
import time

from common import ARTEFACTS

from faces.customer import House

PHONE = {"width": 390, "height": 844}

# Stands in for the maker's push service: a subscription with keys of the page's own.
SUBSCRIBING = """
(() => {
  const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const build = ({ p256dh, auth, key }) => ({
    endpoint: "ENDPOINT", options: { applicationServerKey: bytes(key).buffer },
    toJSON: () => ({ endpoint: "ENDPOINT", expirationTime: null, keys: { p256dh, auth } }),
    unsubscribe: async () => { localStorage.removeItem("kept"); return true; },
  });
  PushManager.prototype.getSubscription = async () => {
    const kept = localStorage.getItem("kept");
    return kept && build(JSON.parse(kept));
  };
  PushManager.prototype.subscribe = async (options) => {
    const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
    const auth = crypto.getRandomValues(new Uint8Array(16));
    const point = await crypto.subtle.exportKey("raw", pair.publicKey);
    window.pair = { pair, auth, point: new Uint8Array(point) };
    const key = text(options.applicationServerKey);
    window.asked = { visible: options.userVisibleOnly, key };
    localStorage.setItem("kept", JSON.stringify({ p256dh: text(point), auth: text(auth), key }));
    return build(JSON.parse(localStorage.getItem("kept")));
  };
})();
"""

# RFC 8291 from the receiver's side.
OPENING = """
async (body) => {
  const bytes = Uint8Array.from(atob(body), (one) => one.charCodeAt(0));
  const { pair, auth, point } = window.pair;
  const [salt, theirs, sealed] = [bytes.slice(0, 16), bytes.slice(21, 86), bytes.slice(86)];
  const join = (...parts) => new Uint8Array(parts.flatMap((part) => [...part]));
  const words = (text) => new TextEncoder().encode(text);
  const derive = async (secret, salt, info, bits) => {
    const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, bits));
  };
  const other = await crypto.subtle.importKey("raw", theirs, { name: "ECDH", namedCurve: "P-256" }, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, pair.privateKey, 256);
  const input = await derive(shared, auth, join(words("WebPush: info\\0"), point, theirs), 256);
  const content = await derive(input, salt, words("Content-Encoding: aes128gcm\\0"), 128);
  const iv = await derive(input, salt, words("Content-Encoding: nonce\\0"), 96);
  const key = await crypto.subtle.importKey("raw", content, "AES-GCM", false, ["decrypt"]);
  const plain = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed));
  return { size: new DataView(bytes.buffer).getUint32(16), end: plain.at(-1),
    text: new TextDecoder().decode(plain.slice(0, -1)) };
}
"""

# RFC 8292: the signed word, checked with the key it names.
CHECKING = """
async ([token, key]) => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const kind = { name: "ECDSA", namedCurve: "P-256" };
  const known = await crypto.subtle.importKey("raw", bytes(key), kind, false, ["verify"]);
  const [head, claims, signature] = token.split(".");
  return crypto.subtle.verify(
    { name: "ECDSA", hash: "SHA-256" }, known, bytes(signature), new TextEncoder().encode(`${head}.${claims}`));
}
"""


class PushService:
    """Takes messages as a push service does; answers what it is told to."""

    def __init__(self):
        self.posts = []
        self.status = 201
        self.came = threading.Condition()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with outer.came:
                    outer.posts.append((self.path, dict(self.headers.items()), body))
                    self.send_response(outer.status)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    outer.came.notify_all()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def wait(self, count, within=20):
        """Waits until so many messages have come; gives what has."""
        with self.came:
            self.came.wait_for(lambda: len(self.posts) >= count, within)
            return list(self.posts)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


def check(browser, service, expect):
    pushing = PushService()
    try:
        service.stop()
        service.environment["TORIOKI_PUSH_HOSTS"] = pushing.origin
        service.start()
        house = House(service, expect)
        hidden(browser, house, expect)
        told(browser, house, pushing, expect)
    finally:
        pushing.close()


def hidden(browser, house, expect):
    """Without a script, and where the owner of the browser has said no, nothing is offered."""
    reservation = house.reserve()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(reservation["link"], wait_until="load")
    expect(not page.locator(".push").is_visible(), "the switch is there without a script")
    context.close()
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    page = context.new_page()
    page.goto(reservation["link"], wait_until="load")
    page.wait_for_selector("html[data-connection=live]")
    expect(page.locator(".push").count() == 1, "the switch is not on the page")
    expect(not page.locator(".push").is_visible(), "the switch is there though notifications are blocked")
    context.close()


def told(browser, house, pushing, expect):
    reservation = house.reserve()
    link = reservation["link"]
    context = browser.new_context(locale="ja-JP", viewport=PHONE, device_scale_factor=2, has_touch=True)
    context.grant_permissions(["notifications"], origin=house.service.url)
    context.add_init_script(SUBSCRIBING.replace("ENDPOINT", pushing.origin + "/device"))
    complaints, strangers = [], []
    page = context.new_page()
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("request", lambda r: None if r.url.startswith(house.service.url) else strangers.append(r.url))
    page.goto(link, wait_until="load")
    switch = page.get_by_role("switch", name="この端末に通知する")
    switch.wait_for()
    expect(not switch.is_checked(), "the device is told before it was asked")
    page.locator(".push").screenshot(path=ARTEFACTS / "push-off.png")
    switch.check()
    page.wait_for_selector(".push >> text=この端末にお知らせします")
    page.locator(".push").screenshot(path=ARTEFACTS / "push-on.png")
    asked = page.evaluate("window.asked")
    listed = house.service.request("GET", f"/v1/pickup/{link.split('/r/')[1]}/devices").json
    expect(asked == {"visible": True, "key": listed["key"]}, f"the browser was asked {asked}")
    expect(len(listed["devices"]) == 1, f"the house knows {listed['devices']}")

    house.prepare(reservation)
    path, fields, body = pushing.wait(1)[0]
    fields = {name.lower(): value for name, value in fields.items()}
    expect(path == "/device" and fields["content-encoding"] == "aes128gcm", f"it came to {path} with {fields}")
    expect(int(fields["ttl"]) > 0 and fields["urgency"] == "high", f"ttl and urgency are {fields}")
    expect(0 < len(fields["topic"]) <= 32, f"the topic is {fields['topic']}")
    token, key = fields["authorization"].removeprefix("vapid t=").split(", k=")
    expect(key == listed["key"] and page.evaluate(CHECKING, [token, key]), "the signed word is not ours")
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    expect(claims["aud"] == pushing.origin, f"it is signed for {claims['aud']}")
    expect(time.time() < claims["exp"] <= time.time() + 86_400, f"it serves until {claims['exp']}")
    opened = page.evaluate(OPENING, base64.b64encode(body).decode())
    expect(opened["size"] == 4096 and opened["end"] == 2, f"the record is {opened}")
    said = json.loads(opened["text"])
    expect(said["title"] == "商品のご用意ができました" and said["link"] == link, f"it says {said}")
    expect("髙﨑" not in opened["text"], "a lock screen would show the name")

    shown(context, page, house, opened["text"], said, expect)

    # A page that is opened anew knows that this device is told.
    page.reload(wait_until="load")
    switch.wait_for()
    expect(switch.is_checked(), "the page does not know that the device is told")

    # A device that is gone is forgotten.
    pushing.status = 410
    path = f"/v1/reservations/{reservation['id']}"
    house.post(path + "/messages", {"text": "お待ちしております"}, 201)
    pushing.wait(2)
    until(lambda: not devices(house, link), "the device is gone and is still told", expect)
    notices = house.get(path + "/history")["notices"]
    pushed = [(one["kind"], one["state"]) for one in notices if one["channel"] == "push"]
    expect(pushed == [("ready", "accepted"), ("message", "failed")], f"the notices are {pushed}")

    # On again, then off by the switch.
    pushing.status = 201
    page.reload(wait_until="load")
    switch.wait_for()
    expect(not switch.is_checked(), "the switch says that the device is told")
    switch.check()
    page.wait_for_selector(".push >> text=この端末にお知らせします")
    switch.uncheck()
    page.wait_for_selector(".push >> text=この端末へのお知らせを止めました")
    expect(not devices(house, link), "the switch is off and the device is still told")
    context.close()
    expect(not complaints, f"the browser complains: {complaints}")
    expect(not strangers, f"requests left for another place: {strangers}")


def shown(context, page, house, text, said, expect):
    """The browser's push stack wakes the worker, which shows the message; touched, it leads to the page."""
    session = context.new_cdp_session(page)
    registrations = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: registrations.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    until(lambda: page.wait_for_timeout(50) or registrations, "there is no worker", expect)
    ours = next(one for one in registrations if one["scopeURL"] == house.service.url + "/r/")
    session.send("ServiceWorker.deliverPushMessage", {
        "origin": house.service.url, "registrationId": ours["registrationId"], "data": text,
    })
    notes = """async () => {
      const registration = await navigator.serviceWorker.getRegistration("/r/");
      return (await registration.getNotifications()).map(({ title, body, tag, lang, data }) =>
        ({ title, body, tag, lang, data }));
    }"""
    until(lambda: page.evaluate(notes), "nothing is shown", expect)
    wanted = [{name: said[name] for name in ("title", "body", "tag", "lang")} | {"data": {"link": said["link"]}}]
    expect(page.evaluate(notes) == wanted, f"what is shown is {page.evaluate(notes)}")

    # A click that nobody made may open no window, so the worker's own way to open one tells where it would lead.
    worker = next(one for one in context.service_workers if one.url.endswith("/push-worker.js"))
    click = """async (pages) => {
      const opened = [];
      clients.matchAll = async () => pages.map((url) => ({ url, focus: async () => opened.push(`focus ${url}`) }));
      clients.openWindow = async (url) => opened.push(`open ${url}`);
      const waits = [];
      for (const notification of await registration.getNotifications()) {
        const event = new NotificationEvent("notificationclick", { notification });
        event.waitUntil = (promise) => waits.push(promise);
        dispatchEvent(event);
      }
      await Promise.all(waits);
      return { opened, left: (await registration.getNotifications()).length };
    }"""
    done = worker.evaluate(click, [])
    expect(done == {"opened": [f"open {said['link']}"], "left": 0}, f"the click did {done}")
    session.send("ServiceWorker.deliverPushMessage", {
        "origin": house.service.url, "registrationId": ours["registrationId"], "data": text,
    })
    until(lambda: page.evaluate(notes), "nothing is shown the second time", expect)
    done = worker.evaluate(click, [said["link"] + "?lang=ja"])
    expect(done == {"opened": [f"focus {said['link']}?lang=ja"], "left": 0}, f"the second click did {done}")
    session.detach()


def devices(house, link):
    return house.service.request("GET", f"/v1/pickup/{link.split('/r/')[1]}/devices").json["devices"]


def until(question, sentence, expect, within=20):
    """Asks until the answer is yes."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if question():
            return
    expect(False, sentence)
