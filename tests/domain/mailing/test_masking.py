"""群众信息: what identifies a citizen stays in the ledger (四(七))."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.mailing.masking import mask_citizen


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("来信人张小明(13800000000)家住幸福路12号3幢501室", "来信人张某某(****)家住幸福路**号"),
        ("市民张小明反映路面积水，电话：138-0000-0000", "市民张某某反映路面积水，电话：****"),
        ("联系人：欧阳小明，联系电话 0518-85800000", "联系人：欧阳某某，联系电话 ****"),
        ("联系人：王小明、李小红", "联系人：王某某、李某某"),
        ("姓名：李四 手机１３８１２３４５６７８", "姓名：李某某 手机****"),
        ("投诉人曾小明反映", "投诉人曾某某反映"),
        ("王小二女士来电", "王某某女士来电"),
        ("市民张小明等5人来信", "市民张某某等5人来信"),
        ("身份证号320706198001011234", "身份证号****"),
        ("身份证号32070619800101123X", "身份证号****"),
        ("身份证320706800101123", "身份证****"),
        ("卡号6222021100000000000", "卡号****"),
        ("+86 138 1234 5678", "****"),
        ("1381 234 5678", "****"),
        ("（0518）85800000转801", "****转801"),
        ("联系电话：85800000", "联系电话：****"),
        ("邮箱 zhang.san@x.example 收", "邮箱 **** 收"),
        ("幸福小区12号楼2单元501室漏水", "幸福小区**号漏水"),
        ("家住苍梧小区3-2-501", "家住苍梧小区**号"),
        ("某某村三组12号", "某某村**组"),
        ("3幢2单元501室", "**室"),
        ("2单元501", "**室"),
        ("505室", "**室"),
    ],
)
def test_masked(text: str, masked: str) -> None:
    """Numbers, addresses and names that the words around them show to be such."""
    assert mask_citizen(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "市长信箱第2022-118号:小区周边夜间施工扰民",
        "12345热线:某路段积水反复投诉",
        "建议第31号：增设学校周边斑马线",
        "连政办发〔2019〕23号",
        "群众满意度提升，惠及1200户，新建12栋楼",
        "群众关心的热点，居民周边的道路，关爱老人，方便女士办事",
        "来信人曾多次向有关部门反映",
        "投资12345678元，20220731前完成",
        "2206-320700-04-01-123456",
        "地铁1号线，G204国道12号桥，某区2号令，开发区2022-2023年度",
        "解放路12",
        "某镇1座水库",
        "来信人张某某",
        "王女士来电，张先生来信",
        "联系人：某某",
        "",
    ],
)
def test_left_alone(text: str) -> None:
    """Document numbers, amounts, counts, dates and plain words stay as they are."""
    assert mask_citizen(text) == text


@given(st.text() | st.text(alphabet="来信人张小明反映：、路号室单元0138-@x.女士", max_size=30))
def test_any_text(text: str) -> None:
    """Any text is masked without an exception, and whatever stands around it a mobile number is gone."""
    mask_citizen(text)
    assert "13800000000" not in mask_citizen(f"{text}，电话13800000000，{text}")


@pytest.mark.parametrize("piece", ["1", "一", "a.", "路1号", "来信人张", "1 ", "姓名: "])
def test_long_cells(piece: str) -> None:
    """The longest cell that Excel holds is masked in no time, without runaway patterns."""
    assert mask_citizen(piece * (32767 // len(piece))) is not None
