"""The buttons of the ledger and the cells behind them, as data: macros, adapters and the entry all follow this table.

Every cell has an ASCII name, since the macros are ASCII: VBA of another code page would turn Chinese into question marks.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.domain.sheets import SLIPS, STEPS, VIAS, YES_NO

PAPERS: tuple[str, ...] = ("今日待办", "政务督查", "通报", "问题清单", "周例会", "一页纸")

VERDICTS: tuple[str, ...] = ("查看", "采纳", "退回")


@dataclass(frozen=True, slots=True)
class Button:
    """One button. key: what the macro calls it; on_items: it acts on the items of the selected rows."""

    key: str
    caption: str
    on_items: bool = False

    @property
    def macro(self) -> str:
        return f"Duban_{self.key.capitalize()}"


@dataclass(frozen=True, slots=True)
class Named:
    """One cell behind the buttons: its name, label, first value, drop-down, explanation; width in pixels in the band."""

    name: str
    label: str
    value: str = ""
    choices: tuple[str, ...] = ()
    note: str = ""


BUTTONS: tuple[Button, ...] = (
    Button("check", "校验"),
    Button("deadlines", "更新期限"),
    Button("today", "今日待办"),
    Button("slip", "生成文书", on_items=True),
    Button("issue", "签发", on_items=True),
    Button("event", "登记", on_items=True),
    Button("remind", "发送提醒"),
    Button("feedback", "审核反馈", on_items=True),
    Button("bulletin", "生成简报"),
    Button("archive", "归档", on_items=True),
    Button("help", "帮助"),
)
BY_KEY = {button.key: button for button in BUTTONS}

STATUS = Named("duban_status", "状态", "就绪。先选中事项所在的行，再按生成文书、签发、登记、审核反馈、归档。")
INPUTS: tuple[Named, ...] = (
    Named("duban_kind", "文书种类", SLIPS[1], SLIPS, "“生成文书”“签发”做哪一种"),
    Named("duban_new_date", "新定时限", note="催办单的新定时限、告诫单的整改期限，如2026-03-05；可不填"),
    Named("duban_person", "经手人", note="签发人，登记的经手人；可不填"),
    Named("duban_step", "登记环节", "签收", STEPS, "“登记”记哪一件事：签收、电话催办、反馈（线下反馈）等"),
    Named("duban_via", "登记方式", "电话", VIAS, "怎样收到或办理的"),
    Named("duban_unit", "登记单位", note="哪个单位的事；一个事项只有一个承办单位时可不填"),
    Named("duban_note", "登记内容", note="需要说明的内容；可不填"),
    Named("duban_paper", "简报种类", PAPERS[1], PAPERS, "“生成简报”做哪一种"),
    Named(
        "duban_verdict",
        "审核意见",
        VERDICTS[0],
        VERDICTS,
        "“审核反馈”对选中事项的来件：查看、采纳或退回；退回的理由写在“登记内容”",
    ),
)
MACHINE: tuple[Named, ...] = (
    Named(
        "duban_transports",
        "启动方式",
        "xlwings,wsh,shell,mailbox",
        note="依次试用的启动方式；单位禁止Excel启动其他程序的，只写mailbox",
    ),
    Named("duban_program", "督办程序", "duban", note="duban程序的完整路径；已加入系统路径（PATH）的写duban即可"),
    Named(
        "duban_buttons", "按钮", ",".join(f"{button.macro}={button.caption}" for button in BUTTONS), note="由工具填写，请勿修改"
    ),
    Named("duban_aloud", "弹出提示", "是", YES_NO, "没有办成时除状态栏外另弹出一条提示；留空则不弹"),
)
SENTENCES: tuple[Named, ...] = (
    Named("duban_say_started", "提示：开始", "已开始，正在启动督办程序……"),
    Named("duban_say_unsaved", "提示：未保存", "本工作簿还没有保存过：请先保存到文件夹，再按按钮。"),
    Named(
        "duban_say_nothing",
        "提示：未启动",
        "督办程序没有启动：请在“按钮设置”表的“督办程序”中写上duban程序的完整路径；单位禁止Excel启动其他程序的，请运行duban serve并使用mailbox方式。",
    ),
    Named("duban_say_silent", "提示：没有动静", "督办程序启动后没有动静，可能没有装好：请在命令行运行duban doctor查看；结果若随后出现，以结果为准。"),
    Named("duban_say_waiting", "提示：已提交", "已提交给duban serve，请稍候；没有回音时请确认它在运行。"),
    Named("duban_say_unanswered", "提示：无回音", "提交后十分钟没有回音：请确认duban serve正在这本台账所在的工作区运行。"),
    Named(
        "duban_say_failed", "提示：未办成",
        "督办程序启动了但没有办成，请看状态栏或运行duban doctor；为免重复办理，没有换用别的方式。",
    ),
)  # fmt: skip
BAND = "duban_band"
"""The name of column A above the header of the sheet on which the buttons are."""
PANEL_SHEET = "按钮设置"
EVERY: tuple[Named, ...] = (STATUS, *INPUTS, *MACHINE, *SENTENCES)
