"""Devices of people: laptops, phones and what is nobody's business but shows up in the logs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generators.ids import guid_text, random_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_CHROME = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{}.0.0.0 Safari/537.36"
_IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1"
)


@dataclass(frozen=True)
class Model:
    """A kind of device: the operating system in both spellings, browser and user agents."""

    os: str
    os_flat: str
    browser: str
    agent: str
    client_agent: str
    share: float


_LAPTOPS = (
    Model(
        "Windows 11",
        "Windows11",
        "Edge 131.0.0",
        _CHROME.format("Windows NT 10.0; Win64; x64", 131) + " Edg/131.0.0.0",
        "Windows-AzureAD-Authentication-Provider/1.0",
        0.52,
    ),
    Model(
        "Windows 10",
        "Windows10",
        "Chrome 131.0.0",
        _CHROME.format("Windows NT 10.0; Win64; x64", 131),
        "Windows-AzureAD-Authentication-Provider/1.0",
        0.33,
    ),
    Model(
        "MacOs",
        "MacOs",
        "Safari 17.6",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",  # noqa: E501
        "Microsoft Office/16.91 (Macintosh)",
        0.15,
    ),
)
_PHONES = (
    Model("Ios 17.6", "Ios 17.6", "Mobile Safari 17.6", _IPHONE, "Outlook-iOS/2.0", 0.6),
    Model(
        "Android 14",
        "Android 14",
        "Chrome Mobile 131.0.0",
        _CHROME.format("Linux; Android 14; Pixel 8", 131),
        "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/AP2A.240805.005)",
        0.4,
    ),
)
_OTHERS = (
    Model(
        "Windows 10",
        "Windows10",
        "Firefox 133.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
        "",
        0.6,
    ),
    Model(
        "Linux",
        "Linux",
        "Firefox 133.0",
        "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
        "",
        0.4,
    ),
)
# What attackers bring: not drawn for people, referred to by scenarios.
TOOL_AGENTS = (
    "python-requests/2.31.0",
    "azurehound/v2.1.8",
    "Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.17763; en-US) PowerShell/7.3.6",
    "aiohttp/3.9.1",
)


@dataclass(frozen=True)
class Device:
    """A device as the sign-in logs describe it; an empty id stands for one that is unknown."""

    device_id: str
    name: str
    os: str
    os_flat: str
    browser: str
    agent: str
    client_agent: str
    trust: str
    compliant: bool

    def detail_json(self, *, interactive: bool) -> str:
        """DeviceDetail; the two sign-in tables spell operating system and browser differently."""
        known = {
            "displayName": self.name,
            "isCompliant": self.compliant,
            "isManaged": self.compliant,
            "trustType": self.trust,
        }
        detail = {
            "deviceId": self.device_id,
            "operatingSystem": self.os if interactive else self.os_flat,
            "browser": self.browser
            if interactive
            else f"Rich Client 4.{len(self.agent) % 3 + 40}.0.0",
        }
        return json.dumps(detail | known if self.device_id else detail, separators=(",", ":"))


def draw_devices(
    rng: np.random.Generator, owners: Sequence[str], sites: NDArray[np.int64]
) -> tuple[tuple[Device, ...], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """All devices, then each owner's laptop, phone and unmanaged device as positions in them.

    The last devices are the attackers' (one per tool), see :func:`tool_device`.
    """
    count = len(owners)
    devices: list[Device] = []
    ids = random_ids(rng, 2 * count)
    joined = rng.random(count)
    for i in range(count):
        model = _LAPTOPS[_pick(rng, _LAPTOPS)]
        trust = "Hybrid Azure AD joined" if joined[i] < 0.55 else "Azure AD joined"
        number = i * 7 + 1000 + int(sites[i])
        prefix = "MAC" if model.os == "MacOs" else "LT"
        devices.append(
            _device(
                model, guid_text(ids[i]), f"{prefix}-{number}", trust, compliant=joined[i] < 0.9
            )
        )
    for i, owner in enumerate(owners):
        model = _PHONES[_pick(rng, _PHONES)]
        name = f"{owner.split('.')[0]}-{model.os.split()[0]}"
        devices.append(_device(model, guid_text(ids[count + i]), name, "Azure AD registered", True))
    for _ in range(count):
        model = _OTHERS[_pick(rng, _OTHERS)]
        devices.append(_device(model, "", "", "", False))
    for agent in TOOL_AGENTS:
        tool = Model("Windows 10", "Windows10", "Python Requests 2.31", agent, agent, 1.0)
        devices.append(_device(tool, "", "", "", False))
    laptop = np.arange(count, dtype=np.int32)
    return tuple(devices), laptop, laptop + count, laptop + 2 * count


def tool_device(devices: Sequence[Device], tool: int) -> int:
    """The position of an attacker's device by the tool's number in ``TOOL_AGENTS``."""
    return len(devices) - len(TOOL_AGENTS) + tool % len(TOOL_AGENTS)


def _pick(rng: np.random.Generator, models: Sequence[Model]) -> int:
    return int(np.searchsorted(np.cumsum([m.share for m in models]), rng.random() * 0.999))


def _device(model: Model, device_id: str, name: str, trust: str, compliant: bool) -> Device:
    return Device(
        device_id,
        name,
        model.os,
        model.os_flat,
        model.browser,
        model.agent,
        model.client_agent or model.agent,
        trust,
        compliant=bool(compliant),
    )
