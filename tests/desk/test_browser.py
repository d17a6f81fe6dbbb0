"""The desk in a real browser, by keyboard: from the queue to a corrected statement, as a new reviewer would."""

import shutil
import threading
import time

import pytest

from khronika.store import open_chronicle

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="Chromium is not installed (Debian: apt-get install chromium chromium-driver)"
)
QUIET = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update")  # fmt: skip


@pytest.fixture
def address(home):
    """The desk, served as the command serves it."""
    from waitress.server import create_server

    from khronika.desk.run import THIS_RUN
    from khronika.desk.serve import make_desk

    desk = make_desk(home, port=0, who="Ada")
    server = create_server(desk.app, host="127.0.0.1", port=0, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}/?key={THIS_RUN.key}"
    server.close()


@pytest.fixture
def browser(tmp_path):
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = CHROMIUM
    for argument in (*QUIET, f"--user-data-dir={tmp_path}/profile"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.implicitly_wait(5)
    yield driver
    driver.quit()


def press(browser, *keys):
    from selenium.webdriver import ActionChains

    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def wait_for(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "the page did not come"
        time.sleep(0.05)


def test_from_the_queue_to_a_corrected_statement_by_keyboard(browser, address, home):
    from selenium.webdriver import Keys
    from selenium.webdriver.common.by import By

    began = time.monotonic()
    browser.get(address)
    press(browser, "j", Keys.ENTER)
    wait_for(lambda: "/reports/" in browser.current_url)
    assert browser.find_element(By.CSS_SELECTOR, "a.lit.quantity").text
    press(browser, "c")
    box = browser.find_element(By.NAME, "min")
    box.clear()
    box.send_keys("45", Keys.ENTER)
    wait_for(lambda: browser.find_elements(By.CSS_SELECTOR, ".history li"))
    with open_chronicle(home) as chronicle:
        (decision,) = chronicle.decisions()
    assert (decision.field, decision.value["min"]) == ("quantity", 45)
    assert time.monotonic() - began < 120
    press(browser, "u")
    wait_for(lambda: len(browser.find_elements(By.CSS_SELECTOR, ".history li")) == 2)
    press(browser, "q")
    wait_for(lambda: browser.find_element(By.TAG_NAME, "h1").text == "To review")
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
