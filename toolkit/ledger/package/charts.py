"""Native bar charts and the drawing that holds them, as the XML of their parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.ledger.package import xmlscan

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DRAW = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PLACE = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_INK = '<a:solidFill><a:srgbClr val="262626"/></a:solidFill><a:latin typeface="宋体"/><a:ea typeface="宋体"/>'


@dataclass(frozen=True, slots=True)
class BarChart:
    """One series of bars. labels, values: areas of the workbook ('看板'!$B$3:$B$7); cached: what they hold now;
    colours: of each bar, or one for all; place: columns and rows it covers, 0-based (left, top, right, bottom).
    """

    title: str
    labels: str
    values: str
    cached: Sequence[tuple[str, float]]
    colours: Sequence[str]
    place: tuple[int, int, int, int]


def chart_part(chart: BarChart) -> bytes:
    """A whole chart part; numbers stand at the end of each bar, so that it can be read without its colours."""
    single = len(chart.colours) == 1
    points = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>{_fill(colour)}</c:spPr></c:dPt>'
        for at, colour in enumerate(chart.colours)
    )
    names = "".join(f'<c:pt idx="{at}"><c:v>{xmlscan.text(name)}</c:v></c:pt>' for at, (name, _) in enumerate(chart.cached))
    numbers = "".join(f'<c:pt idx="{at}"><c:v>{value:g}</c:v></c:pt>' for at, (_, value) in enumerate(chart.cached))
    count = f'<c:ptCount val="{len(chart.cached)}"/>'
    series = (
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:spPr>{_fill(chart.colours[0])}</c:spPr><c:invertIfNegative val="0"/>{"" if single else points}'
        f'<c:dLbls><c:numFmt formatCode="General" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr>{_text(1000)}</c:txPr>'
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{xmlscan.text(chart.labels)}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{xmlscan.text(chart.values)}</c:f><c:numCache><c:formatCode>General</c:formatCode>{count}{numbers}</c:numCache>"
        "</c:numRef></c:val></c:ser>"
    )
    axes = (
        '<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:txPr>{_text(900)}</c:txPr><c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="0"/></c:catAx><c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        '<c:delete val="1"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )
    title = (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr lang="zh-CN" sz="1200" b="1">{_INK}</a:rPr>'
        f'<a:t>{xmlscan.text(chart.title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
    return (
        f'{_HEAD}<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAW}" xmlns:r="{xmlscan.RELS}"><c:roundedCorners val="0"/><c:chart>{title}'
        '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/><c:axId val="111"/><c:axId val="222"/></c:barChart>{axes}</c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    ).encode()


def drawing_part(charts: Sequence[BarChart]) -> bytes:
    """A whole drawing part with one frame a chart; the n-th chart is its relation rIdn."""
    frames = "".join(_frame(number, chart) for number, chart in enumerate(charts, 1))
    return f'{_HEAD}<xdr:wsDr xmlns:xdr="{_PLACE}" xmlns:a="{_DRAW}">{frames}</xdr:wsDr>'.encode()


def _frame(number: int, chart: BarChart) -> str:
    left, top, right, bottom = chart.place
    corner = "<xdr:col>{}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    return (
        f"<xdr:twoCellAnchor><xdr:from>{corner.format(left, top)}</xdr:from><xdr:to>{corner.format(right, bottom)}</xdr:to>"
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{number + 1}" name="{xmlscan.attribute(chart.title)}" '
        f'descr="{xmlscan.attribute(chart.title)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" xmlns:r="{xmlscan.RELS}" r:id="rId{number}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln w="6350"><a:solidFill><a:srgbClr val="595959"/></a:solidFill></a:ln>'


def _text(size: int) -> str:
    return f'<a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}">{_INK}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p>'
