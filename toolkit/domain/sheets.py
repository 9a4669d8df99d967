"""The toolkit's own sheets as data: names, columns, drop-downs and default rows (what an office changes lives here, not in Python).

Row 1 of an own sheet is a note to staff, row 2 its header, data follows. An adapter draws them; each domain
module reads the rows of its sheet as mappings {column name: cell}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from toolkit.domain.changes import Value
from toolkit.domain.fields import FIELDS
from toolkit.domain.papers.kinds import SLIPS as SLIPS
from toolkit.domain.words import STEPS as STEPS
from toolkit.domain.words import VIAS as VIAS

DERIVED: tuple[str, ...] = ("灯", "办理状态", "剩余天数", "当前时限")
"""What a rule of the office may ask of an item besides its fields."""
Reason = Literal["超期", "重报", "临期", "续报", "定期报送", "待签收", "新交办"]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why a unit is written to, gravest first."""
DigestKind = Literal["处室摘要", "督查室摘要", "副秘书长周报"]
DIGESTS: tuple[DigestKind, ...] = get_args(DigestKind)
"""What the office's own people are sent on certain days."""
TABLE = "反馈表"
"""What goes with a notice to be filled in and sent back, where an office wants it."""
SOURCES: tuple[str, ...] = (
    "上级决策部署", "市委市政府部署", "政府工作报告", "民生实事", "政府常务会议", "市长办公会议", "领导批示", "人大代表建议", "政协提案",
    "市长信箱", "12345热线", "人民来信", "领导要求督办",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: header, width in characters, what it holds, its drop-down (choices) if it has one; prompt: shown while a
    cell of it is selected."""

    name: str
    width: float = 12
    kind: Literal["text", "date", "number"] = "text"
    choices: tuple[str, ...] = ()
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """One own sheet.

    robot: only the toolkit writes there, and it rewrites the whole sheet;
    answers: first cell of a row -> what its second cell may say (the drop-downs of 设置).
    """

    name: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    robot: bool = False
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def headers(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


YES_NO = ("是", "否")

DASHBOARD = OwnSheet(
    "看板",
    "数字和图都是公式，自动更新，请勿填写；父事项、子事项都计入。",
    (Column("类别", 12), Column("项目", 16), Column("件数", 10, "number")),
    robot=True,
)

FINDINGS = OwnSheet(
    "校验结果",
    "由督办工具每次校验后重写，请勿在此表填写；点“位置”可跳到台账中的单元格。",
    (
        Column("级别", 8), Column("位置", 18), Column("编号", 16), Column("字段", 12), Column("规则", 14),
        Column("问题与建议", 60), Column("原内容", 30), Column("处数", 7, "number"),
    ),
    robot=True,
)  # fmt: skip

UNITS = OwnSheet(
    "单位通讯录",
    "一行一个单位。邮箱填在本表，提醒发给联络员（没有则发具体责任人），抄送联系处室。改名的单位另起一行，旧名写入“曾用名、简称”。",
    (
        Column("单位名称", 24), Column("曾用名、简称", 24), Column("所属类别", 20), Column("第一责任人", 12), Column("具体责任人", 12),
        Column("具体责任人邮箱", 26), Column("联络员", 12), Column("联络员邮箱", 26), Column("联系电话", 14), Column("联系处室", 14),
        Column("处室邮箱", 26), Column("分管副秘书长", 14), Column("启用日期", 12, "date"), Column("停用日期", 12, "date"), Column("备注", 24),
    ),
)  # fmt: skip

EVENTS = OwnSheet(
    "过程记录",
    "发生一件事记一行：签收、电话催办、线下反馈、审核通过、退回、延期、中止等。按 Ctrl+;（分号）填入今天的日期。工具只在末尾添加，不改已有的行。",
    (
        Column("时间", 12, "date", prompt="哪一天发生的。按 Ctrl+;（分号）填入今天的日期；不要用会变的公式。"),
        Column("编号", 16, prompt="台账的“编号”或“督办编号”；几个事项用顿号隔开。"),
        Column("单位", 20, prompt="这一事项的承办单位；不写则指全部承办单位。"),
        Column("环节", 12, choices=STEPS),
        Column("方式", 8, choices=VIAS),
        Column("内容", 50, prompt="电话催办写明与谁通话、怎样答复；延期写明延至哪一天；退回写明原因和重报日期。"),
        Column("经手人", 10, prompt="经手人；延期、中止、撤销、并案、转办填批准人。"),
        Column("附件", 24),
    ),
)

REGISTER = OwnSheet(
    "文书登记",
    "签发一份文书登记一行，文号按种类、年度连续编排；作废的保留一行，状态改为“作废”。",
    (
        Column("文号", 22), Column("种类", 10, choices=SLIPS), Column("年度", 8, "number"), Column("序号", 8, "number"), Column("事项编号", 20),
        Column("单位", 24), Column("签发日期", 12, "date"), Column("签发人", 10), Column("状态", 8, choices=("签发", "作废")),
        Column("文件", 40), Column("备注", 20),
    ),
)  # fmt: skip

INTAKE = OwnSheet(
    "收文登记",
    "收到一份来文登记一行；填上批准人即为同意立项，运行 duban intake 登入台账并回填事项编号。需拆分的在“拆分为”中一行写一项，可写成“事项｜牵头单位｜完成时限”。",
    (
        Column("收文日期", 12, "date"), Column("来文号", 20), Column("来文单位", 18), Column("来文内容", 40), Column("事项来源", 14, choices=SOURCES),
        Column("拟办意见", 30), Column("批准人", 10), Column("批准日期", 12, "date"), Column("拆分为", 46), Column("事项编号", 20), Column("备注", 20),
    ),
)  # fmt: skip

PLAN = OwnSheet(
    "督查计划",
    "年度督查工作计划〔六(一)〕。部门以政府或政府办公室名义开展的督查活动，须报经审核立项后开展〔六(二)〕。",
    (
        Column("督查活动", 40), Column("计划时间", 14, "date"), Column("牵头领导", 12), Column("组织单位", 20), Column("参加单位", 30),
        Column("以政府名义", 12, choices=YES_NO), Column("审核立项日期", 14, "date"), Column("完成情况", 24), Column("备注", 20),
    ),
)  # fmt: skip

RECEIVED = OwnSheet(
    "反馈收件",
    "各单位用邮件报来的反馈（电子版预报），由督办工具登记，请勿在此表填写。“待审”的请核对原件，再运行 duban feedback accept --id 收件编号（采纳）"
    "或 duban feedback reject --id 收件编号 --note 理由（退回）。",
    (
        Column("收件编号", 9, "number"), Column("处理", 9, choices=("待审", "已采纳", "已退回")), Column("收到日期", 12, "date"),
        Column("单位", 18), Column("编号", 14), Column("类型", 10), Column("办理情况", 48), Column("进度", 9), Column("是否办结", 9),
        Column("困难问题", 22), Column("预计完成", 14), Column("发件邮箱", 22), Column("处理日期", 12, "date"), Column("处理说明", 22),
        Column("原件", 28),
    ),
    robot=True,
)  # fmt: skip

HOLIDAYS = OwnSheet(
    "节假日",
    "国务院办公厅公布的放假安排，工具已内置至2026年。新年度通知公布后，把放假日（休）、调休上班日（班）逐日填在这里，以本表为准。",
    (Column("日期", 16, "date"), Column("休或班", 12, choices=("休", "班")), Column("名称", 48)),
)

LIMITS = OwnSheet(
    "时限规则",
    "台账没有写明时限的事项按本表计算，自上而下取第一条符合的；可增删、调整顺序。数量留空表示不自动计算，请补填时限或报送周期。",
    (
        Column("启用", 8, choices=YES_NO), Column("事项来源", 44), Column("种类", 10, choices=("反馈", "报告", "办结")), Column("数量", 8, "number"),
        Column("单位", 10, choices=("工作日", "日", "月")), Column("起算日", 14, choices=("交办日", "文件下发日", "纪要下发日")), Column("依据", 14),
        Column("说明", 50),
    ),
    (
        ("是", "领导批示、市长信箱、12345热线、人民来信、领导要求督办", "反馈", 7, "工作日", "交办日", "五(五)", "批示、信访批示件和领导要求督办事项，未写明时限的一般在7个工作日内反馈"),
        ("是", "上级决策部署、市委市政府部署", "报告", 1, "月", "文件下发日", "七(二)", "文件未写明办结时限的，下发1个月内报告进展情况"),
        ("是", "政府常务会议、市长办公会议", "报告", 10, "日", "纪要下发日", "七(二)", "会议纪要未写明办结时限的，下发10日内报告进展情况"),
        ("是", "人大代表建议", "办结", 3, "月", "交办日", "代表法", "代表建议自交办之日起3个月内答复，办理难度大的不超过6个月"),
        ("是", "政协提案", "办结", None, None, "交办日", "本室规则", "请按本市提案办理规定填写数量和单位"),
        ("是", "政府工作报告、民生实事", "报告", None, None, "交办日", "本室规则", "请在台账中写明完成时限或报送周期"),
        ("是", "全部", "反馈", None, None, "交办日", "本室规则", "其他来源：请写明时限或报送周期"),
    ),
)  # fmt: skip

RULES = OwnSheet(
    "规则",
    "本室自定的校验规则，一行一条。一般选“字段、比较、值”；需要组合条件时在“表达式”一栏书写，如：完成时限 and not 牵头单位。",
    (
        Column("启用", 8, choices=YES_NO), Column("名称", 18), Column("字段", 14, choices=(*FIELDS, *DERIVED)),
        Column("比较", 12, choices=("为空", "不为空", "等于", "不等于", "包含", "不包含", "早于", "晚于", "大于", "小于")),
        Column("值", 16), Column("级别", 8, choices=("错误", "提醒", "提示")), Column("提示", 40), Column("表达式", 40),
    ),
    (
        ("否", "示例：牵头单位必填", "牵头单位", "为空", None, "提醒", "请填写牵头单位", None),
        ("否", "示例：有时限无单位", None, None, None, "提醒", "已写明完成时限，但没有牵头单位", "完成时限 and not 牵头单位"),
    ),
)  # fmt: skip

SCORES = OwnSheet(
    "评分规则",
    "年度考评的评分规则〔八(二)〕，均为本室规则。前四项按做到的比例计分，催办、告诫逐次扣分；可停用、改分值。得分供考评参考，由人决定。",
    (
        Column("启用", 8, choices=YES_NO), Column("指标", 14, choices=("按时反馈", "按时办结", "一次通过", "及时签收", "催办", "告诫")),
        Column("分值", 8, "number"), Column("最多扣分", 10, "number"), Column("说明", 70),
    ),
    (
        ("是", "按时反馈", 40, None, "本年度到期的各次反馈、报告、续报中，在时限以内报送的比例"),
        ("是", "按时办结", 30, None, "本年度到期的办结时限中，在时限以内报告办结的比例；批准延期的以新的时限为准"),
        ("是", "一次通过", 20, None, "已审核的事项中，没有退回重办的比例"),
        ("是", "及时签收", 10, None, "本年度交办的事项中，在签收工作日以内签收的比例"),
        ("是", "催办", 1, 10, "每发一次督查催办单扣分；作废的不计"),
        ("是", "告诫", 3, 15, "每发一次督查告诫单扣分；作废的不计"),
    ),
)  # fmt: skip

REMINDERS = OwnSheet(
    "提醒规则",
    "哪些情形发提醒邮件、提前和间隔几个工作日、摘要哪天发（本室规则）。不想发的，“启用”改为“否”；留空的按“设置”表。",
    (
        Column("启用", 8, choices=YES_NO), Column("提醒", 14, choices=(*REASONS, *DIGESTS)), Column("提前工作日", 12, "number"),
        Column("间隔工作日", 12, "number"), Column("发送日", 18), Column("说明", 70),
    ),
    (
        ("是", "超期", None, None, None, "超过时限仍未反馈；间隔留空的，按“设置”表的“提醒间隔工作日”"),
        ("是", "重报", None, None, None, "退回重办，尚未重新报送"),
        ("是", "临期", None, None, None, "即将到期；提前留空的，从亮黄灯之日起（“设置”表的“预警工作日”）"),
        ("是", "续报", None, None, None, "续报时写明的下次报告日期将到〔七(二)〕"),
        ("是", "定期报送", None, None, None, "按月、季、半年、年报送的，本期将到"),
        ("是", "待签收", None, None, None, "超过“设置”表的“签收工作日”仍未签收"),
        ("是", "新交办", None, None, None, "交办后两个工作日内，只提醒一次"),
        ("是", "处室摘要", None, None, "星期一", "发给各联系处室：所联系单位的事项〔六(三)〕；发送日可填“每个工作日”，或几个星期几，用顿号隔开"),
        ("是", "督查室摘要", None, None, "每个工作日", "发给“设置”表的“督查室邮箱”，没有填写邮箱的不发"),
        ("是", "副秘书长周报", None, None, "星期一", "分管副秘书长每人一页，发给“设置”表的“副秘书长邮箱”；没有填写的发给督查室邮箱，由督查室转呈"),
    ),
)  # fmt: skip

SETTINGS = OwnSheet(
    "设置",
    "督办工具的设置。只改“值”一栏。",
    (Column("项目", 20), Column("值", 24), Column("说明", 70)),
    (
        ("办公室名称", "市政府督查室", "用于文书落款和邮件署名"),
        ("联系电话", None, "用于文书和邮件中的联系方式"),
        ("台账着色", "是", "按灯的颜色给事项整行着色；填“否”不着色，台账原有底色不受影响"),
        ("预警工作日", 3, "到期前几个工作日亮黄灯"),
        ("到期顺延", "是", "按日、按月计算的期限，最后一日不是工作日的顺延至下一工作日（本室规则，参照民法典第203条）；写明的日期不顺延"),
        ("首位为牵头", "是", "没有写明牵头单位时，列第一位的为牵头单位"),
        ("反馈方式", "牵头汇总", "牵头汇总：由牵头单位统一反馈；分别反馈：各单位分别反馈"),
        ("签收工作日", 1, "交办后几个工作日未签收，列入电话催收"),
        ("超期催办工作日", 1, "超期满几个工作日，建议发催办单（本室规则）"),
        ("催办后告诫工作日", 5, "催办单发出后满几个工作日仍未反馈，建议发告诫单（本室规则）"),
        ("提醒间隔工作日", 3, "同一事项同一情形，隔几个工作日可再次提醒"),
        ("仅工作日提醒", "是", "填“否”则节假日也发提醒"),
        ("免打扰日期", None, "这些日子不发邮件，如：2026-12-24、2026-12-30至2027-01-02"),
        ("允许邮件域名", None, "邮件只发往这些域名，用顿号隔开；留空则以单位通讯录中的邮箱域名为准"),
        ("督查室邮箱", None, "收督查室摘要；副秘书长没有填写邮箱的，周报也发到这里，由督查室转呈"),
        ("副秘书长邮箱", None, "称呼和邮箱，如：李副秘书长 li@office.example，几位之间用分号隔开；称呼与“单位通讯录”的“分管副秘书长”一致"),
        ("邮件附件", None, "提醒可随附的文件，用顿号隔开：督办通知、交办单、催办单、告诫单（均为已签发的，各附一次），反馈表（供单位填报，每封都附）；留空不带附件"),
        ("涉密误报", None, "人工核实为误报的单元格，如：督查台账!C12，用顿号隔开"),
        ("发送电脑", None, "只有这台电脑发送邮件，其他电脑只显示；首次由人工发送时自动登记"),
        ("台账标识", None, "由工具填写，请勿修改"),
        ("已用编号", None, "由工具填写：年度结转时上年度编到的号，新编号接着往下编，不重复"),
        ("字段对应", None, "由工具填写：纳管时指定的“字段=表头”对应关系"),
    ),
    answers={"台账着色": YES_NO, "到期顺延": YES_NO, "首位为牵头": YES_NO, "仅工作日提醒": YES_NO, "反馈方式": ("牵头汇总", "分别反馈")},
)  # fmt: skip

OWN_SHEETS: tuple[OwnSheet, ...] = (
    DASHBOARD, FINDINGS, UNITS, EVENTS, RECEIVED, REGISTER, INTAKE, PLAN, HOLIDAYS, LIMITS, RULES, REMINDERS, SCORES, SETTINGS,
)  # fmt: skip
BY_NAME: dict[str, OwnSheet] = {sheet.name: sheet for sheet in OWN_SHEETS}
