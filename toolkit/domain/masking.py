"""Citizens' traces taken out of a text that leaves the ledger (matters of 四(七): 市长信箱, 12345热线, 人民来信).

Telephone numbers, identity and card numbers, e-mail addresses and house numbers go entirely; of a name the family
name stays (张某某). A name is only masked where the words around it show that it is one, so 群众满意 stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

STARS = "****"

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛"
    "闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤葛阎樊庄殷施翟倪耿邢柯洪纪俞祁章鲁梅焦霍颜詹费聂甘欧岳骆舒卞苗尤柳鲍屈裴蓝涂路季关左辛穆柴荣包管安祝牛"
)
_COMPOUND = r"欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木"
_SURNAME = rf"(?:{_COMPOUND}|[{_SURNAMES}])"
_HAN = "\u4e00-\u9fff"
_TELLER = r"来信人|来电人|来访人|写信人|发件人|投诉人|反映人|举报人|信访人|诉求人|申请人|求助人|当事人|联系人|联络人|反馈人|姓名|户主|业主"
_ANYBODY = rf"(?:{_TELLER}|市民|网民|网友|群众|居民|村民|住户|租户|职工|员工|家长|患者|司机|乘客|学生)"
_SAYS = r"反映|反应|来信|来电|来访|投诉|举报|咨询|求助|诉求|建议|表示|称|诉|说|提出|询问|等人|等[一二三四五六七八九十\d]|之[妻夫子女父母]|本人|的"
_TITLE = r"先生|女士|小姐|太太|大爷|大娘|大妈|大叔|阿姨"
_WORDS = (
    r"曾(?:多次|经|向|于|在)|向|关[心注切爱系于]|安[全置装心居宁保排]|方[便面式案]|路[线面灯口段]|周[边围末一二三四五六日]|陆续|程[度序]|杜绝|范围|许[多可]"
    r"|何[时种处]|严[重格厉]|施工|江苏|季度|马[路上]|金额|钱款|夏[季天]|田[地间]|林地|石油|雷雨|洪[水涝]|毛[坯病]|白天|包[括含]|管[理道辖网]|武装|左[右侧转]"
    r"|柴油|牛奶|顾虑|任[何务]|董事|石材|钟点|雷电|黄[土泥]|白[色领]|叶片|金属|余[热款]|万|段时间|史上|纪[念律]|祁|尹|某"
)
"""Ordinary words that begin like a family name."""

_WHO = rf"(?!{_WORDS})({_SURNAME})"
_NAMES: tuple[tuple[re.Pattern[str], str], ...] = (
    # 联系人:张小明  姓名:欧阳小明
    (re.compile(rf"((?:{_TELLER})(?:姓名)?\s*[:：]\s*)(?!某)({_COMPOUND}|[{_HAN}])[{_HAN}·]{{1,5}}?(?=[^{_HAN}·]|$|电话|手机|住址|地址|联系)"), r"\1\2某某"),
    # 市民张小明反映  来信人李四(…)
    (re.compile(rf"({_ANYBODY}\s*){_WHO}[{_HAN}]{{1,2}}?(?={_SAYS}|{_TITLE}|老人|师傅|同学|[(（]|\s*[\d*])"), r"\1\2某某"),
    (re.compile(rf"((?:{_TELLER})\s*){_WHO}[{_HAN}]{{1,2}}?(?=[,，。;；、]|\s|$|电话|手机|住址|地址|系|住|家住|于)"), r"\1\2某某"),
    # 张小明先生
    (re.compile(rf"{_WHO}(?!{_SURNAME}(?:{_TITLE}))[{_HAN}]{{1,2}}?({_TITLE})"), r"\1某某\2"),
)  # fmt: skip

_MORE = re.compile(rf"(某某[、和及]){_WHO}[{_HAN}]{{1,2}}?(?={_SAYS}|[、和及,，。;；(（]|\s|$|等)")
"""The next name of a list whose first was masked."""

_DIGIT_EDGE, _DIGIT_END = r"(?<![\dA-Za-z])", r"(?!\d)"
_SEP = r"[-\s\u2010-\u2015－]?"
_NUMBERS: tuple[re.Pattern[str], ...] = (
    re.compile(r"[\w.+-]{1,64}\s{0,2}[@＠]\s{0,2}[\w-]{1,63}(?:[.．][\w-]{1,63}){1,8}", re.ASCII),
    re.compile(rf"{_DIGIT_EDGE}\d{{6}}{_SEP}\d{{8}}{_SEP}\d{{3}}[\dXxＸｘ]{_DIGIT_END}"),  # identity card
    re.compile(rf"{_DIGIT_EDGE}(?:\d{{16,19}}|\d{{4}}(?: \d{{4}}){{3}}(?: \d{{1,3}})?){_DIGIT_END}"),  # bank card
    re.compile(rf"{_DIGIT_EDGE}\d{{15}}{_DIGIT_END}"),  # identity card of the first generation
    re.compile(rf"(?<!\d)(?:[+＋]?86{_SEP})?[1１][3-9３-９]\d(?:{_SEP}\d{{4}}){{2}}{_DIGIT_END}"),  # mobile
    re.compile(rf"(?<!\d)(?:[+＋]?86{_SEP})?[1１][3-9３-９]\d{{2}}{_SEP}\d{{3}}{_SEP}\d{{4}}{_DIGIT_END}"),  # mobile, 4-3-4
    re.compile(rf"(?<!\d)[(（]?[0０]\d{{2,3}}[)）]?{_SEP}\d{{7,8}}(?:{_SEP}\d{{1,4}})?{_DIGIT_END}"),  # landline with its area
    re.compile(
        rf"(?<=电话|手机|号码|方式|座机)((?:号码?|是|为)?\s?[:：]?\s?)\d[\d\s-]{{5,20}}\d{_DIGIT_END}"
    ),  # whatever is called one
)
_PLACE = "[路街巷弄道里村区园苑寓庄城府湾庭院镇乡屯社厦阁楼湖岛]"
_NUMBER = r"(?:[0-9０-９]{1,5}(?:[-－][0-9０-９]{1,5}){0,3}|[一二三四五六七八九十百零〇]{1,5}|[A-Za-z][0-9０-９]{0,4})"
_HOUSE_UNIT = r"(?:号楼|号院|号门|号|幢|栋|座|单元|楼|层|室|户|弄|组|队|墩)"
_TAIL = rf"(?:[-－][0-9０-９]+|[附之]?{_NUMBER}\s*{_HOUSE_UNIT}|[0-9０-９]{{3,4}}(?![0-9０-９年月日]))*"
_ADDRESS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(rf"(?<={_PLACE})\s*{_NUMBER}\s*号(?:楼|院|门)?(?![线令文台会桥闸泵井机地]){_TAIL}"),
        "**号",
    ),  # 幸福路12号3幢501室
    (re.compile(rf"(?<=[村社屯庄])\s*{_NUMBER}\s*[组队](?![织长伍]){_TAIL}"), "**组"),  # 某村三组12号
    (
        re.compile(rf"(?<={_PLACE})\s*[0-9]{{1,3}}[-－](?:[0-9]{{1,2}}[-－])?[0-9]{{3,4}}(?![0-9年月日万亿米个名家户人])"),
        "**号",
    ),  # 某小区3-2-501
    (re.compile(rf"{_NUMBER}(?:号楼|幢|栋|座)\s*(?:{_NUMBER}单元)?\s*[0-9０-９]{{2,5}}(?:室|户)?"), "**室"),
    (re.compile(rf"{_NUMBER}单元\s*[0-9０-９]{{2,5}}(?:室|户)?"), "**室"),
    (re.compile(r"[0-9０-９]{3,5}室"), "**室"),
)
_WORTH = re.compile(rf"\d{{3}}|[@＠]|{_NUMBER}\s*{_HOUSE_UNIT}|{_ANYBODY}|{_TITLE}")


@lru_cache(maxsize=16384)
def mask_citizen(text: str) -> str:
    """A text without what identifies a citizen; what is not recognised stays. Never raises, and masks a masked text no further.

    来信人张小明(13800000000)家住幸福路12号3幢501室 -> 来信人张某某(****)家住幸福路**号.
    """
    if not _WORTH.search(text):
        return text
    for pattern in _NUMBERS:
        text = pattern.sub(lambda found: (found[1] if found.re.groups else "") + STARS, text)
    for pattern, kept in (*_ADDRESS, *_NAMES):
        text = pattern.sub(kept, text)
    while (masked := _MORE.sub(r"\1\2某某", text)) != text:
        text = masked
    return text
