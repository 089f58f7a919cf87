# SPDX-License-Identifier: Apache-2.0
"""An admin at head office: filters the list, joins two customers and takes it back, changes hours and rules, reads who changed what, imports a file with one bad
line and reads the report; a long file is followed while it is imported, with a browser and without, and after a power cut."""

from shop import bearer, reservation, stocked
from watch import Watch, complaints_of

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
    with Watch(browser, service, "office") as watch:
        for language in ("ja", "en"):
            rules(watch, service, expect, language)
            persons(watch, service, expect, language)
            again(watch, service, expect, language)
        follow(watch, browser, service, expect)
    power_cut(browser, service, expect)


# What is clicked and read in both languages.
WORDS = {
    "ja": {
        "add": "連絡方針を加える", "saved": "保存しました", "holds": "までに、すべての画面とAPIに反映されます", "history": "変更の履歴",
        "from": "今の値：55", "remove": "この方針を削除する", "gone": "削除しました", "begin": "新しい割合で始める", "salt": "実験の番号",
        "sum": "合計が100%", "holiday": "祝日を加える", "changes": "変更履歴", "removed": "削除",
        "taken": "取り込み済みです", "as of": "在庫数の時点",
    },
    "en": {
        "add": "Add a contact policy", "saved": "Saved.", "holds": "It holds on every page and in the API from", "history": "History",
        "from": "It is now: 55", "remove": "Remove this policy", "gone": "Removed.", "begin": "Begin with these shares",
        "salt": "Number of the experiment", "sum": "add up to 100 %", "holiday": "Add a public holiday", "changes": "Changes",
        "removed": "Removed",
    },
}


def rules(watch, service, expect, language):
    """Changes each rule by clicking, and finds every change again in the history."""
    words = WORDS[language]
    page = watch.tablet(language)
    sign_in(page, service)
    path = f"{service.url}/hq/contact-policies/clicked-{language}"
    page.click("nav >> a[href^='/hq/policies']")
    page.click(f"text={words['add']} >> nth=0")
    page.fill("#id", f"clicked-{language}")
    page.fill("#why", "clicked")
    page.fill("#retry_minutes", "never")
    page.click(".form-act .button--main")
    page.wait_for_selector("#retry_minutes-fault")
    watch.axe(page, f"a policy that is refused, {language}")
    expect(page.input_value("#why") == "clicked", "what was typed is gone")
    page.fill("#retry_minutes", "30 120")
    page.click(".form-act .button--main")
    page.wait_for_url("**done=added**")
    expect(words["holds"] in page.inner_text(".notice--good"), "the page does not say from when the policy holds")
    # Two have the form open; the second is told what the first has done.
    second = page.context.new_page()
    second.goto(path)
    page.fill("#priority", "55")
    page.click(".form-act .button--main >> nth=0")
    page.wait_for_url("**done=saved**")
    second.fill("#priority", "66")
    second.click(".form-act .button--main >> nth=0")
    second.wait_for_selector("#priority-fault")
    expect(words["from"] in second.inner_text("#priority-fault"), "the second is not told what the first has made of it")
    watch.axe(second, f"a policy that somebody else has changed, {language}")
    watch.shot(second, f"stale-{language}")
    second.close()
    expect("55" in page.inner_text("[aria-labelledby=history] ins >> nth=0"), "the history does not tell the change")
    page.click(f"text={words['remove']}")
    page.click(".button--grave")
    page.wait_for_url("**done=removed**")
    expect(words["gone"] in page.inner_text(".notice--good"), "it is not said that the policy is gone")

    page.click("[aria-labelledby=windows] .button")
    page.fill("#day7", "10:00-12:00, 13:00-17:00" if language == "ja" else "10:00-18:00")
    page.click(".form .button--main")
    page.wait_for_url("**done=saved**")
    page.goto(f"{service.url}/hq/experiment")
    before = int(page.inner_text("h1 small").split()[-1])
    page.fill("#share1", "90")
    page.fill("#arm2", "none")
    page.fill("#share2", "9" if language == "ja" else "9.5")
    page.click(f"text={words['begin']}")
    page.wait_for_selector("#share1-fault")
    expect(words["sum"] in page.inner_text("#share1-fault"), "shares that do not add up are not refused")
    page.fill("#share1", "91" if language == "ja" else "90.5")
    page.click(f"text={words['begin']}")
    page.wait_for_url("**done=saved**")
    expect(page.inner_text("h1 small") == f"{words['salt']} {before + 1}", "other shares began no new experiment")
    page.goto(f"{service.url}/hq/holidays")
    page.fill("#day", "2031-05-06" if language == "ja" else "2031-05-07")
    page.fill("#name", f"臨時の祝日 {language}")
    page.click("[aria-labelledby=add] .button--main")
    page.wait_for_url("**done=saved**")

    page.click(f"nav >> text={words['changes']}")
    page.select_option("#kind", "contact_policy")
    page.click(".filters .button--main")
    page.wait_for_url("**kind=contact_policy**")
    rows = page.locator(".sheet tbody tr")
    first = rows.nth(0).inner_text()
    expect(f"clicked-{language}" in first and words["removed"] in first, f"the newest change is not the removal: {first}")
    watch.axe(page, f"changes, {language}")
    watch.shot(page, f"changes-{language}")
    page.select_option("#kind", "holiday")
    page.click(".filters .button--main")
    page.wait_for_url("**kind=holiday**")
    expect(f"臨時の祝日 {language}" in rows.nth(0).inner_text(), "the holiday is not in the list of changes")
    page.close()


# What is clicked and read of customers.
PERSONS = {
    "ja": {
        "join": "同じお客様として統合", "yes": "統合する", "undo": "取り消す", "standing": "代表の記録", "unproved": "未確認",
        "nothing": "取り置きは移動せず", "correct": "お受け取りの方を訂正", "closed": "もう開けません",
    },
    "en": {
        "join": "Join as one person", "yes": "Join them", "undo": "Take back", "standing": "Stands for the person",
        "unproved": "Not proved", "nothing": "No reservation moves", "correct": "Correct whom it is for",
        "closed": "no longer open",
    },
}


def persons(watch, service, expect, language):
    """Two records of one phone number: found, joined, taken back; and whom one of the reservations is for is corrected."""
    words = PERSONS[language]
    key = service.key(f"persons-{language}")
    number = {"ja": "090-0000-5511", "en": "090-0000-5522"}[language]
    location, sku = next((place, sku) for place, sku in stocked())
    made = []
    for i in range(2):
        body = reservation(location, sku, f"person-{language}-{i}")
        body["customer"] = {"name": f"統合 {language}{i}", "phone": number}
        headers = bearer(key, **{"Idempotency-Key": f'"person-{language}-{i}"'})
        answer = service.request("POST", "/v1/reservations", body, headers)
        expect(answer.status == 201, f"a reservation was not taken: {answer.status} {answer.body[:300]}")
        made.append(answer.json)
    page = watch.tablet(language)
    sign_in(page, service)
    page.click("nav >> a[href^='/hq/customers']")
    page.fill("#q", number[-4:])
    page.click(".filters .button--main")
    page.wait_for_selector(".sheet tbody tr >> nth=1")
    watch.axe(page, f"customers found, {language}")
    page.click(f".sheet tbody th a >> text=統合 {language}0")
    page.wait_for_selector("[aria-labelledby=matches] .record")
    expect(words["unproved"] in page.inner_text("[aria-labelledby=matches]"), "a match is not told as not proved")
    page.click(f"[aria-labelledby=matches] summary >> text={words['join']}")
    expect(words["nothing"] in page.inner_text("[aria-labelledby=matches] form"), "it is not said that nothing moves")
    watch.axe(page, f"a customer, {language}")
    watch.shot(page, f"customer-{language}")
    page.click(f"[aria-labelledby=matches] button >> text={words['yes']}")
    page.wait_for_url("**done=joined**")
    expect(words["standing"] in page.inner_text("[aria-labelledby=records]"), "the records are not one person")
    for one in made:
        expect(page.locator(f"a[href*='{one['id']}']").count() == 1, "the person's page lacks a reservation")
    page.click(f"[aria-labelledby=history] summary >> text={words['undo']} >> nth=0")
    watch.axe(page, f"an undo that asks, {language}")
    page.click("[aria-labelledby=history] details.asking[open] button")
    page.wait_for_url("**done=undone**")
    expect(page.locator("[aria-labelledby=matches] .record").count() == 1, "the joining was not taken back")

    page.goto(f"{service.url}/hq/reservations/{made[0]['id']}")
    page.click(f"summary >> text={words['correct']}")
    page.fill("#name", "訂正 花子")
    page.fill("#phone", "12")
    page.click("[aria-labelledby=customer] .button--main")
    page.wait_for_selector("#phone-fault")
    watch.axe(page, f"whom it is for, refused, {language}")
    page.fill("#phone", "03-1234-5678")
    page.click("[aria-labelledby=customer] .button--main")
    page.wait_for_url("**done=readdressed**")
    expect(words["closed"] in page.inner_text(".notice--good"), "it is not said that old links no longer open")
    expect("訂正 花子" in page.inner_text("[aria-labelledby=customer] .store-name"), "the name was not corrected")
    page.close()


def again(watch, service, expect, language):
    """A file that was taken is taken again only by who asks for it, and its report says of which moment its figures are."""
    words = WORDS[language]
    page = watch.desk(language)
    sign_in(page, service)
    text = f"location,sku,on_hand\nS006,KT-1010-24,{7 if language == 'ja' else 8}\nS006,KT-1010-20,-1\n"
    file = {"name": "stock.csv", "mimeType": "text/csv", "buffer": text.encode()}
    send(page, service, file, "good")
    page.wait_for_selector("[aria-labelledby=counts]")
    expect(words["as of"] in page.inner_text("[aria-labelledby=counts]"), "the report does not say of which moment the figures are")
    watch.axe(page, f"report with a figure below zero, {language}")
    watch.shot(page, f"below-zero-{language}")
    send(page, service, file, "good")
    page.wait_for_selector("#file-fault")
    expect(words["taken"] in page.inner_text("#file-fault"), "the file was taken a second time")
    watch.axe(page, f"a file that was taken, {language}")
    watch.shot(page, f"again-{language}")
    page.set_input_files("#file", file)
    page.check("input[value=good]")
    page.check("[name=again]")
    page.fill("#as_of", "2001-01-01T00:00")
    page.click("[data-upload] .button--main")
    page.wait_for_selector("#as_of-fault")
    watch.axe(page, f"a moment of long ago, {language}")
    page.set_input_files("#file", file)
    page.check("input[value=good]")
    page.click("[data-upload] .button--main")
    page.wait_for_selector("#file-fault")
    page.set_input_files("#file", file)
    page.check("input[value=good]")
    page.check("[name=again]")
    page.click("[data-upload] .button--main")
    page.wait_for_selector("[aria-labelledby=counts]")
    page.close()


# Rows of a file that takes some seconds longer than what is looked at meanwhile.
LONG = 240_000


def long_file(name, rows=LONG):
    lines = "".join(f"{name}-{i},皿 {i},{100 + i % 900}\n" for i in range(rows))
    return {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": ("sku,name,price\n" + lines).encode()}


def follow(watch, browser, service, expect):
    """A long file: its page goes on by itself to the report, and a plain one says that it is under way."""
    page = watch.tablet()
    sign_in(page, service)
    send(page, service, long_file("FOLLOWED"), "good")
    page.wait_for_url("**/hq/imports/*")
    page.wait_for_selector("#progress")
    address = page.url
    shown = [page.inner_text(".progress p")]
    watch.axe(page, "an import under way")
    watch.shot(page, "import")
    plain_context = browser.new_context(locale="ja-JP", java_script_enabled=False)
    plain_page = plain_context.new_page()
    sign_in(plain_page, service)
    plain_page.goto(address)
    expect("取り込んでいます" in plain_page.inner_text("main"), "without JavaScript the page does not say that it is under way")
    shown.append(plain_page.inner_text(".progress p"))
    plain_page.click("text=今のようすを見る")
    plain_context.close()
    # Nobody touches the page: the report comes by itself.
    page.wait_for_selector("[aria-labelledby=counts]", timeout=120_000)
    expect(f"{LONG:,}行を読みました" in page.inner_text("main"), "the report does not count the rows")
    expect(page.url == address, "the page was loaded anew")
    expect(shown[0] != shown[1] and "%" in shown[1], f"the progress did not go on: {shown}")
    watch.axe(page, "an import that became its report")
    page.close()


def power_cut(browser, service, expect):
    """A browser that is closed stops no import; a service that is killed leaves one that says it stopped."""
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    sign_in(page, service)
    send(page, service, long_file("CLOSED", LONG // 3), "good")
    page.wait_for_selector("#progress")
    address = page.url
    context.close()
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    sign_in(page, service)
    page.goto(address)
    page.wait_for_selector("[aria-labelledby=counts]", timeout=120_000)
    send(page, service, long_file("CUT", LONG // 2), "all")
    page.wait_for_selector("#progress")
    address = page.url
    service.kill()
    service.start()
    page.goto(address)
    page.wait_for_selector(".notice--bad", timeout=60_000)
    text = page.inner_text(".notice--bad")
    expect("途中で止まりました" in text and "途中までの内容は残りません" in text, f"after the power cut the page says: {text}")
    page.goto(f"{service.url}/hq/catalogue?q=CUT-0")
    expect("あてはまる商品がありません" in page.inner_text("main"), "something of the file was left")
    context.close()


def send(page, service, file, mode):
    page.goto(f"{service.url}/hq/imports")
    page.set_input_files("#file", file)
    page.check(f"input[value={mode}]")
    page.click("[data-upload] .button--main")


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
