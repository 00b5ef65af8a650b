"""The meaning of a term shows itself where the term stands, and goes away again."""

import pytest

from .chromium import Tab
from .site import Site

pytestmark = pytest.mark.browser

TERM = "document.querySelector('.term')"
LINK = f"{TERM}.firstChild"
# Once the moment is over that a pointer may pass by in.
SHOWN = f"""
Promise.all(document.getAnimations().map((each) => each.finished)).then(() =>
  {TERM}.querySelector(".meaning").checkVisibility({{ visibilityProperty: true }}))
"""
TAP = """
() => {
  const link = document.querySelector(".term").firstChild;
  const touch = { pointerType: "touch", bubbles: true, cancelable: true };
  link.dispatchEvent(new PointerEvent("pointerdown", touch));
  return link.dispatchEvent(new PointerEvent("click", touch));
}
"""
FOLLOWED = """
document.addEventListener("click", (event) => {
  window.followed = !event.defaultPrevented;
  event.preventDefault();
});
"""


@pytest.fixture
def chapter(tab: Tab, site: Site) -> Tab:
    tab.open(site.at("2024/baggrund.html"))
    assert not tab.js(SHOWN)
    return tab


def test_the_keyboard_shows_it_and_escape_puts_it_away_without_moving_the_focus(chapter: Tab) -> None:
    chapter.js(f"{LINK}.focus()")
    assert chapter.js(SHOWN)
    chapter.press("Escape")
    assert not chapter.js(SHOWN)
    assert chapter.js(f"document.activeElement === {LINK}")


def test_a_pointer_brings_back_what_was_put_away(chapter: Tab) -> None:
    chapter.js(f"{LINK}.focus()")
    chapter.press("Escape")
    chapter.js(f"{TERM}.dispatchEvent(new PointerEvent('pointerenter'))")
    assert chapter.js(SHOWN)


def test_a_first_tap_shows_it_and_a_second_follows_the_link(chapter: Tab) -> None:
    assert not chapter.call(TAP)
    assert chapter.js(SHOWN)
    chapter.js(FOLLOWED)
    chapter.call(TAP)
    assert chapter.js("window.followed")
