"""The words of a units cell: labels, verbs, class words, ends of unit names. Half-width text is expected everywhere."""

from __future__ import annotations

import re
from enum import Enum


class Role(Enum):
    """What a label or a verb makes of the names it governs."""

    LEAD = "牵头"
    DUTY = "负责"  # leads where nobody is said to lead
    LISTED = "责任"  # named without a rank
    SUPPORT = "配合"
    NOBODY = "人员"  # persons, telephones, dates: no units


_LEADS = ("牵头", "主办", "主责", "总责", "为主")
_SUPPORTS = ("配合", "协办", "协同", "协助", "协作", "参与", "参加", "会办", "共同责任")
_BY_DUTY = ("职责", "职能", "分工", "各负其责")


def role_of(words: str) -> Role:
    """The role in a label or verb: 牵头责任单位 -> LEAD, 按职责分工配合 -> SUPPORT, 负责 -> DUTY, 责任单位 -> LISTED."""
    leads, supports = any(word in words for word in _LEADS), any(word in words for word in _SUPPORTS)
    if leads or supports:
        return Role.LISTED if leads and supports else Role.LEAD if leads else Role.SUPPORT
    return Role.DUTY if "负责" in words and not any(word in words for word in _BY_DUTY) else Role.LISTED


_ROLE = r"(?:牵头|主办|主责|配合|协办|协同|协助|协作|参与|参加|会办|分办|共同|责任|承办|落实|实施|及|和|、)"
_WHO = r"(?:单位|部门|主体|科室|处室|地区)"
PERSON = (
    r"(?:(?:具体|直接|第一|主要|工作)?(?:责任人|联系人|联络人|联络员|负责人|经办人|承办人)|(?:责任|牵头|分管|包保|挂钩|联系|省|市|县|区|级){0,4}领导"
    r"|联系电话|联系方式|电话|手机|(?:完成|办结|办理)(?:时限|时间|期限)|时间节点|时限)"
)
_ACTION = (
    r"(?:做好[^,;。、()]{1,15}(?:工作|保障|服务)|分别|共同|各自|具体|积极|全力|全面|协同|协助|配合|牵头|负责(?!人)|组织|实施|落实|抓好|做好|抓总|抓|办理|推进|统筹|协调|承办|贯彻|执行"
    r"|参与|工作|到位)"
)
_KIND = r"(?:监管|监督|主管|业务|建设|代建|运营|属地|市直|市级|县级|区级|县区|支持|保障|审批)"
_HOW = r"(?:总(?=牵头|负责)|双(?=牵头)|积极|共同|分别|具体|全力|密切|主动|全面|协同|协助|做好)"
_EDGE = r"(?=[、,;。\s/|()]|$)"
_NO_LATER_ROLE = r"(?![^;。\n]{0,60}(?:配合|牵头|协办|负责|会同))"

LABEL = rf"(?:各|有关|相关|其他|总|第[一二三四1-4])?(?:{_ROLE}|{_KIND}){{0,6}}(?:{_WHO}|(?<=牵头|主办|主责|配合|协办|协同|协助|参与|会办|分办|责任|承办))\s*(?:为|是)?\s*:"
BARE_LABEL = rf"(?:(?<=[、,;。\s/|:])|^){_ROLE}{{1,6}}{_WHO}(?:为|是)?(?!{_ACTION}|[按依]|[、,;。/|]|$)"
AS_ROLE = rf"(?:(?:作为|为|是){_ROLE}{{1,6}}{_WHO}|为主){_EDGE}"
BY_DUTY = rf"(?:按照?|依据?|根据|结合)(?:各自|自身)?(?:工作|部门)?(?:职责|职能|分工|任务)(?:和|及|、)?(?:分工|职责)?(?:要求|范围)?内?{_ACTION}{{0,8}}"
MAIN_VERB = rf"{_HOW}{{0,4}}(?:牵头(?!人|领导)|配合|负责(?!人))(?!{_WHO}|责任){_ACTION}{{0,8}}"
DUTY_TEXT = rf"{_HOW}{{0,4}}负责(?!人){_NO_LATER_ROLE}[^,;。、\s/|:()]*"
EDGE_VERB = (
    rf"(?:{_HOW}|各自|分工){{0,4}}(?:主办|主责|(?<![政科文侨体足记残消老作音美剧])协办|(?<=[局厅府院处])会办|协同|协助|参与|参加|承办|办理|各负其责|负(?:总|主)责|组织实施|实施"
    rf"|贯彻落实|落实(?:属地|主体|监管|管理|工作)*责任|抓好落实|抓落实|落实|推进){_ACTION}{{0,8}}{_EDGE}"
)
ROLE_MARK = rf"(?:第[一二三1-3])?{_ROLE}{{1,6}}{_WHO}?"
ROLE_BRACKET = rf"\({ROLE_MARK}\)"

TOKEN = re.compile(
    rf"(?P<person>{PERSON}\s*:)|(?P<label>{LABEL}|{BARE_LABEL})|(?P<mark>{ROLE_BRACKET})"
    rf"|(?P<verb>{AS_ROLE}|{BY_DUTY}|{DUTY_TEXT}|{MAIN_VERB}|{EDGE_VERB})|(?P<join>会同)"
    r"|(?P<strong>[;。]+)|(?P<comma>,)|(?P<pause>[、/|+&])|(?P<colon>:)|(?P<line>[\r\n\x0b\x0c\x85\u2028\u2029]\s*)|(?P<space>\s+)"
)
"""Everything in a units cell that is not part of a name."""

FRAMED_LABEL = re.compile(rf"[\[【〔]\s*({_ROLE}{{1,6}}{_WHO}?)\s*[\]】〕]\s*:?")
SPLIT_LABEL = re.compile(r"(责任|承办)(单位|部门)\((牵头|配合|协办|主办)\)|(牵头|配合|主办)\((责任|承办)\)(单位|部门)")
SHORT_MARKS = {"(主)": "(牵头)", "(牵)": "(牵头)", "(协)": "(配合)", "(配)": "(配合)"}
LABEL_BRACKET = re.compile(rf"(?:^|(?<=[、,;。\s/|(]))({_ROLE}{{1,6}}{_WHO})\((?!{ROLE_MARK}\))")
"""A label whose names stand in brackets: 牵头单位(甲局)."""
HAS_ROLE = re.compile(r"牵头|会同|配合|负责|协办|主办|(?:单位|部门|主体)\s*:")
NOTE = re.compile(
    r"^(?:以?下同|同下|以?下?简称.*|以下统称.*|统称.*|排名不分先后.*|按.{0,8}(?:排序|为序).*|按照?(?:各自)?职责(?:分工)?"
    r"|.*(?:第一|首位|首个|加粗|带.{1,2}号?|标.{1,3}).{0,4}为(?:牵头|主办)(?:单位|部门)?.*)$",
    re.S,
)
OPEN_LIST = re.compile(
    r"等(?:\d{1,2}|[一二三四五六七八九十]{1,3})?[个家]?(?:省|市|区|县|州)?(?:直属|直|属|级)?(?:有关|相关|责任|成员|职能)*"
    r"(?:部门|单位|国有企业|国企|企业|地区|乡镇|镇街|街道|县区|部门和单位|单位和部门)?$"
)
"""An open end of a list: 等, 等部门, 等市直有关部门, 等5个单位."""

CIRCLED = re.compile(r"[\u2460-\u249b\u3220-\u3229\u2776-\u277f]")
HALF_BRACKET = re.compile(r"(?:^|(?<=[\s、,;。]))\d{1,2}\)")
"""A number with half a bracket: 1) 甲局 2) 乙局."""
ENUMERATOR = re.compile(r"^(?:\d{1,2}[.)]|[一二三四五六七八九十]{1,2}[.)])\s*")
LEAD_IN = re.compile(r"^(?:并?由|以(?![及上下])|请|其中|以及|及(?=各|有关|相关|[省市县区]))(?=..)")
NO_UNIT = frozenset(("无", "暂无", "略", "没有", "空", "待定", "未定", "待明确", "以上单位", "上述单位", "以上部门", "上述部门"))
NUMBER = re.compile(r"\d{1,2}|[\d×*+()-]{6,}")
"""No name by itself: a footnote's number, a telephone number."""

GENERIC = frozenset((
    "委", "办", "局", "部", "厅", "处", "室", "科室", "镇", "乡", "乡镇", "镇街", "街道", "街道办", "街道办事处", "办事处", "区", "县", "市", "旗",
    "县区", "区县", "市区", "园区", "功能区", "管委会", "部门", "单位", "企业", "社区", "村", "场", "农场", "林场", "政府", "人民政府", "有关部门", "相关部门",
    "有关单位", "相关单位", "直属机构", "办公室", "分局", "委员会",
))  # fmt: skip
"""Words that are no unit by themselves: after 各X、 they belong to the class (各委、办、局), after a space to the name."""

_END = (
    r"局|委|办|厅|府|院|(?<!社)会|司|集团|处|街道|镇|乡|区|县|(?<!城)市|中心|部门|单位|企业|(?<!内)(?<!外)部|专班|组|所|站|队|联|学校|馆|台"
    r"|银行|人行|地区|机关|团委"
)
PLACES = frozenset(("县区", "区县", "市区", "镇", "乡", "乡镇", "镇街", "街道", "园区", "功能区", "社区", "村", "企业"))
"""Generic words that stand beside a class instead of ending its name: 有关部门和县区."""
JOINED_BY_PAUSE = (
    GENERIC | {f"{place}{name}" for place in "省市区县镇乡" for name in ("政府", "人民政府")} | {"街道办事处", "直属单位"}
)
"""What may go on a class behind 、: 各委、办、局; 各县、区人民政府."""
CLASS_HEAD = re.compile(r"^.*?(?:各|有关|相关|所有)(?:有关|相关)?|^[省市区县]直?")
UNIT_END = re.compile(rf"(?:{_END}|校|学|园|社|行|厂|矿|港|场|署|室|科|州|旗|电信|移动|联通|铁塔|公安|海关|税务|供电)$")
LIST_END = re.compile(rf"(?:{_END})$")
"""How a full unit name ends where 和, 及, 与 may part two names: 市财政局和市教育局, but not 市文化和旅游局."""
LIST_START = re.compile(r"^(?:各|有关|相关|其他|市|区|县|省|全|驻)")
AND = re.compile(r"以及|[及和与暨]")
GOVERNMENT = re.compile(r"^.{0,4}(?:人民)?政府.")

_CLASS = re.compile(
    r"各(?!界)|主管部门$|职能部门$|^驻.{1,8}单位$|有关|相关|所有|其他|其它|涉及|^全[省市县区]|成员单位$|责任单位$"
    r"|^[省市区县州]?直属?(?:部门|单位|机关|企业|学校|机构|事业单位|机关单位)+$"
    r"|^[省市区县州]?[属直级]?(?:部门|国有公司|国有企业|国企|属企业|属单位|民营企业|驻.{1,3}单位)$"
)


def is_class_name(name: str) -> bool:
    """Whether a name stands for several units by its wording: 各…, 有关…, 市直…, 市国有公司, 镇(街道)."""
    return bool(_CLASS.search(name)) or re.sub(r"[()、/]", "", name) in _BARE_CLASSES


_BARE_CLASSES = frozenset(
    (
        "镇",
        "乡镇",
        "镇街",
        "街道",
        "镇街道",
        "乡镇街道",
        "街道办事处",
        "县区",
        "区县",
        "县市区",
        "部门",
        "单位",
        "企业",
        "园区",
        "社区",
    )
)
