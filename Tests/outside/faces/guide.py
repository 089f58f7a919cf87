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
                page.close()
        signing_in(watch, service, expect)


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
