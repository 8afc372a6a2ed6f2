"""Where a session is, in a few words that say enough to know it again and too little to follow anybody."""

from __future__ import annotations

import ipaddress

from bot.logins.values import Device

# In this order: most browsers claim to be those below them.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
    "curl/": "curl",
    "python-httpx/": "httpx",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def device(agent: str, address: str) -> Device:
    """Sum up a browser's name and a network address."""
    named = [next((name for mark, name in table.items() if mark in agent), "") for table in (_BROWSERS, _SYSTEMS)]
    return Device(" · ".join(filter(None, named)), network(address), address)


def network(address: str) -> str:
    """Shorten an address to its network: 24 bits of an IPv4 address, 48 of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))
