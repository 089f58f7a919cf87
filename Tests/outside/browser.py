# SPDX-License-Identifier: Apache-2.0
"""Opens every face in a real browser: the checks of Tests/outside/faces, each on a demo chain of its own.

The browser is the system's Chromium; nothing is downloaded. Screenshots go to artefacts/faces.

    python Tests/outside/browser.py            all of them, two at a time: much of each is waiting
    python Tests/outside/browser.py store      one
"""

import concurrent.futures
import importlib
import os
import pathlib
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright

from common import Service, expect, main

CHROMIUM = "/usr/bin/chromium"
AT_ONCE = 2
FACES = sorted(path.stem for path in (pathlib.Path(__file__).parent / "faces").glob("[a-z]*.py"))


def check():
    if sys.argv[1:]:
        look(sys.argv[1:])
        return
    began = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        failed = [name for name, code in zip(FACES, pool.map(alone, FACES)) if code != 0]
    expect(not failed, f"these faces failed: {', '.join(failed)}")
    print(f"browser: {len(FACES)} faces ({time.monotonic() - began:.1f} s)")


def alone(name):
    """Checks one face in a process of its own; what it says is printed whole when it ends."""
    done = subprocess.run([sys.executable, __file__, name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=600, check=False)
    print(done.stdout, end="", flush=True)
    return done.returncode


def look(names):
    with sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            for name in names:
                began = time.monotonic()
                with Service(demo=True) as service:
                    importlib.import_module(f"faces.{name}").check(browser, service, expect)
                print(f"browser: {name} in {browser.version} ({time.monotonic() - began:.1f} s)", flush=True)
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
