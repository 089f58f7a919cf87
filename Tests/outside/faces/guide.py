# SPDX-License-Identifier: Apache-2.0
"""Home, styleguide, sign-in and the pages that say no: accessible, quiet and no wider than the screen."""

from watch import Watch

PAGES = {"home": "/", "guide": "/styleguide", "sign-in": "/sign-in", "gone": "/r/none"}


def check(browser, service, expect):
    with Watch(browser, service, "guide") as watch:
        for language in ("ja", "en"):
            for scheme in ("light", "dark"):
                page = watch.phone(language, color_scheme=scheme, reduced_motion="reduce")
                for name, path in PAGES.items():
                    page.goto(service.url + path)
                    watch.axe(page, f"{name} {language} {scheme}")
                    watch.fits(page, f"{name} {language} {scheme}")
                    watch.reports(page)
                    if (language, scheme) == ("ja", "light"):
                        watch.shot(page, name)
                parts(watch, page, service, expect, f"{language} {scheme}")
                page.close()
        signing_in(watch, service, expect)


def parts(watch, page, service, expect, state):
    """The dialog and the toast: by keyboard alone, in the dialog's and the reader's hands as they should be."""
    page.goto(service.url + "/styleguide")
    opener, dialog = page.locator("button[data-open]"), page.get_by_role("dialog")
    for key in ("Escape", "Enter"):
        opener.focus()
        page.keyboard.press("Enter")
        dialog.wait_for()
        expect(page.evaluate("document.querySelector('dialog').matches(':modal')"), f"{state}: the page behind is not shut")
        title = page.evaluate("document.getElementById(document.querySelector('dialog').getAttribute('aria-labelledby')).innerText")
        expect(title.strip() and title in dialog.inner_text(), f"{state}: the dialog has no name")
        stood = lambda: page.evaluate("[document.activeElement.value, Boolean(document.activeElement.closest('dialog'))]")
        expect(stood() == ["", True], f"{state}: the focus is not on the button that changes nothing: {stood()}")
        page.keyboard.press("Tab")
        expect(stood() == ["yes", True], f"{state}: Tab does not lead to the other button: {stood()}")
        page.keyboard.press("Shift+Tab")
        for button in dialog.get_by_role("button").all():
            box = button.bounding_box()
            expect(box["height"] >= 44 and box["width"] >= 44, f"{state}: a button of the dialog is {box}")
        watch.axe(page, f"dialog {state}")
        watch.fits(page, f"dialog {state}")
        page.keyboard.press(key)
        dialog.wait_for(state="hidden")
        expect(page.evaluate("document.querySelector('dialog').returnValue") == "", f"{state}: {key} says yes")
        back = page.evaluate("document.activeElement === document.querySelector('button[data-open]')")
        expect(back, f"{state}: {key} does not give the focus back")
    toast(watch, page, expect, state)


def toast(watch, page, expect, state):
    """One word at a time, heard politely, over the page and not in it; it stays while somebody is at it, then goes."""
    place, word = page.locator(".toasts"), page.locator(".toast")
    expect(place.get_attribute("role") == "status" and place.get_attribute("aria-live") == "polite", f"{state}: not heard")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.clock.install()
    page.locator("button[data-say]").click()
    page.locator("button[data-say]").click()
    word.wait_for()
    expect(word.count() == 1, f"{state}: {word.count()} toasts at once")
    expect(page.evaluate("document.documentElement.scrollHeight") == height, f"{state}: the toast moves the page")
    word.get_by_role("button").focus()
    watch.axe(page, f"toast {state}")
    watch.shot(page, f"toast-{state.replace(' ', '-')}")
    page.clock.run_for(60_000)
    expect(word.count() == 1, f"{state}: the toast goes while the focus is in it")
    page.locator("button[data-say]").focus()
    page.clock.run_for(3_000)
    expect(word.count() == 1, f"{state}: the toast goes before it can be read")
    page.clock.run_for(10_000)
    expect(word.count() == 0, f"{state}: the toast does not go by itself")
    page.locator("button[data-say]").focus()
    page.keyboard.press("Enter")
    word.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(word.count() == 0, f"{state}: the toast cannot be put away")


def signing_in(watch, service, expect):
    """A wrong password is told on the page, and by keyboard alone somebody comes in and out."""
    page = watch.tablet("en")
    page.goto(f"{service.url}/sign-in?to=/styleguide")
    page.keyboard.press("Tab")
    page.get_by_label("Login").focus()
    page.keyboard.type("nobody")
    page.keyboard.press("Tab")
    page.keyboard.type("not this one")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    expect("not right" in page.get_by_role("alert").inner_text(), "a wrong password is not told")
    expect(page.get_by_label("Login").input_value() == "nobody", "what was typed is gone")
    watch.axe(page, "sign-in refused")
    service.command("staff", "add", "tester", "--name", "試験 太郎", "--role", "admin", input="correct horse battery\n")
    page.get_by_label("Login").fill("tester")
    page.get_by_label("Password").fill("correct horse battery")
    page.keyboard.press("Enter")
    page.wait_for_url("**/styleguide*")
