# SPDX-License-Identifier: Apache-2.0
"""Plain HTTP on a name that is not this machine's own, as in a store's network: forms are taken, a stranger's are not.

There a browser sends no Sec-Fetch-Site, so the Origin of a form is all that tells where it comes from.
"""

STRANGER = """<form method="post" action="{url}/sign-in"><input name="login" value="demo.admin">
<input name="password" value="torioki-demo-admin"><button>go</button></form>"""


def check(browser, service, expect):
    url = f"http://shop.test:{service.port}"
    page = browser.new_page()
    try:
        page.goto(f"{url}/sign-in?to=/hq")
        page.fill("#login", "demo.admin")
        page.fill("#password", "torioki-demo-admin")
        page.click("main button")
        page.wait_for_url("**/hq*")
        expect(page.locator("h1").count() > 0, "head office shows nothing")

        goods = page.goto(f"{url}/shop")
        expect(goods.status == 200, f"the shop answers {goods.status}")
    finally:
        page.close()
    stranger = browser.new_page()
    try:
        # A page of another origin posts the same form.
        stranger.route("http://evil.test/", lambda route: route.fulfill(
            status=200, content_type="text/html", body=STRANGER.format(url=url)))
        stranger.goto("http://evil.test/")
        with stranger.expect_navigation() as moved:
            stranger.click("button")
        expect(moved.value.status == 403, f"a stranger's form was answered {moved.value.status}")
    finally:
        stranger.close()
