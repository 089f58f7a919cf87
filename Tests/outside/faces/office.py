# SPDX-License-Identifier: Apache-2.0
"""An admin at head office: filters the list, changes hours, imports a file with one bad line and reads the report."""

from watch import complaints_of

ADMIN = ("demo.admin", "torioki-demo-admin")
FILE = "sku,name,price\nOUT-1,急須,3300\nOUT-2,湯呑,abc\n"


def check(browser, service, expect):
    context = browser.new_context(locale="ja-JP", viewport={"width": 1024, "height": 768})
    page = context.new_page()
    complaints = complaints_of(page, service.url)
    sign_in(page, service)
    filters(page, service, expect)
    hours(page, service, expect)
    imports(page, service, expect)
    expect(not complaints, f"head office complains: {complaints}")
    context.close()
    plain(browser, service, expect)


def plain(browser, service, expect):
    """Without JavaScript a file is taken all the same."""
    context = browser.new_context(locale="ja-JP", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, service)
    take(page, service, "check")
    expect("確認のみ" in page.inner_text("main"), "without JavaScript the file was not checked")
    context.close()


def sign_in(page, service):
    page.goto(f"{service.url}/hq")
    page.fill("#login", ADMIN[0])
    page.fill("#password", ADMIN[1])
    page.click("form .button--main")
    page.wait_for_url("**/hq")


def filters(page, service, expect):
    page.select_option("#status", "ready")
    page.click(".filters .button--main")
    page.wait_for_url("**status=ready**")
    states = page.locator(".sheet .tag").all_inner_texts()
    expect(states and set(states) == {"準備完了"}, f"filtered by ready, the list shows {states}")
    page.click(".sheet tbody th a >> nth=0")
    page.wait_for_selector("#timeline")
    expect("準備完了" in page.inner_text("h1"), "the reservation's page says another state")
    narrow = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    expect(narrow, "the page scrolls sideways on a tablet")


def hours(page, service, expect):
    page.goto(f"{service.url}/hq/locations/S001")
    before = page.input_value("#day1")
    page.fill("#day1", "20:00-10:00")
    page.click("text=営業時間を保存")
    page.wait_for_selector("#day1-fault")
    expect(page.input_value("#day1") == "20:00-10:00", "what was typed is gone")
    page.fill("#day1", "09:30-21:00")
    page.click("text=営業時間を保存")
    page.wait_for_url("**done=hours")
    expect(page.input_value("#day1") == "09:30-21:00", "the hours were not kept")
    page.fill("#day1", before)
    page.click("text=営業時間を保存")
    page.wait_for_url("**done=hours")


def imports(page, service, expect):
    take(page, service, "good")
    text = page.inner_text("main")
    expect("2行のうち、1行にエラーがあります" in text, f"the report does not count its errors:\n{text[:400]}")
    expect("整数を入れてください" in text, "the report does not say why")
    line = page.inner_text("[aria-labelledby=faults] tbody th")
    expect(line == "3", f"the bad line is 3, the report says {line}")
    page.goto(f"{service.url}/hq/catalogue/OUT-1")
    expect("急須" in page.inner_text("h1"), "the good line was not imported")


def take(page, service, mode):
    page.goto(f"{service.url}/hq/imports")
    page.set_input_files("#file", {"name": "goods.csv", "mimeType": "text/csv", "buffer": FILE.encode()})
    page.check(f"input[value={mode}]")
    page.click("[data-upload] .button--main")
    page.wait_for_url("**/hq/imports/*")
