"""Citizens' names in a text, recognised by a family name with a cue on either side 〔四(七)〕.

A name is a family name and one or two characters. It counts where the words around it say that a person is meant
(市民…反映, …（电话, 关于…同志) and its beginning is no ordinary word (高速, 方案, 路灯), part of one (道路, 责任) or an
office (安监局). Rather a word too many is masked than a name let out; what no word around it shows stays.
"""

from __future__ import annotations

import re

from toolkit.domain.mailing.namewords import COMPOUND, ENDINGS, NO_GIVEN, OPENINGS, SURNAMES, TAILS

TELLER = (
    "来信人|来电人|来访人|写信人|发件人|投诉人|反映人|举报人|信访人|诉求人|申请人|求助人|当事人|联系人|联络人|反馈人|上访人|被举报人|被投诉人|署名"
    "|姓名|户主|业主|房东|店主|车主|负责人|法定代表人"
)
"""Words that a name follows at once, with or without a colon."""

PEOPLE = (
    rf"(?:{TELLER}|市民|网民|网友|群众|居民|村民|住户|租户|商户|农户|农民|职工|员工|工人|家长|患者|病人|司机|乘客|学生|同学|教师|老师|医生|邻居|邻家"
    "|支书|书记|主任|会计|村长|组长|队长|站长|所长|校长|院长|局长|经理|老板|父亲|母亲|丈夫|妻子|儿子|女儿|爱人|老伴|亲属|家属|本人|我叫|我是|名叫|老人|原告|被告)"
)
TITLE = "先生|女士|小姐|太太|大爷|大娘|大妈|大叔|阿姨|同志|老人|师傅|同学"
_HAN = "\u4e00-\u9fff"
_NAME = rf"(?P<who>{'|'.join(COMPOUND)}|[{SURNAMES}])"
_REACH = r"(?:联系)?(?:电话|手机|号码|身份证|微信|QQ|\*{4}|1[3-9]\d)"
_STRONG = (
    r"反映|反应|来信|来电|来访|投诉|举报|求助|信访|上访|诉求|致信|致电|写信|报警|实名|等[一二三四五六七八九十几多数\d]+[人户名位]|等人|之[妻夫子女父母]|夫妇|夫妻|父子|母子|父女|母女|一家"
    rf"|{TITLE}|\s*[，,、:：（(]?\s*{_REACH}|[，,（(]\s*[男女](?:[，,、；;。)）]|$)"
)
"""Whoever is followed by one of these is a person, wherever in the sentence."""
_SAYS = "咨询|建议|表示|称|诉|说|提出|询问|认为|希望|要求|请求|发现|申请|家住|现住|户籍"
_OF = "的(?:房|住|工资|父|母|妻|孩|儿子|女儿|丈夫|信访|诉求|来信|来电|投诉|举报|反映|遭遇|权益)"
_ON = (
    rf"{_SAYS}|[^{_HAN}]|$|等|的|家|户|住|系|在|将|把|被|对|向|因|就|于|与|和|及|从|以|为|是|有|无|不|未|没|已|曾|私自|私搭|违|占[用地道]|擅自|强行|涉嫌|拖欠|欠|侵占|非法"
    "|长期|多次|再次|一直|利用|经营|殴打|提供|购买|办理|出租|承包|家中|房屋|名下|持有|患|去世|死亡|受伤|本人|同时|又|也"
)
"""How a sentence may go on behind a person who was announced."""
_GIVEN = rf"(?:[{_HAN}]{{1,2}}?(?={_STRONG})|[{_HAN}]{{2}}(?={_ON})|[{_HAN}](?={_ON}))"
_EDGE = rf"(?:(?<![{_HAN}A-Za-z0-9])|(?<=反映)|(?<=接到)|(?<=收到)|(?<=关于)|(?<=由)|(?<=据)|(?<=为))"
_CUED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{PEOPLE}\s*(?:姓名)?\s*[:：]?\s*{_NAME}{_GIVEN}",
        rf"(?:关于|反映|举报|投诉|叫做|其父|其母|其子|其女|其妻|其夫)\s*{_NAME}{_GIVEN}",
        rf"{_NAME}[{_HAN}]{{1,2}}?(?={_STRONG})",
        rf"{_EDGE}{_NAME}[{_HAN}]{{1,2}}?(?={_SAYS}|{_OF})",
    )
)  # fmt: skip
_LABEL = re.compile(
    rf"((?:{TELLER})(?:姓名)?\s*[:：]\s*)(?!某)({'|'.join(COMPOUND)}|[{_HAN}])(?:某?[{_HAN}·]{{1,5}}?)(?=[^{_HAN}·]|$|电话|手机|住址|地址|联系)"
)
"""联系人：张小明; behind a colon anything is a name."""
_NEXT = re.compile(rf"某某[、和及与]\s*{_NAME}[{_HAN}]{{1,2}}?(?={_STRONG}|{_ON})")
"""The next name of a list whose first was masked."""
_BEFORE = re.compile(rf"{_NAME}[{_HAN}]{{1,2}}(?=[、和及与](?:{'|'.join(COMPOUND)}|[{SURNAMES}])某某)")
"""The name before it."""
_OFFICES = frozenset("局办委厅院部处科室所队")
_PLACES = frozenset("港庄村湾口沟河营屯集界楼堡坡岭坪坝桥巷圩宅园台岛墩")


def mask_names(text: str) -> str:
    """A text in which each name that is recognised became its family name and 某某: 市民张三丰投诉 -> 市民张某某投诉."""
    text = _LABEL.sub(lambda found: found[0] if found[0][-1] in _OFFICES else f"{found[1]}{found[2]}某某", text)
    for pattern in _CUED:
        text = _masked(pattern, text)
    for pattern in (_NEXT, _BEFORE):
        while "某某" in text and (masked := _masked(pattern, text)) != text:
            text = masked
    return text


def _masked(pattern: re.Pattern[str], text: str) -> str:
    pieces, done, at = [], 0, 0
    while found := pattern.search(text, at):
        if _is_name(text, found.start("who"), found.end("who"), found.end()):
            pieces += [text[done : found.end("who")], "某某"]
            done = at = found.end()
        else:
            at = found.start() + 1
    return "".join([*pieces, text[done:]])


def _is_name(text: str, start: int, given: int, end: int) -> bool:
    """Whether what looks like a name, family name from start, given name from given to end, is not an ordinary word."""
    if text[given : given + 2] in NO_GIVEN or text[given] == "某":
        return False
    if text[given] == "家" and text[given + 1 : given + 2] in _PLACES:
        return False
    if given - start == 1 and (text[start : start + 2] in OPENINGS or text[max(start - 1, 0) : given] in ENDINGS):
        return False
    return text[end - 1] not in TAILS
