"""Two records of one person made one, and undone: nothing is lost, nothing is mixed up."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.customers.errors import Erased, MergedSince, MergeUndone, SamePerson, Stale
from bot.customers.values import FIELDS, Customer, NewCustomer
from bot.dossiers.values import Dossier
from bot.products.values import Departure
from bot.services import Desk, Services
from tests.dossiers.people import ANNA, WANG, book, chat, complain
from tests.facts import publish

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
SECOND = NewCustomer("Anna S.", phone="+4915112345678", zone="Europe/Berlin", preferences={"needs": ["vegan"]})


def belongings(file: Dossier) -> dict[str, set[object]]:
    """Give what belongs to a person."""
    return {
        "accounts": {one.id for one in file.accounts},
        "bookings": {one.booking.id for one in file.bookings},
        "conversations": {one.id for one in file.conversations},
        "tickets": {one.id for one in file.tickets},
        "surveys": {one.id for one in file.surveys},
    }


def fields(customer: Customer) -> dict[str, object]:
    return {name: getattr(customer, name) for name in FIELDS}


class World:
    """A company whose people get things, under references that are never the same twice."""

    def __init__(self, departure: Departure) -> None:
        self.departure = departure
        self.number = 0

    async def give(self, services: Services, customer: Customer, things: list[str]) -> None:
        for thing in things:
            self.number += 1
            first, second = divmod(self.number, len(ALPHABET))
            if thing == "booking":
                reference = f"TD-AAA{ALPHABET[first // 32]}{ALPHABET[first % 32]}{ALPHABET[second]}"
                await book(services, self.departure, customer.id, reference)
            elif thing == "ticket":
                await complain(services, customer.id)
            else:
                talk = await chat(services, customer, f"sender-{self.number}")
                await services.surveys.ask(talk.id)


@pytest.fixture
async def world(desk: Desk) -> World:
    async with desk.open_services() as services:
        return World(await publish(services))


THINGS = st.lists(st.sampled_from(["booking", "ticket", "chat"]), max_size=3)
PERSON = st.builds(
    NewCustomer,
    name=st.sampled_from(["Anna", "王小明", "Åse"]),
    phone=st.sampled_from([None, "+4915112345678", "+8613800138000"]),
    email=st.sampled_from([None, "anna@example.com"]),
    language=st.sampled_from([None, "de", "zh"]),
    preferences=st.sampled_from([{}, {"needs": ["halal"]}, {"needs": ["vegan"], "interests": ["food"]}]),
    marketing=st.booleans(),
)
CHOICES = st.dictionaries(st.sampled_from(FIELDS[:8]), st.sampled_from(["survivor", "other"]))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.tuples(PERSON, PERSON), things=st.tuples(THINGS, THINGS, THINGS), choices=CHOICES)
async def test_a_merge_undone_is_as_if_it_had_never_been(
    desk: Desk,
    world: World,
    people: tuple[NewCustomer, NewCustomer],
    things: tuple[list[str], list[str], list[str]],
    choices: dict[str, str],
) -> None:
    async with desk.open_services() as services:
        survivor, other = [await services.customers.register(one) for one in people]
        for person, given_things in zip((survivor, other), things, strict=False):
            await world.give(services, person, given_things)
        before = [await services.dossiers.of(one.id) for one in (survivor, other)]
    async with desk.open_services() as services:
        merge = await services.merging.merge(survivor.id, other.id, "agent:1", choices)
    async with desk.open_services() as services:
        merged = await services.dossiers.of(other.id)
        assert merged.customer.id == survivor.id
        assert belongings(merged) == {
            kind: ids | belongings(before[1])[kind] for kind, ids in belongings(before[0]).items()
        }
        held = await services.customers.get(survivor.id)
        await world.give(services, held, things[2])  # meanwhile, more comes
        grown = belongings(await services.dossiers.of(survivor.id))
    async with desk.open_services() as services:
        await services.merging.undo(merge.id, "agent:2")
    async with desk.open_services() as services:
        after = [await services.dossiers.of(one.id) for one in (survivor, other)]
    assert [fields(one.customer) for one in after] == [fields(one.customer) for one in before]
    assert belongings(after[1]) == belongings(before[1])
    assert belongings(after[0]) == {kind: ids - belongings(before[1])[kind] for kind, ids in grown.items()}


async def three(desk: Desk) -> tuple[Customer, Customer, Customer]:
    async with desk.open_services() as services:
        first, second, third = [await services.customers.register(one) for one in (ANNA, SECOND, WANG)]
    return first, second, third


async def test_what_one_lacks_comes_from_the_other_and_a_no_is_kept(desk: Desk) -> None:
    async with desk.open_services() as services:
        willing = await services.customers.register(replace(ANNA, marketing=True, preferences={"needs": ["halal"]}))
        other = await services.customers.register(SECOND)
        preview = await services.merging.preview(willing.id, other.id)
        await services.merging.merge(willing.id, other.id, "agent:1", {"name": "other"})
        merged = await services.customers.get(willing.id)
        assert await services.customers.find(phone=ANNA.phone) == (merged,)
    assert (preview.fields["zone"], preview.fields["name"]) == ("Europe/Berlin", "Anna Schneider")
    assert (merged.name, merged.email, merged.zone) == ("Anna S.", "anna@example.com", "Europe/Berlin")
    assert (merged.preferences, merged.marketing) == ({"needs": ["halal", "vegan"]}, False)


async def test_a_field_corrected_since_the_merge_stays_corrected(desk: Desk) -> None:
    first, second, _ = await three(desk)
    async with desk.open_services() as services:
        merge = await services.merging.merge(first.id, second.id, "agent:1", {"name": "other"})
        await services.customers.change(first.id, {"name": "Anna Schneider-Vogt"}, "agent:1")
        await services.merging.undo(merge.id, "agent:1")
        assert (await services.customers.get(first.id)).name == "Anna Schneider-Vogt"
        assert (await services.customers.get(first.id)).zone is None


async def test_refuses_to_undo_what_something_was_merged_upon(desk: Desk) -> None:
    first, second, third = await three(desk)
    async with desk.open_services() as services:
        inner = await services.merging.merge(second.id, third.id, "agent:1")
        outer = await services.merging.merge(first.id, second.id, "agent:1")
        assert (await services.dossiers.of(third.id)).customer.id == first.id
        with pytest.raises(MergedSince):
            await services.merging.undo(inner.id, "agent:1")
        await services.merging.undo(outer.id, "agent:1")
        await services.merging.undo(inner.id, "agent:1")
        assert (await services.dossiers.of(third.id)).customer.id == third.id
        with pytest.raises(MergeUndone):
            await services.merging.undo(inner.id, "agent:2")


async def test_two_merges_into_one_are_undone_the_last_first(desk: Desk) -> None:
    first, second, third = await three(desk)
    async with desk.open_services() as services:
        earlier = await services.merging.merge(first.id, second.id, "agent:1")
        later = await services.merging.merge(first.id, third.id, "agent:1")
        with pytest.raises(MergedSince):
            await services.merging.undo(earlier.id, "agent:1")
        await services.merging.undo(later.id, "agent:1")
        await services.merging.undo(earlier.id, "agent:1")
        assert fields(await services.customers.get(first.id)) == fields(first)


async def test_of_merges_of_the_same_people_at_once_one_wins(desk: Desk) -> None:
    first, second, _ = await three(desk)

    async def merge(survivor: Customer, other: Customer, by: str) -> str:
        try:
            async with desk.open_services() as services:
                await services.merging.merge(survivor.id, other.id, by, None, (survivor.version, other.version))
        except Stale:
            return "told"
        return "won"

    pairs = [(first, second, "agent:1"), (second, first, "agent:2")] * 3
    outcomes = await asyncio.gather(*(merge(*pair) for pair in pairs))
    assert sorted(outcomes) == ["told"] * 5 + ["won"]


async def test_refuses_to_merge_somebody_with_themselves(desk: Desk) -> None:
    first, _, _ = await three(desk)
    async with desk.open_services() as services:
        with pytest.raises(SamePerson):
            await services.merging.merge(first.id, first.id, "agent:1")


async def test_a_merge_is_not_undone_once_the_person_is_erased(desk: Desk) -> None:
    first, second, _ = await three(desk)
    async with desk.open_services() as services:
        merge = await services.merging.merge(first.id, second.id, "agent:1")
        await services.erasing.erase(first.id, "agent:1")
        with pytest.raises(Erased):
            await services.merging.undo(merge.id, "agent:1")
        with pytest.raises(Erased):
            await services.dossiers.of(second.id)
        forgotten = await services.customers.get(second.id)
        assert (forgotten.name, forgotten.phone) == ("", None)
