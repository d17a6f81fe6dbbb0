"""The desk in a real browser, by keyboard, as somebody new would use it: only keys that the page shows are pressed."""

import re
import subprocess
import sys
import time

from khronika.store import open_chronicle
from tests.browsing import find, find_all, needs_browser, press, wait_for
from tests.desk.conftest import free_port

pytestmark = needs_browser


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
            browser.get(re.search(r"http\S+", told)[0])
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
    wait_for(lambda: find(browser, "[name=words]").get_attribute("value") == "Police in Orsk")
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
