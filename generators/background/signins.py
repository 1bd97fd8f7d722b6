"""Sign-ins of people: sessions of a day become interactive rows and their token refreshes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from generators.apps import APPS
from generators.calendar import DAY_US, HOUR_US, draw_times, intensity, local_hour, weekday
from generators.events import SignIns, unstamped
from generators.ids import random_ids, request_ids
from generators.methods import (
    BY_CLAIM,
    MFA_BY_APP,
    MFA_BY_CLAIM,
    MFA_NOT_ANSWERED,
    SUCCESS_SHARES,
    WRONG_PASSWORD,
)
from generators.networks import NETWORKS, SITES
from generators.outcomes import (
    BACKGROUND,
    CAREFUL_FACTOR,
    MONDAY_CODES,
    MONDAY_FACTOR,
    PRONE_FACTOR,
    SEQUENCES,
    fails,
    outcome_of,
)
from generators.streams import stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generators.population import World

_REFRESHES_PER_SESSION = 15.0
_PHONE_REFRESHES_PER_DAY = 11.0
_SECOND = 1_000_000
CLIENT_BROWSER, CLIENT_RICH, CLIENT_ACTIVE_SYNC, CLIENT_IMAP, CLIENT_SMTP = 0, 1, 2, 3, 4
TOKEN_NONE, TOKEN_PRIMARY, TOKEN_REFRESH = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Sessions:
    """Sessions that people begin on one day, as arrays by session."""

    start: NDArray[np.int64]
    account: NDArray[np.int32]
    device: NDArray[np.int32]
    address: NDArray[np.int32]
    on_phone: NDArray[np.bool_]
    session: NDArray[np.uint8]


def sign_ins_of_day(
    world: World, seed: int, day: int, day_start_us: int
) -> tuple[SignIns, SignIns]:
    """The interactive sign-ins of a UTC day and the non-interactive ones that follow from them.

    Refreshes of an evening session may fall on the next day.
    """
    rng = stream(seed, "sign-ins", day)
    sessions = _draw_sessions(world, rng, day_start_us)
    interactive, succeeded = _interactive(world, sessions, rng, day_start_us)
    refreshes = _refreshes(world, _chosen(sessions, succeeded), stream(seed, "refreshes", day))
    phones = _phone_refreshes(world, seed, day, day_start_us)
    return interactive, SignIns.joined([refreshes, phones])


def _draw_sessions(world: World, rng: np.random.Generator, day_start_us: int) -> Sessions:
    offsets = sorted({site.utc_offset_h for site in SITES})
    accounts: list[NDArray[Any]] = []
    starts: list[NDArray[np.int64]] = []
    for offset in offsets:
        hours = intensity(day_start_us, offset)
        group = np.flatnonzero(world.utc_offset_h == offset)
        counts = rng.poisson(world.sign_ins_per_day[group] * hours.sum())
        accounts.append(np.repeat(group, counts))
        starts.append(draw_times(rng, day_start_us, hours, int(counts.sum())))
    account = np.concatenate(accounts).astype(np.int32)
    start = np.concatenate(starts)
    kind = rng.random(len(account))
    phone = (kind >= 0.78) & (kind < 0.95)
    device = np.where(
        kind < 0.78,
        world.laptop[account],
        np.where(phone, world.phone[account], world.other_device[account]),
    )
    address = _addresses(world, account, start, phone, rng)
    return Sessions(start, account, device, address, phone, random_ids(rng, len(account)))


def _addresses(
    world: World,
    account: NDArray[np.int32],
    time: NDArray[np.int64],
    phone: NDArray[np.bool_],
    rng: np.random.Generator,
) -> NDArray[np.int32]:
    """Where each session comes from: office, home, VPN, a mobile network, rarely abroad."""
    count = len(account)
    hour = local_hour(time, world.utc_offset_h[account])
    site = np.array([a.site for a in world.accounts])[account]
    at_work = (hour >= 8) & (hour < 18) & (rng.random(count) > world.remote_share[account])
    draw, pick = rng.random(count), rng.integers(0, 1 << 30, count)
    result = world.home_address[account].copy()
    office = [i for i, network in enumerate(NETWORKS) if network.kind == "office"]
    mobile = [i for i, network in enumerate(NETWORKS) if network.kind == "mobile"]
    for number in range(len(SITES)):
        here = site == number
        for networks, chosen in ((office, here & at_work), (mobile, here & phone & (draw < 0.7))):
            pool = world.by_network[networks[number]]
            result[chosen] = pool[pick[chosen] % len(pool)]
    vpn = world.addresses_of("vpn")
    on_vpn = ~at_work & ~phone & (draw < 0.18)
    result[on_vpn] = vpn[pick[on_vpn] % len(vpn)]
    # Travellers are away for the whole day: the same account and day give the same place.
    who, when = account.astype(np.int64), time // DAY_US
    away = (who * 2654435761 + when * 40503) % 997 < 9
    travel = world.addresses_of("travel")
    result[away] = travel[(who[away] * 7919 + when[away] * 31) % len(travel)]
    return result


def _chosen(sessions: Sessions, mask: NDArray[np.bool_]) -> Sessions:
    return Sessions(
        sessions.start[mask],
        sessions.account[mask],
        sessions.device[mask],
        sessions.address[mask],
        sessions.on_phone[mask],
        sessions.session[mask],
    )


def _sequences(
    rng: np.random.Generator, prone: NDArray[np.bool_], *, monday: bool
) -> NDArray[np.int64]:
    """Which of ``SEQUENCES`` each sign-in goes through."""
    draw = rng.random(len(prone))
    found = np.zeros(len(prone), np.int64)
    for factor, who in ((PRONE_FACTOR, prone), (CAREFUL_FACTOR, ~prone)):
        weights = np.array(
            [
                weight
                * (MONDAY_FACTOR if monday and MONDAY_CODES & set(codes) else 1.0)
                * (factor if fails(codes) else 1.0)
                for weight, codes in SEQUENCES
            ]
        )
        bounds = np.cumsum(weights / weights.sum())
        found[who] = np.minimum(np.searchsorted(bounds, draw[who], "right"), len(SEQUENCES) - 1)
    return found


def _interactive(
    world: World, sessions: Sessions, rng: np.random.Generator, day_start_us: int
) -> tuple[SignIns, NDArray[np.bool_]]:
    """Rows of the sign-in attempts, and which sessions came to be."""
    count = len(sessions.start)
    prone = world.prone[sessions.account]
    sequence = _sequences(rng, prone, monday=weekday(day_start_us) == 0)
    lengths = np.array([len(codes) for _, codes in SEQUENCES])[sequence]
    longest = max(len(codes) for _, codes in SEQUENCES)
    table = np.zeros((len(SEQUENCES), longest), np.int32)
    for number, (_, codes) in enumerate(SEQUENCES):
        table[number, : len(codes)] = [outcome_of(code) for code in codes]
    of = np.repeat(np.arange(count), lengths)
    step = np.arange(len(of)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    outcome = table[sequence[of], step]
    gap = rng.integers(4 * _SECOND, 45 * _SECOND, len(of))
    gap[step == 0] = 0
    total = np.cumsum(gap)
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    time = sessions.start[of] + total - total[first]
    app, resource = _apps(rng, sessions.on_phone, count)
    rich = np.array([a.rich for a in APPS])[app]
    client = np.where(rich, CLIENT_RICH, CLIENT_BROWSER)
    legacy = rng.random(count)  # printers and old phones
    client[legacy < 0.004] = CLIENT_SMTP
    client[(legacy >= 0.004) & (legacy < 0.007) & sessions.on_phone] = CLIENT_ACTIVE_SYNC
    client[(legacy >= 0.007) & (legacy < 0.008)] = CLIENT_IMAP
    method = rng.choice(len(SUCCESS_SHARES), count, p=SUCCESS_SHARES)
    interrupted = (lengths > 1) & np.isin(
        table[sequence, 0], [outcome_of(50074), outcome_of(50076), outcome_of(500121)]
    )
    method[interrupted] = MFA_BY_APP
    method[client >= CLIENT_ACTIVE_SYNC] = 0
    row_method = method[of]
    row_method[outcome != 0] = BY_CLAIM
    wrong = np.isin(outcome, [outcome_of(50126), outcome_of(50053), outcome_of(50034)])
    row_method[wrong] = WRONG_PASSWORD
    denied = outcome == outcome_of(500121)
    row_method[denied] = MFA_NOT_ANSWERED + rng.integers(0, 2, int(denied.sum()))
    events = SignIns(
        **unstamped(time),
        account=sessions.account[of],
        device=sessions.device[of],
        address=sessions.address[of],
        app=app[of],
        resource=resource[of],
        outcome=outcome,
        method=row_method,
        risk=np.zeros(len(of), np.int32),
        client=client[of],
        token=np.where(row_method == BY_CLAIM, TOKEN_PRIMARY, TOKEN_NONE),
        id=request_ids(rng, len(of)),
        correlation=random_ids(rng, count)[of],
        session=sessions.session[of],
    )
    return events, table[sequence, lengths - 1] == 0


def _apps(
    rng: np.random.Generator, on_phone: NDArray[np.bool_], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    laptop = np.array([a.laptop for a in APPS])
    phone = np.array([a.phone for a in APPS])
    app = np.where(
        on_phone,
        rng.choice(len(APPS), count, p=phone / phone.sum()),
        rng.choice(len(APPS), count, p=laptop / laptop.sum()),
    )
    return app, resource_of(app, rng.integers(0, 12, count))


def resource_of(app: NDArray[Any], draw: NDArray[Any]) -> NDArray[np.int64]:
    """The resource that a draw from 0 to 11 gives for each application."""
    table = np.array([[a.resources[i % len(a.resources)] for i in range(12)] for a in APPS])
    result: NDArray[np.int64] = table[app, draw]
    return result


def _refreshes(world: World, sessions: Sessions, rng: np.random.Generator) -> SignIns:
    """Token refreshes of sessions, spread over what is left of the person's day."""
    counts = rng.poisson(_REFRESHES_PER_SESSION, len(sessions.start))
    of = np.repeat(np.arange(len(sessions.start)), counts)
    hour = local_hour(sessions.start, world.utc_offset_h[sessions.account])
    left = np.clip(18.5 - hour, 0.7, 9.0) * rng.uniform(0.35, 1.15, len(hour))
    offset = rng.random(len(of)) ** 1.4 * left[of] * HOUR_US
    time = sessions.start[of] + offset.astype(np.int64) + 2 * _SECOND
    address = sessions.address[of]
    moved = rng.random(len(of)) < 0.05  # from the office home, or onto another network
    address = np.where(moved, world.home_address[sessions.account[of]], address)
    return _background(
        rng,
        time,
        sessions.account[of],
        np.where(
            rng.random(len(of)) < 0.04, world.laptop[sessions.account[of]], sessions.device[of]
        ),
        address,
        sessions.session[of],
    )


def _phone_refreshes(world: World, seed: int, day: int, day_start_us: int) -> SignIns:
    """Phones ask for tokens all day, in sessions that began long before the detailed days."""
    rng = stream(seed, "phones", day)
    parts: list[NDArray[np.int64]] = []
    owners: list[NDArray[Any]] = []
    for offset in sorted({site.utc_offset_h for site in SITES}):
        hours = 0.45 * intensity(day_start_us, offset) + 0.4 / 24
        group = np.flatnonzero(world.utc_offset_h == offset)
        counts = rng.poisson(_PHONE_REFRESHES_PER_DAY * hours.sum(), len(group))
        owners.append(np.repeat(group, counts))
        parts.append(draw_times(rng, day_start_us, hours, int(counts.sum())))
    account = np.concatenate(owners).astype(np.int32)
    time = np.concatenate(parts)
    standing = random_ids(stream(seed, "phones/sessions"), len(world.accounts))
    phone = np.ones(len(account), np.bool_)
    address = _addresses(world, account, time, phone, rng)
    return _background(rng, time, account, world.phone[account], address, standing[account])


def _background(
    rng: np.random.Generator,
    time: NDArray[np.int64],
    account: NDArray[Any],
    device: NDArray[Any],
    address: NDArray[Any],
    session: NDArray[np.uint8],
) -> SignIns:
    count = len(time)
    weights = np.array([a.background for a in APPS])
    app = rng.choice(len(APPS), count, p=weights / weights.sum())
    shares = np.array([share for share, _ in BACKGROUND])
    codes = np.array([outcome_of(code) for _, code in BACKGROUND])
    outcome = codes[rng.choice(len(codes), count, p=shares / shares.sum())]
    rich = np.array([a.rich for a in APPS])[app]
    return SignIns(
        **unstamped(time),
        account=account,
        device=device,
        address=address,
        app=app,
        resource=resource_of(app, rng.integers(0, 12, count)),
        outcome=outcome,
        # A session that was begun with a second factor keeps that claim in every refresh.
        method=np.where(session[:, 0] < 0.45 * 256, MFA_BY_CLAIM, BY_CLAIM).astype(np.int32),
        risk=np.zeros(count, np.int32),
        client=np.where(rich, CLIENT_RICH, CLIENT_BROWSER),
        token=np.where(rng.random(count) < 0.35, TOKEN_PRIMARY, TOKEN_REFRESH),
        id=request_ids(rng, count),
        correlation=random_ids(rng, count),
        session=session,
    )
