"""A traveller at the demo page's widget and a colleague at the console, each in a context of their own."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.journey.script import Colleague, Step

WIDE: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 780}
PASSWORD = "journey-and-back-again"
# A tour's answer waits for the brain, on a machine that may be busy.
PATIENCE = 20_000


class Visitor:
    """Somebody with a page, who keeps pictures of it."""

    def __init__(self, page: Page, shots: Path) -> None:
        self.page = page
        self._shots = shots

    def shoot(self, name: str) -> None:
        """Keep a picture for a desk and one for a phone."""
        self._shots.mkdir(parents=True, exist_ok=True)
        for kind, size in (("wide", WIDE), ("phone", PHONE)):
            self.page.set_viewport_size(size)
            self.page.screenshot(path=self._shots / f"{name}-{kind}.png", animations="disabled")
        self.page.set_viewport_size(WIDE)


class Traveller(Visitor):
    """The one who asks."""

    @property
    def answers(self) -> Locator:
        """What the assistant and colleagues said."""
        return self.page.locator(".item:not(.traveller) .words")

    @property
    def own(self) -> Locator:
        """What the traveller wrote."""
        return self.page.locator(".item.traveller .words")

    @property
    def owner(self) -> Locator:
        """The line that says who answers."""
        return self.page.locator("#owner")

    def arrive(self, address: str, language: str) -> None:
        """Open the demo page; its widget opens by itself."""
        self.page.goto(f"{address}/?lang={language}")
        expect(self.answers).to_have_count(1)

    def write(self, words: str) -> None:
        """Write and send."""
        self.page.locator("textarea").fill(words)
        self.page.locator("textarea").press("Enter")

    def do(self, step: Step) -> None:
        """Write or press, and hear every piece in what follows."""
        before = self.answers.count()
        if step.pressed:
            self.page.locator(".choices button:enabled", has_text=step.words).last.click()
        else:
            self.write(step.words)
        self.hear(before, step)

    def hear(self, before: int, step: Step) -> None:
        """Wait for the answers after the first `before`, and for every piece in the last one."""
        expect(self.answers.nth(before)).to_be_visible(timeout=PATIENCE)
        for piece in step.hear:
            expect(self.answers.last).to_contain_text(piece, timeout=PATIENCE)


class Agent(Visitor):
    """The one who answers."""

    def log_in(self, address: str, who: Colleague) -> None:
        """Log in by hand and choose the console's language."""
        self.page.goto(f"{address}/console")
        self.page.fill("input[name=email]", f"{who.id.replace('-', '.')}@cloudbridge.example.com")
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        expect(self.page.locator(".desk")).to_be_visible()
        self.page.select_option(".bar select[name=language]", who.reads)
        expect(self.page.locator("html")).to_have_attribute("lang", who.reads)

    def open_first(self) -> None:
        """Open the only chat in the queue."""
        row = self.page.locator(".rows a")
        expect(row).to_have_count(1)
        row.click()
        expect(self.page.locator(".message").first).to_be_visible()

    def act(self, action: str) -> None:
        """Take, hand back or resolve."""
        self.page.locator(f"[data-action={action}]").click()

    def write(self, kind: str, words: str) -> None:
        """Write a reply or a note, and see it in the thread."""
        self.page.locator("textarea:visible").press("Escape")
        self.page.keyboard.press(kind[0])
        area = self.page.locator(f"textarea[name={kind}]")
        expect(area).to_be_focused()
        area.fill(words)
        area.press("Control+Enter")
        shown = "agent" if kind == "reply" else "note"
        expect(self.page.locator(f".message.{shown} .words").last).to_have_text(words)

    def hears(self, words: str) -> None:
        """Wait for what the traveller wrote."""
        expect(self.page.locator(".message.traveller .words").last).to_have_text(words)
