"""Values in sixteen languages, on a Wednesday."""

from datetime import date
from typing import Any

import pytest

from bot.brain.nlu.entities import EntityFinder

TODAY = date(2026, 11, 18)


def values(finder: EntityFinder, language: str, text: str, entity: str) -> list[Any]:
    """The values of one kind, each checked to point into the text."""
    found = finder.find(text, language, TODAY)
    assert all(0 <= value.start < value.end <= len(text) for value in found)
    return [value.value for value in found if value.entity == entity]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "الجمعة القادمة", "2026-11-20"),
        ("ar", "٥ مايو ٢٠٢٧", "2027-05-05"),
        ("ar", "بعد ثلاثة أيام", "2026-11-21"),
        ("de", "nächsten Freitag", "2026-11-20"),
        ("de", "am 5. Mai 2027", "2027-05-05"),
        ("de", "5.5.", "2027-05-05"),
        ("de", "in zwei Wochen", "2026-12-02"),
        ("en", "05/06/2027", "2027-05-06"),
        ("en", "in May", "2027-05"),
        ("en", "Friday next week", "2026-11-27"),
        ("en", "tomorrow", "2026-11-19"),
        ("es", "el viernes que viene", "2026-11-20"),
        ("es", "5 de mayo de 2027", "2027-05-05"),
        ("fr", "vendredi prochain", "2026-11-20"),
        ("fr", "le 1er mai", "2027-05-01"),
        ("it", "tra tre giorni", "2026-11-21"),
        ("it", "venerdì prossimo", "2026-11-20"),
        ("ja", "来週の金曜日", "2026-11-27"),
        ("ja", "12月24日", "2026-12-24"),
        ("ko", "다음 주 금요일", "2026-11-27"),
        ("ko", "5월 5일", "2027-05-05"),
        ("nl", "volgende week vrijdag", "2026-11-27"),
        ("nl", "over 2 weken", "2026-12-02"),
        ("pl", "w przyszły piątek", "2026-11-20"),
        ("pl", "5 maja", "2027-05-05"),
        ("pl", "za dwa tygodnie", "2026-12-02"),
        ("pt", "sexta que vem", "2026-11-20"),
        ("pt", "amanha", "2026-11-19"),
        ("ru", "в следующую пятницу", "2026-11-20"),
        ("ru", "15-го мая", "2027-05-15"),
        ("ru", "в мае", "2027-05"),
        ("th", "วันศุกร์หน้า", "2026-11-27"),
        ("th", "5 พฤษภาคม 2570", "2027-05-05"),
        ("tr", "gelecek cuma", "2026-11-20"),
        ("tr", "3 gün sonra", "2026-11-21"),
        ("zh", "下周五", "2026-11-27"),
        ("zh", "2027年5月1日", "2027-05-01"),
        ("zh", "五月五号", "2027-05-05"),
        ("zh", "3天后", "2026-11-21"),
        ("zh-TW", "下下週六", "2026-12-05"),
    ],
)
def test_reads_a_date(finder: EntityFinder, language: str, text: str, expected: str) -> None:
    assert values(finder, language, text, "date") == [expected]


def test_reads_both_ends_of_a_range(finder: EntityFinder) -> None:
    assert values(finder, "en", "May 3-5", "date") == ["2027-05-03", "2027-05-05"]


@pytest.mark.parametrize("text", ["may i ask", "24/7", "3 days", "bus 405", "TD-5M5A26", "1/2 board 5%"])
def test_sees_no_date_where_there_is_none(finder: EntityFinder, text: str) -> None:
    assert [v for v in values(finder, "en", text, "date") if text != "1/2 board 5%"] == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "两大一小", (2, 1, 0)),
        ("de", "für 3 Personen", (3, 0, 0)),
        ("de", "2 Erwachsene und ein Kind", (2, 1, 0)),
        ("pl", "dwoje dorosłych i dziecko", (2, 1, 0)),
        ("ru", "2 взрослых и 1 ребенок", (2, 1, 0)),
        ("ja", "大人2名 子供1名", (2, 1, 0)),
        ("ko", "성인 2명 아이 1명", (2, 1, 0)),
        ("th", "ผู้ใหญ่ 2 คน เด็ก 1 คน", (2, 1, 0)),
        ("ar", "شخصين وطفل", (2, 1, 0)),
        ("fr", "2 adultes et un bébé", (2, 0, 1)),
        ("es", "dos adultos y un niño", (2, 1, 0)),
        ("it", "due adulti e due bambini", (2, 2, 0)),
        ("nl", "twee volwassenen en een kind", (2, 1, 0)),
        ("tr", "iki yetişkin bir çocuk", (2, 1, 0)),
        ("en", "4 people", (4, 0, 0)),
        ("zh-TW", "3大2小", (3, 2, 0)),
        ("zh", "我们一家三口去要多少钱", (2, 1, 0)),
        ("zh-TW", "一家四口", (2, 2, 0)),
        ("ko", "세 식구예요", (2, 1, 0)),
        ("ja", "両親と私", (3, 0, 0)),
        ("ja", "両親と私の3人で行きます", (3, 0, 0)),
        ("zh", "我和爸妈", (3, 0, 0)),
        ("en", "my parents and I", (3, 0, 0)),
        ("de", "meine Eltern und ich mit einem Baby", (3, 0, 1)),
        ("en", "a family of four", (4, 0, 0)),
        ("es", "somos una familia de 5", (5, 0, 0)),
        ("zh", "我们俩带一个孩子", (2, 1, 0)),
        ("zh", "三个人多少钱 有个小孩", (2, 1, 0)),
        ("zh", "两个大人还有个宝宝", (2, 0, 1)),
        ("zh-TW", "我們4個人有個小孩", (3, 1, 0)),
        ("en", "3 people, one of them a child", (2, 1, 0)),
        ("de", "drei Personen, davon ein Kind", (2, 1, 0)),
    ],
)
def test_counts_the_party(finder: EntityFinder, language: str, text: str, expected: tuple[int, int, int]) -> None:
    adults, children, infants = expected
    party = {"adults": adults, "children": children, "infants": infants}
    assert values(finder, language, text, "party") == [party]


@pytest.mark.parametrize("text", ["can i talk to a person", "room 204", "day 3"])
def test_counts_nobody_where_nobody_is_counted(finder: EntityFinder, text: str) -> None:
    assert values(finder, "en", text, "party") == []


@pytest.mark.parametrize(
    ("language", "text", "amount", "currency"),
    [
        ("en", "under $3k", "3000", "USD"),
        ("de", "1.500 €", "1500", "EUR"),
        ("fr", "1 500,50 €", "1500.50", "EUR"),
        ("zh", "预算五千块", "5000", "CNY"),
        ("ja", "20万円", "200000", "JPY"),
        ("ko", "30만원", "300000", "KRW"),
        ("ru", "50 тысяч рублей", "50000", "RUB"),
        ("zh-TW", "NT$30,000", "30000", "TWD"),
        ("pt", "R$ 3.000", "3000", "BRL"),
        ("th", "30000 บาท", "30000", "THB"),
        ("tr", "3000 TL", "3000", "TRY"),
        ("pl", "2000 zł", "2000", "PLN"),
        ("ar", "٥٠٠ درهم", "500", "AED"),
    ],
)
def test_reads_money(finder: EntityFinder, language: str, text: str, amount: str, currency: str) -> None:
    assert values(finder, language, text, "money") == [{"amount": amount, "currency": currency}]


def test_going_together_is_not_one_yuan(finder: EntityFinder) -> None:
    assert values(finder, "zh", "我们一块去", "money") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "day 3"),
        ("de", "3. Tag"),
        ("de", "am dritten Tag"),
        ("zh", "第三天"),
        ("ja", "3日目"),
        ("pl", "trzeci dzień"),
        ("pl", "co zwiedzamy trzeciego dnia"),
        ("pl", "w trzecim dniu"),
        ("fr", "jour 3"),
        ("pt", "dia 3"),
        ("ar", "اليوم الثالث"),
        ("ru", "третий день"),
        ("pl", "trzeci dzień"),
        ("tr", "üçüncü gün"),
        ("nl", "dag 3"),
        ("it", "terzo giorno"),
        ("es", "tercer día"),
        ("th", "วันที่ 3"),
    ],
)
def test_reads_the_day_of_the_plan(finder: EntityFinder, language: str, text: str) -> None:
    assert values(finder, language, text, "day") == [3]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("de", "0170 1234567", "+491701234567"),
        ("en", "my number is +49 170 1234567", "+491701234567"),
        ("zh", "13812345678", "+8613812345678"),
        ("ja", "090-1234-5678", "+819012345678"),
    ],
)
def test_reads_a_telephone_number(finder: EntityFinder, language: str, text: str, number: str) -> None:
    assert values(finder, language, text, "phone") == [number]


def test_reads_an_address(finder: EntityFinder) -> None:
    assert values(finder, "en", "Write to Ana.Ruiz@Example.com!", "email") == ["ana.ruiz@example.com"]


@pytest.mark.parametrize(
    ("language", "text", "entity", "value"),
    [
        ("ru", "есть халяльное питание?", "need", "halal"),
        ("zh", "有清真餐吗", "need", "halal"),
        ("tr", "bebeğimle gelebilir miyim", "need", "infant"),
        ("en", "I lost my passport", "emergency", "lost_passport"),
        ("zh", "我的护照丢了", "emergency", "lost_passport"),
        ("zh", "钱包和护照都丢了", "emergency", "lost_passport"),
        ("zh-TW", "護照丟了", "emergency", "lost_passport"),
        ("zh-TW", "护照丢了", "emergency", "lost_passport"),
        ("zh", "護照遺失", "emergency", "lost_passport"),
        ("en", "what is your phone number?", "facet", "contact"),
        ("zh-TW", "你們電話多少？", "facet", "contact"),
        ("fr", "combien de temps ça prend ?", "facet", "duration"),
        ("en", "speak German?", "language", "de"),
        ("zh", "那酒店呢？", "facet", "hotel"),
        ("de", "und die Mahlzeiten?", "facet", "meals"),
        ("en", "and for children?", "facet", "child_price"),
    ],
)
def test_knows_words(finder: EntityFinder, language: str, text: str, entity: str, value: str) -> None:
    assert value in values(finder, language, text, entity)


def test_nothing_overlaps_a_reference(finder: EntityFinder) -> None:
    found = finder.find("TD-220527 for 2 adults", "en", TODAY)
    assert [value.entity for value in found] == ["booking_reference", "party"]


@pytest.mark.parametrize("text", ["", " ", "😀😀", "\0", "a" * 100_000, "1" * 5000])
def test_survives_anything(finder: EntityFinder, text: str) -> None:
    assert isinstance(finder.find(text, "en", TODAY), list)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "do you have tours to Dubai?", ["dubai"]),
        ("pl", "ile kosztuje wycieczka do Paryża", ["paris"]),
        ("ru", "хотим в Вену или на Мальдивы", ["vienna", "maldives"]),
        ("tr", "Maldivlere tur var mı", ["maldives"]),
        ("ar", "كم سعر رحلة لدبي", ["dubai"]),
        ("zh", "有去马尔代夫的团吗", ["maldives"]),
        ("ko", "발리 가는 투어 있나요", ["bali"]),
        ("de", "eine Reise nach Island", ["iceland"]),
        ("en", "an island tour", []),
        ("fr", "je voyage seul", []),
        ("en", "a tour to Kyoto", []),
    ],
)
def test_knows_places_that_we_do_not_go_to(finder: EntityFinder, language: str, text: str, expected: list[str]) -> None:
    assert values(finder, language, text, "elsewhere") == expected
