"""Files: chosen in the widget, seen at the console, answered with a file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, expect

from bot.app import Desk
from bot.staff.values import NewStaff
from connectors.console.routes import routers as console_routers
from tests.attachments import samples
from tests.browser.widget.conftest import Visit, shoot
from tests.connectors.widget.fakes import build_test_app, serving

PASSWORD = "a long and plain sentence"


@pytest.fixture
async def address(desk: Desk) -> AsyncIterator[str]:
    """Widget and console at one address, as the desk serves them."""
    app = build_test_app(desk)
    for router in console_routers(desk):
        app.include_router(router)
    async with desk.services() as services:
        await services.staff.create(NewStaff("Anna Berg", "anna@example.com", languages=("en",), password=PASSWORD))
    async with serving(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A picture of a room."""
    path = tmp_path / "房间 room.png"
    path.write_bytes(samples.png(320, 200))
    return path


async def choose(page: Page, *paths: Path) -> None:
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Attach a file").click()
    await (await chooser.value).set_files([*paths])


async def drawn(page: Page, name: str) -> None:
    """Wait until a picture is really drawn."""
    picture = page.get_by_role("img", name=name).last
    await expect(picture).to_be_visible()
    assert await picture.evaluate("img => img.decode().then(() => img.naturalWidth)") == 320


async def log_in(context: BrowserContext, address: str) -> Page:
    console = await context.new_page()
    await console.goto(f"{address}/console")
    await console.get_by_label("E-mail").fill("anna@example.com")
    await console.get_by_label("Password").fill(PASSWORD)
    await console.keyboard.press("Enter")
    return console


async def test_a_picture_travels_to_the_console_and_a_voucher_back(
    visit: Visit, context: BrowserContext, desk: Desk, address: str, room: Path, tmp_path: Path
) -> None:
    page = await visit()
    await choose(page, room)
    await drawn(page, "room.png")
    await expect(page.locator(".item.traveller .state")).to_contain_text("Sent")
    await expect(page.locator(".item.traveller progress")).to_have_count(0)
    await shoot(page, "20-picture-sent")
    await page.reload()
    await drawn(page, "room.png")

    console = await log_in(context, address)
    await expect(console.locator(".panes")).to_be_visible()
    async with desk.services(write=False) as services:
        [listed] = await services.conversations.list("all")
    await console.goto(f"{address}/console#/chats/{listed.conversation.id}")
    await drawn(console, "room.png")
    await console.get_by_role("button", name="Take").first.click()
    voucher = tmp_path / "voucher.pdf"
    voucher.write_bytes(samples.PDF + bytes(120_000))
    async with console.expect_file_chooser() as chooser:
        await console.get_by_role("button", name="Send a file").click()
    await (await chooser.value).set_files(voucher)
    await expect(console.locator(".message.agent .file")).to_contain_text("voucher.pdf")
    await shoot(console, "21-console-files")

    reply = page.get_by_role("button", name="Download voucher.pdf")
    await expect(reply).to_be_visible()
    async with page.expect_download() as download:
        await reply.click()
    assert (await (await download.value).path()).read_bytes() == voucher.read_bytes()
    await shoot(page, "22-voucher")


async def test_works_by_keyboard(visit: Visit, room: Path) -> None:
    page = await visit()
    # Chromium is asked to hand over its dialogs without waiting for the answer, so ask well before the key.
    async with page.expect_file_chooser() as chooser:
        await page.locator("textarea").focus()
        await page.keyboard.press("Shift+Tab")
        await expect(page.get_by_role("button", name="Attach a file")).to_be_focused()
        await page.keyboard.press("Space")
    await (await chooser.value).set_files(room)
    await drawn(page, "room.png")


async def test_a_page_that_poses_as_a_picture_is_refused_in_words(visit: Visit, tmp_path: Path) -> None:
    page = await visit()
    posing = tmp_path / "photo.png"
    posing.write_bytes(samples.HTML)
    await choose(page, posing)
    await expect(page.locator(".item.traveller .state")).to_contain_text("can't take this kind of file")
    await expect(page.get_by_role("button", name="Try again")).to_be_visible()


async def test_a_file_that_is_too_large_does_not_even_travel(visit: Visit, tmp_path: Path) -> None:
    page = await visit()
    large = tmp_path / "large.pdf"
    large.write_bytes(samples.PDF + bytes(20_000_000))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await choose(page, large)
    await expect(page.locator(".status")).to_contain_text("20 MB")
    assert not [url for url in asked if "files" in url]


async def test_a_site_whose_policy_forbids_pictures_keeps_the_name(
    context: BrowserContext, elsewhere: str, room: Path
) -> None:
    page = await context.new_page()
    await page.goto(elsewhere)
    await page.get_by_role("button", name="Open the chat").click()
    await choose(page, room)
    await expect(page.get_by_role("button", name="Download 房间 room.png")).to_be_visible()
    await expect(page.locator(".file img")).to_have_count(0)
