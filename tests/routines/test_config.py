"""duban.toml, and what is said of a slip of the pen in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.domain.errors import SetupError
from toolkit.domain.papers.kinds import CODES
from toolkit.routines.config import Config, read_config

FULL = """\
[ledger]
path = '台账\\督查台账.xlsx'

[mail]
transport = "folder"
folder = "发件"
host = "mail.office.example"
port = 465
security = "ssl"
user = "duban"
sender = "duban@office.example"
ca_file = "ca.pem"
per_minute = 20
per_run = 300

[office]
name = "某市政府督查室"
codes = { "交办单" = "某督交" }
domains = ["@Office.example", "edu.example"]
"""


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "duban.toml"
    path.write_text(text, encoding)
    return path


def test_nothing_is_required(tmp_path: Path) -> None:
    """An empty file gives the defaults: mails go to a folder, the house's 代字."""
    config = read_config(write(tmp_path, ""))
    assert config == Config()
    assert (config.mail.transport, config.mail.folder, config.office.codes) == ("folder", "邮件", CODES)
    assert CODES == {"督办通知": "连督通", "交办单": "连督交", "催办单": "连督催", "告诫单": "连督诫"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_every_setting(encoding: str, tmp_path: Path) -> None:
    """Notepad's byte order mark makes no difference; 代字 that are not named keep their default."""
    config = read_config(write(tmp_path, FULL, encoding))
    assert config.ledger == "台账\\督查台账.xlsx"
    assert (config.mail.folder, config.mail.sender) == ("发件", "duban@office.example")
    assert (config.mail.host, config.mail.port, config.mail.security) == ("mail.office.example", 465, "ssl")
    assert (config.mail.user, config.mail.ca_file, config.mail.per_minute, config.mail.per_run) == ("duban", "ca.pem", 20, 300)
    assert config.office.name == "某市政府督查室"
    assert config.office.codes == {**CODES, "交办单": "某督交"}
    assert config.office.domains == ("office.example", "edu.example")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[mail]\ntransport = "smtp"', ["mail.host", "SMTP"]),
        ('[mail]\ntransport = "smtp"\nhost = "smtp.office.example"', ["mail.sender", "发件人"]),
        ('[mail]\nsecurity = "tls"', ["mail.security", "ssl、starttls、none"]),
        ("[mail]\nport = 99999", ["mail.port", "0至65535"]),
        ("[mail]\nport = true", ["mail.port", "整数"]),
        ('[mail]\npassword = "x"', ["mail.password", "不能写在文件里"]),
        ('[mail]\ntransport = "carrier"', ["mail.transport", "carrier", "folder、smtp"]),
        ('[mail]\ntransprt = "folder"', ["mail.transprt", "是不是“transport”"]),
        ("[mail]\nfolder = 3", ["mail.folder", "文字"]),
        ("[mail]\nsender = true", ["mail.sender", "文字"]),
        ("[mail]\n\nfolder = x", ["第3行第10列", "书写有误"]),
        ("[mail", ["书写有误"]),
        ('mail = "folder"', ["mail", "[mail]"]),
        ('[office]\ncodes = { "通报" = "x" }', ["office.codes.通报"]),
        ('[office]\ncodes = { "交办单" = " " }', ["office.codes.交办单", "不能为空"]),
        ('[office]\ndomains = "a.example"', ["office.domains", "一组"]),
        ("[office]\ndomains = [3]", ["office.domains"]),
        ('[jobs]\ndaly = "每日 8:30"', ["jobs.daly", "是不是“daily”"]),
        ('[jobs]\ndaily = "有空 8:30"', ["jobs.daily", "看不懂“有空 8:30”", 'daily = "每个工作日 8:30"']),
        ("[jobs]\ndaily = 830", ["jobs.daily", "看不懂“830”"]),
        ('[jobs]\nbulletin = ["周例会 每周一 8:00", "日报 每日 8:00"]', ["jobs.bulletin", "看不懂“日报 每日 8:00”"]),
        ('[jobs]\nbulletin = ["周例会 每周一 8:00", "周例会 每周五 8:00"]', ["jobs", "“简报（周例会）”写了两次"]),
        ('jobs = "每日"', ["jobs", "[jobs]"]),
        ("[imap]\n", ["imap.host", "须写明"]),
        ('[imap]\nhost = "imap.lyg.example"', ["imap.user", "须写明"]),
        ('[imap]\nhost = "imap.lyg.example"\nuser = "duban"\npassword = "x"', ["imap.password", "不能写在文件里"]),
        ('[imap]\nhost = "imap.lyg.example"\nuser = "duban"\nsecurity = "none"', ["imap.security", "ssl、starttls"]),
        ('[imap]\nhost = "imap.lyg.example"\nuser = "duban"\nport = 70000', ["imap.port"]),
        ("[colours]\n", ["colours", "没有这项设置"]),
        ('[office]\ncodes = { 交办单 = "x" }', ["双引号"]),
        ('[ledger]\npath = "C:\\督查\\a.xlsx"', ["单引号"]),
    ],
)
def test_what_cannot_be_used_is_named(text: str, words: list[str], tmp_path: Path) -> None:
    """One sentence with the file, the key and what to write instead."""
    path = write(tmp_path, text)
    with pytest.raises(SetupError) as caught:
        read_config(path)
    for word in (str(path), *words):
        assert word in str(caught.value)


def test_other_encodings_and_missing_files(tmp_path: Path) -> None:
    """A file in GBK is named as such; one that cannot be read too."""
    with pytest.raises(SetupError, match="UTF-8"):
        read_config(write(tmp_path, "[office]\nname = '督查室'", "gbk"))
    with pytest.raises(SetupError, match="无法读取"):
        read_config(tmp_path)


def test_jobs(tmp_path: Path) -> None:
    """Without [jobs] the day's work and a backup; an empty one switches the clock off; answers are fetched before anybody is reminded."""
    assert [job.name for job in read_config(write(tmp_path, "")).jobs] == ["daily", "backup"]
    assert read_config(write(tmp_path, "[jobs]\n")).jobs == ()
    text = '[jobs]\nbulletin = "周例会 每周一 8:00"\ndaily = "每日 8:30"\nfeedback = "每日 8:30"'
    assert [job.name for job in read_config(write(tmp_path, text)).jobs] == ["feedback", "daily", "bulletin:周例会"]
