"""The desk in a real browser, by keyboard, as somebody new would use it: only keys that the page shows are pressed."""

import re
import shutil
import subprocess
import sys
import threading
import time

import pytest

from khronika.store import open_chronicle
from tests.desk.conftest import free_port

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


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = CHROMIUM
    for argument in (*QUIET, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.implicitly_wait(5)
    yield driver
    driver.quit()


@pytest.fixture
def browser(opened):
    opened.delete_all_cookies()
    yield opened
    assert [entry for entry in opened.get_log("browser") if entry["level"] == "SEVERE"] == []


def press(browser, *keys):
    """Press keys; a letter only if the page shows that it does something."""
    from selenium.webdriver import ActionChains

    for key in keys:
        if key.isascii():
            assert key in {kbd.get_attribute("textContent") for kbd in find_all(browser, "kbd")}, key
        ActionChains(browser).send_keys(key).perform()


def find_all(browser, css):
    from selenium.webdriver.common.by import By

    return browser.find_elements(By.CSS_SELECTOR, css)


def find(browser, css):
    from selenium.webdriver.common.by import By

    return browser.find_element(By.CSS_SELECTOR, css)


def wait_for(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "the page did not come"
        time.sleep(0.05)


def can_open(browser, address):
    from selenium.common.exceptions import WebDriverException

    try:
        browser.get(address)
    except WebDriverException:
        return False  # the address is told a moment before anybody listens
    return True


def decisions(home):
    with open_chronicle(home) as chronicle:
        return chronicle.decisions()


def test_from_the_command_to_a_corrected_statement_in_under_two_minutes(browser, home):
    """The stopwatch: from `khronika desk` to the first corrected statement, with what the screen tells alone."""
    from selenium.webdriver import Keys

    began = time.monotonic()
    command = [sys.executable, "-m", "khronika", "desk", home, "--port", str(free_port()), "--who", "Ada"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as desk:
        try:
            told = next(line for line in desk.stderr if "http" in line)
            wait_for(lambda: can_open(browser, re.search(r"http\S+", told)[0]))
            press(browser, "j", Keys.ENTER)
            wait_for(lambda: "/reports/" in browser.current_url)
            assert find(browser, ".lit.quantity").text
            press(browser, "c")
            box = find(browser, "[name=min]")
            box.clear()
            box.send_keys("45", Keys.ENTER)
            wait_for(lambda: find_all(browser, ".history li"))
            assert time.monotonic() - began < 120
            (decision,) = decisions(home)
            assert (decision.field, decision.value["min"]) == ("quantity", 45)
            press(browser, "u")
            wait_for(lambda: len(find_all(browser, ".history li")) == 2)
            press(browser, "q")
            wait_for(lambda: find(browser, "h1").text == "To review")
        finally:
            desk.terminate()


def test_words_are_chosen_by_keyboard_and_mend_or_make(browser, address, home):
    from selenium.webdriver import ActionChains, Keys

    browser.get(address)
    browser.get(address.split("?")[0] + "reports/r1")
    press(browser, "w", Keys.ARROW_LEFT)  # from "detained" to "Orsk"
    ActionChains(browser).key_down(Keys.SHIFT).send_keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT).key_up(Keys.SHIFT).perform()
    assert find(browser, "[name=words]").get_attribute("value") == "Police in Orsk"
    press(browser, "s")
    wait_for(lambda: len(decisions(home)) == 1)
    wait_for(lambda: find_all(browser, ".done"))
    assert decisions(home)[0].value["links"][0]["text"] == "Police in Orsk"
    press(browser, "f")
    find(browser, "[name=words]").send_keys("said", Keys.ENTER)
    press(browser, "v")
    wait_for(lambda: len(decisions(home)) == 2)
    assert decisions(home)[1].field == "trigger"


def test_words_are_chosen_with_the_mouse_where_letters_take_two_units(browser, address, home):
    from selenium.webdriver import ActionChains

    from khronika.collect import make_capture
    from khronika.model import Given
    from khronika.pipeline import add_captures

    words = "\U0001f6a8 Police in Orsk detained 12 students on Friday \U0001f600, a lawyer said."
    with open_chronicle(home, write=True) as chronicle:
        add_captures(chronicle, [make_capture(words.encode(), "text/plain", Given(id="r7", published="2024-03-30"))])
    browser.get(address)
    browser.get(address.split("?")[0] + "reports/r7")
    source = next(a for a in find_all(browser, "article [data-s]") if a.text == "a lawyer")
    half = source.size["width"] // 2 - 1
    drag = ActionChains(browser).move_to_element_with_offset(source, -half, 0).click_and_hold()
    drag.move_by_offset(half, 0).move_by_offset(half, 0).release().perform()
    chosen = find(browser, "[name=words]").get_attribute("value")
    start, end = (int(find(browser, f"#words [name={name}]").get_attribute("value")) for name in ("start", "end"))
    assert chosen and chosen in "a lawyer" and words[start:end].strip() == chosen
    assert "/reports/r7" in browser.current_url


def test_a_pair_is_judged_from_the_queue_by_keyboard(browser, address, home):
    from tests.desk.test_review import ask_to_merge

    ask_to_merge(home)
    browser.get(address)
    browser.get(address.split("?")[0] + "?why=merge")
    press(browser, "j", "x")
    wait_for(lambda: find_all(browser, ".done"))
    assert find_all(browser, "[data-row]") == []
    press(browser, "u")
    wait_for(lambda: not find_all(browser, ".done"))
