"""When two unit names are the same: 市发改委 = 市发展改革委 = 市发展和改革委员会, by the abbreviations that offices use."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Unit:
    """A name as typed (half-width, without spaces); is_class: it stands for several units (各县区, 市直有关单位)."""

    name: str
    is_class: bool = False


_SHORT: tuple[tuple[str, str], ...] = (
    (r"中共(?=[\u4e00-\u9fff]*[省市区县]?委)", ""), (r"共青团([\u4e00-\u9fff]{0,4}[省市区县])委(?:员会)?", r"团\1委"),
    (r"(?<=[省市区县])(?:人民)?政府(?=国有资产|国资委|外事|外办|侨务|侨办)", ""), (r"人力社保", "人社"), ("城市管理(?:综合)?行政执法", "城管执法"),
    ("外事办公室", "外办"), ("侨务办公室", "侨办"), ("消防救援", "消防"), ("国防动员", "国动"), ("人民防空", "人防"), ("政策研究室", "政研室"),
    ("金融工作", "金融"), (r"发展[和与]?改革", "发改"), (r"工业[和与]?信息化", "工信"), (r"人力资源[和与]?社会保障", "人社"), (r"住房(?:[和与]|保障和)?城乡建设", "住建"),
    (r"自然资源[和与]?规划", "资规"), (r"规划[和与]?自然资源", "资规"), (r"自规(?=局)", "资规"), ("交通运输", "交通"), ("生态环境保护", "生态环境"),
    (r"文化(?:广电|广播电视)?(?:体育)?[和与]?旅游", "文旅"), ("文[广体]旅", "文旅"), (r"卫生[和与]?健康", "卫健"), ("退役军人事务", "退役军人"),
    ("应急管理", "应急"), ("市场监督管理", "市监"), ("市场监管", "市监"), ("医疗保障", "医保"), (r"科学技术(?=局|厅|部|委)", "科技"),
    ("城市管理", "城管"), ("综合行政执法", "综合执法"), ("国有资产监督管理", "国资"), ("机关事务管理", "机关事务"), ("政务服务管理", "政务服务"),
    ("大数据管理", "大数据"), (r"地方金融(?:监督管理|监管)", "金融监管"), (r"民族[和与]?宗教(?:事务)?", "民宗"), ("行政审批服务局", "行政审批局"),
    ("妇女联合会", "妇联"), ("残疾人联合会", "残联"), ("工商业联合会", "工商联"), ("文学艺术界联合会", "文联"), ("归国华侨联合会", "侨联"),
    ("科学技术协会", "科协"), ("红十字会", "红会"), (r"供销合作(?:总社|社)", "供销社"), (r"公共资源交易(?:管理)?中心", "公共资源中心"),
    (r"委?机构编制委员会办公室", "编办"), ("委编办", "编办"), (r"委?网络安全和信息化委员会办公室", "网信办"), ("委网信办", "网信办"),
    (r"委?精神文明建设(?:指导)?委员会办公室", "文明办"), ("住房公积金管理中心", "公积金中心"), ("中级人民法院", "中院"), ("人民法院", "法院"),
    ("人民检察院", "检察院"), ("人民政府", "政府"), ("街道办事处", "街道"), ("街道办$", "街道"), ("经济技术开发区", "经开区"),
    ("高新技术产业开发区", "高新区"), ("管理委员会", "管委会"), ("委员会", "委"), ("办公室", "办"), (r"(?:股份)?有限(?:责任)?公司", "公司"),
    ("集团公司$", "集团"),
)  # fmt: skip
"""Full wording -> short wording, in the order of use."""

_REFORMED: tuple[tuple[str, str], ...] = (
    (r"环保局|环境保护局", "生态环境局"), (r"国土(?:资源)?局|规划局", "资规局"), (r"卫生计生委|卫计委|卫生局|计生委", "卫健委"),
    (r"工商(?:行政管理)?局|质监局|质量技术监督局|食药监局|食品药品监督(?:管理)?局", "市监局"), (r"安监局|安全生产监督(?:管理)?局", "应急局"),
    (r"农委|农业局|扶贫办|乡村振兴局", "农业农村局"), (r"文广新局|旅游局|旅发委|文化局", "文旅局"), (r"经信委|经信局|经贸委", "工信局"),
    (r"房管局|建设局|城建局|城乡建设局", "住建局"), (r"教委$", "教育局"), (r"法制办", "司法局"), (r"物价局|粮食局", "发改委"), (r"大数据局|数据管理局", "数据局"),
    (r"审批局|政务办|政务服务局", "行政审批局"), (r"人防办", "国动办"), (r"劳动局|人事局", "人社局"), (r"水务局", "水利局"), (r"招商局", "商务局"),
)  # fmt: skip
"""Offices before the reforms of institutions (机构改革) -> who most likely took over; for suggestions only."""
_RULES = tuple((re.compile(pattern), short) for pattern, short in _SHORT)
_LEVELS = "省市区县州旗"
ANY_DEPARTMENTS = "直"
"""The key of 各部门 without a level; 市直部门 has the key 市直."""
_PUNCTUATION = re.compile(r"[\s.,;:、。·\"'“”‘’\-—]+")
_BRACKET = re.compile(r"\([^()]*\)$")
_CLASS_WORD = re.compile(r"各|有关|相关|所有|其他|全[省市区县体]?|人民政府|政府|管理委员会|管委会|[()、/和及与,]")
_TOWN_OFFICE = re.compile(r"街道(?:办事处|办)")
_DEPARTMENTS = re.compile(r"^([省市区县州]?)(?:级|直属?)?(?:部门|单位|机关|部?委办局|企事业单位)*$")


def plain(name: str) -> str:
    """A name in half width without spaces and loose punctuation."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name))


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """The short wording of a unit name; equal keys mean the same unit within one address book. Never raises."""
    key = plain(name)
    for pattern, short in _RULES:
        key = pattern.sub(short, key)
    return key


def successors(key: str) -> tuple[str, ...]:
    """The keys of offices that may have taken over from one of before the reforms: 市环保局 -> 市生态环境局."""
    return tuple(name_key(re.sub(old, new, key)) for old, new in _REFORMED if re.search(old, key))


def seats(key: str) -> tuple[str, ...]:
    """How a place and who governs it stand for one another: 东海县 = 东海县政府, 高新区 = 高新区管委会."""
    place = re.sub("(?<=[市县区])(?:政府|管委会)$", "", key)
    if place != key:
        return (place,)
    return (f"{key}政府", f"{key}管委会") if len(key) > 2 and key[-1] in "县区" else ()


def without_note(key: str) -> str:
    """A key without the bracket at its end: 高新园(邹区镇) -> 高新园, 教育局(体卫科) -> 教育局."""
    return _BRACKET.sub("", key) or key


def level(key: str) -> str:
    """The bare level a key starts with (市 of 市财政局), "" if there is none."""
    return key[0] if len(key) > 2 and key[0] in _LEVELS else ""


@lru_cache(maxsize=2048)
def class_key(name: str) -> str:
    """What a class of units comes down to: 各县(市、区)人民政府, 各县区 -> 县区; 市直各有关单位, 市各委、办、局 -> 市直."""
    key = _CLASS_WORD.sub("", _TOWN_OFFICE.sub("街道", plain_class(name)))
    if key in ("县市区", "市县区", "区县", "县区市", "县市", "市区", "区", "县"):
        return "县区"
    departments = _DEPARTMENTS.match(key)
    if departments and key:
        return departments[1] + ANY_DEPARTMENTS
    return {"镇街": "镇街道", "乡镇街": "镇街道", "乡镇街道": "镇街道", "乡镇": "镇"}.get(key, key)


def plain_class(name: str) -> str:
    """A class name in half width without spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split())
