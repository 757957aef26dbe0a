"""A Chromium that no longer answers does not hold the tests up."""

from __future__ import annotations

import os
import signal

import pytest

from tests.browser.chromium import Chromium


@pytest.mark.browser
def test_one_that_no_longer_answers_is_replaced(chromium: Chromium) -> None:
    context = chromium.new_context()
    context.new_page()
    stopped = chromium.pid
    os.kill(stopped, signal.SIGSTOP)
    chromium.let_go(context, patience=0.5)
    with_another = chromium.new_context()
    assert with_another.new_page().evaluate("6 * 7") == 42
    assert chromium.pid != stopped
    chromium.let_go(with_another)
