# SPDX-License-Identifier: Apache-2.0
"""Opens every face in a real browser: the checks of Tests/outside/faces, one after another on one demo chain each.

The browser is the system's Chromium; nothing is downloaded. Screenshots go to artefacts/faces.

    python Tests/outside/browser.py            all of them
    python Tests/outside/browser.py store      one
"""

import importlib
import os
import pathlib
import sys
import time

from playwright.sync_api import sync_playwright

from common import Service, expect, main

CHROMIUM = "/usr/bin/chromium"
FACES = sorted(path.stem for path in (pathlib.Path(__file__).parent / "faces").glob("[a-z]*.py"))


def check():
    wanted = sys.argv[1:] or FACES
    with sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            for name in wanted:
                began = time.monotonic()
                with Service(demo=True) as service:
                    importlib.import_module(f"faces.{name}").check(browser, service, expect)
                print(f"browser: {name} ({time.monotonic() - began:.1f} s)", flush=True)
            print(f"browser: {browser.version}, {len(wanted)} faces")
        finally:
            browser.close()


def launch(playwright):
    # A made-up name, for what browsers do on names that are not this machine's own (faces/plain.py).
    arguments = ["--disable-dev-shm-usage", "--host-resolver-rules=MAP shop.test 127.0.0.1"]
    if os.geteuid() == 0:
        # Chromium's own sandbox refuses root; only pages of this test are opened.
        arguments.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=arguments)


if __name__ == "__main__":
    main(check)
