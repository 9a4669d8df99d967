"""Where mail may go at all: the domains that the office listed, or those of its 单位通讯录 and of its own addresses."""

from __future__ import annotations

from toolkit.domain.settings import Settings
from toolkit.domain.units.unitbook import UnitBook


class Domains:
    """Called with an address: whether its domain, or one above it, is on the list."""

    def __init__(self, settings: Settings, units: UnitBook) -> None:
        known = [address for contact in units.contacts for address in contact.email + contact.desk_email]
        own = [*settings.office_mail, *(address for _, address in settings.deputy_mail)]
        self._known = frozenset(settings.domains) or frozenset(map(_domain, [*known, *own]))

    def __call__(self, address: str) -> bool:
        domain = _domain(address)
        return any(domain == known or domain.endswith("." + known) for known in self._known)


def _domain(address: str) -> str:
    return address.strip().lower().rpartition("@")[2]
