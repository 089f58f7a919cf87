# SPDX-License-Identifier: Apache-2.0
"""Opens pages in a browser and watches that they behave: no error, no CSP report, no request elsewhere, no dialog.

    with Watch(browser, service, "customer") as watch:
        page = watch.phone()
        page.goto(link)
        watch.axe(page, "status")
        watch.shot(page, "status")
"""

import importlib.resources

from common import ARTEFACTS, expect

LOCALES = {"ja": "ja-JP", "en": "en-GB"}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
TABLET = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
# A page that breaks its own policy says so here; nothing may.
REPORTS = "window.cspReports = []; addEventListener('securitypolicyviolation', (event) => " \
    "cspReports.push(event.violatedDirective + ' ' + event.blockedURI))"
# Rules of WCAG 2.2 A and AA; what is only good practice is for people to judge.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Watch:
    """Contexts of a browser whose pages are watched; leaving it says what they did wrong."""

    def __init__(self, browser, service, name, others=()):
        self.browser = browser
        self.service = service
        self.name = name
        # Origins beside the service's own that a check may speak to.
        self.origins = (service.url, "data:", "blob:", *others)
        self.contexts = []
        self.wrongs = []

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        for context in self.contexts:
            for page in context.pages:
                self._reports(page)
            context.close()
        if kind is None:
            expect(not self.wrongs, f"{self.name}: {self.wrongs}")

    def phone(self, language="ja", **options):
        return self.page(language, **PHONE, **options)

    def tablet(self, language="ja", **options):
        return self.page(language, **TABLET, **options)

    def desk(self, language="ja", **options):
        return self.page(language, **DESK, **options)

    def page(self, language="ja", **options):
        """A page in a context of its own: its own cookies, its own storage."""
        context = self.browser.new_context(locale=LOCALES[language], timezone_id="Asia/Tokyo", **options)
        context.set_default_timeout(15_000)
        context.add_init_script(REPORTS)
        self.contexts.append(context)
        context.on("page", self._watch)
        return context.new_page()

    def _watch(self, page):
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.wrongs.append(f"script: {error}"))
        page.on("dialog", self._dialog)

    def _asked(self, request):
        if not request.url.startswith(self.origins):
            self.wrongs.append(f"request to {request.url}")

    def _said(self, message):
        # A refused form and a network that is away are part of what is tried here, and the browser tells them, too.
        expected = "Failed to load resource" in message.text or "net::ERR_INTERNET_DISCONNECTED" in message.text
        if message.type == "error" and not expected:
            self.wrongs.append(f"console: {message.text}")

    def _dialog(self, dialog):
        self.wrongs.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _reports(self, page):
        if page.is_closed() or not page.url.startswith("http"):
            return
        reports = page.evaluate("window.cspReports || []")
        if reports:
            self.wrongs.append(f"CSP on {page.url}: {reports}")

    def reports(self, page):
        """Says at once what a page has reported so far; call before it is left for another."""
        self._reports(page)

    def axe(self, page, state):
        """Holds the page against the rules of accessibility. Scripts must be on."""
        source = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
        page.evaluate(source)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS)
        for violation in found["violations"]:
            places = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
            self.wrongs.append(f"axe on {state}: {violation['id']} ({violation['help']}) at {places}")

    def fits(self, page, state):
        """The page does not scroll sideways."""
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 1:
            self.wrongs.append(f"{state} is {wide} px too wide")

    def shot(self, page, state):
        folder = ARTEFACTS / "faces"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{self.name}-{state}.png", full_page=True)


def complaints_of(page, *origins):
    """The list that fills with what a page does wrong: errors of its scripts, and requests to other origins."""
    complaints = []
    page.on("request", lambda asked: None if asked.url.startswith((*origins, "data:")) else complaints.append(asked.url))
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def is_complaint(message):
    """A refused form answers 422, which the browser writes down as an error of loading: that one is meant."""
    return message.type == "error" and "422" not in message.text
