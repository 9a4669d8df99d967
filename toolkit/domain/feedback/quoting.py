"""What a person wrote above the quoted mail: the rest of a reply, and the signature of the mail program, go."""

from __future__ import annotations

import re

from toolkit.domain.mailing.letter import fit_text

_BEGINS = re.compile(
    r"^\s*(?:"
    r"[-_—=*\s]{2,}\s*(?:原始邮件|原邮件|转发的?邮件|转发邮件信息|Original Message|Forwarded Message|回复的原邮件)"
    r"|_{20,}\s*$"  # Outlook's line above the quoted header
    r"|(?:发件人|寄件者|From)\s*[:：]\s*\S"
    r"|(?:在|于|On\b).{4,120}(?:写道|寫道|wrote)\s*[:：]?\s*$"
    r"|\d{4}\s*[年/-].{4,100}(?:写道|寫道)\s*[:：]?\s*$"
    r"|.{1,80}<[^<>\s]+@[^<>\s]+>\s*(?:写道|于.{4,40}写道|wrote)\s*[:：]?\s*$"
    r"|-- ?$"
    r"|(?:发自|来自)我?的?\s*(?:iPhone|iPad|手机|华为|荣耀|小米|vivo|OPPO|QQ邮箱|网易|Foxmail).*$"
    r"|Sent from my .*$"
    r")",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s*[>＞]")
MOST = 200_000
"""Characters of a reply that are looked at."""


def own_words(text: str) -> str:
    """The words above the first sign of a quotation, trimmed; "" where nothing was written."""
    kept: list[str] = []
    for line in fit_text(text[:MOST]).split("\n"):
        if _BEGINS.match(line[:300]):
            break
        if not _QUOTED.match(line):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
