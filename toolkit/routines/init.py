"""duban init: a workspace with everything that an office may want to edit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.errors import SetupError, UsageError, os_reason
from toolkit.domain.jobs import KINDS
from toolkit.routines import adopt
from toolkit.routines.adopt import AdoptReport
from toolkit.routines.config import FILE_NAME, read_config
from toolkit.routines.progress import Progress
from toolkit.routines.shipped import shipped
from toolkit.routines.tomlfile import literal
from toolkit.routines.workspace import Workspace, absolute

LEDGER_NAME = "督查台账.xlsx"
TEMPLATE_FOLDERS = ("mail_templates", "slip_templates")
OFFICE_FILES = (".docx", ".md", ".txt", ".html")
"""What an office edits; the scripts that build the Word templates stay in the repository."""

_SETTINGS = """\
# 督办工具在这台电脑上的设置。经常变动的规则、单位、节假日等，在台账的“设置”“时限规则”“单位通讯录”等表中修改。

[ledger]
path = {ledger}

[mail]
# folder：提醒写成 .eml 文件存入下面的文件夹，不发出本机。
transport = "folder"
folder = "邮件"
# 邮件上显示的发件人地址。
# sender = "duban@office.example"
# 真正发信：transport 改为 "smtp"，去掉下面各行开头的“# ”，照邮件管理员给的填写（密码不写在这里，见使用手册）。
# host = "smtp.office.example"
# security = "ssl"        # ssl、starttls 或 none
# port = 465              # ssl一般465，starttls一般587，none一般25
# user = "duban@office.example"   # 免登录的内网服务器不写
# ca_file = "ca.pem"      # 单位自建证书的，写CA证书文件
# per_minute = 200        # 每分钟最多几封，0为不限
# per_run = 500           # 每次最多几封，0为不限

# 收反馈：去掉下面各行开头的“# ”（密码不写在这里，见使用手册“收反馈”）。
# [imap]
# host = "imap.office.example"
# user = "duban@office.example"
# security = "ssl"        # ssl 或 starttls
# port = 993              # ssl一般993，starttls一般143
# folder = "INBOX"
# ca_file = "ca.pem"      # 单位自建证书的，写CA证书文件

[office]
# 各类文书的发文代字。
codes = {{ "督办通知" = "连督通", "交办单" = "连督交", "催办单" = "连督催", "告诫单" = "连督诫" }}
# 邮件只发往这些域名；留空则以单位通讯录中的邮箱域名为准。
domains = []

[jobs]
# 定时任务：到点自动办，电脑关着错过的，开机后补做一次。先运行 duban schedule install，交给系统每15分钟看一次。
# 日子可写：每日、每个工作日、每周一、每周一、四、每月1日、每月最后一个工作日、每年1月10日、2026-03-31、2026-06-30；
# 时间可写：8:30、14:00，或 8:30-17:30 每30分钟；错过了不要补做的，行末写“，不补做”。不要的任务删去，或写“不办”。
daily = "{daily}"           # 校验、时限、灯、提醒
backup = "{backup}"               # 备份台账和工作日志
# feedback = "{feedback}"   # 从邮箱收反馈（先填好 [imap]），错过的不补
# plan = "{plan}"       # “督查计划”的活动临近，提醒督查室邮箱
# look_back = "{look_back}"         # 可以“回头看”的已销号事项，提醒督查室邮箱
# score = "{score}"         # 上年度考评得分表
# bulletin = ["周例会 每周一 8:00", "政务督查 每月最后一个工作日 16:00", "一页纸（王市长） 每周五 15:00"]   # 各种简报的草稿
"""


@dataclass(frozen=True, slots=True)
class InitReport:
    """The folder that was made and the ledger that it looks after."""

    workspace: Path
    ledger: Path
    adopted: AdoptReport | None = None
    """How the office's own ledger was understood (None: it is the shipped one)."""
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        found = {"adopted": self.adopted.data()} if self.adopted else {}
        return {"workspace": str(self.workspace), "ledger": str(self.ledger), **found}


def run(folder: Path, *, ledger: Path | None, today: date, progress: Progress) -> InitReport:
    """Makes a workspace in `folder`: the shipped ledger, or the office's own where it lies, taken over by adopt.

    Files that stand in the folder already are kept as they are. Raises UsageError where the folder is a workspace
    already, SetupError where it cannot be written, and whatever adopt raises; a failure leaves nothing new behind.
    """
    root = absolute(folder)
    if (root / FILE_NAME).exists():
        raise UsageError(f"“{root}”已经是工作区（已有 {FILE_NAME}），请直接在其中使用，或另选文件夹")
    if ledger is None and (root / LEDGER_NAME).exists():
        raise UsageError(f"“{root}”中已有“{LEDGER_NAME}”：要使用这份台账，请加上 --ledger；否则请另选文件夹")
    own = absolute(ledger) if ledger else root / LEDGER_NAME
    with _unmade_on_failure() as made:
        try:
            _make_folder(root, made)
            if ledger is None:
                _copy(shipped("workbooks", LEDGER_NAME), own, made)
            for name in TEMPLATE_FOLDERS:
                _make_folder(root / name, made)
                for file in sorted(shipped(name).iterdir()):
                    if file.is_file() and file.suffix != ".py":
                        _copy(file, root / name / file.name, made)
            path = own.relative_to(root) if own.is_relative_to(root) else own
            made.append(root / FILE_NAME)
            (root / FILE_NAME).write_text(settings_text(str(path)), "utf-8")
        except OSError as problem:
            raise SetupError(f"无法在“{root}”建立工作区（{os_reason(problem)}），请检查文件夹权限和磁盘空间") from problem
        workspace = Workspace(root, read_config(root / FILE_NAME), own)
        adopted = adopt.run(
            own, workspace, sheet=None, header_rows=None, mapping={}, dry_run=False, today=today, progress=progress
        )
    return InitReport(root, own, adopted if ledger else None)


def settings_text(ledger: str) -> str:
    """duban.toml as a new workspace has it."""
    return _SETTINGS.format(ledger=literal(ledger), **{name: kind.example for name, kind in KINDS.items()})


@contextmanager
def _unmade_on_failure() -> Iterator[list[Path]]:
    """Collects what is made and takes it away again on failure; never a file or folder that somebody else put there."""
    made: list[Path] = []
    try:
        yield made
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def _copy(source: Path, target: Path, made: list[Path]) -> None:
    if not target.exists():
        made.append(target)
        shutil.copyfile(source, target)
