"""The one expression column of the 规则 sheet: a small, bounded part of Jinja's language, in its sandbox.

Allowed: names of fields, constants, comparisons, and/or/not, in, arithmetic on numbers, slices, a few filters, tests and
text methods. Not allowed: other calls (hence no range()), powers, filters with arguments (but round(2)), and anything longer
than 300 characters or nested deeper than 20; products are for numbers only, texts do not grow past 10,000 characters.
So an expression costs microseconds whatever the cells hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from toolkit.domain.checks.comparison import RuleError

LONGEST = 300
DEEPEST = 20
NUMBERS = (int, float)
BIGGEST = 1e15
GROWN = 10_000
"""Characters to which texts may be put together."""
PLACES = range(10)
"""What round() may be told: its negative counts would build numbers of so many digits."""

_FILTERS = frozenset({"length", "count", "trim", "upper", "lower", "int", "float", "string", "abs", "round", "first", "last"})
_TESTS = frozenset({"none", "string", "number", "odd", "even", "in", "divisibleby", "eq", "ne", "lt", "le", "gt", "ge"})
_METHODS = frozenset({"startswith", "endswith"})
_NODES = (
    nodes.Const, nodes.Name, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Mul,
    nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos, nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Getattr,
    nodes.Getitem, nodes.Slice, nodes.Call, nodes.List, nodes.Tuple,
)  # fmt: skip

Expression = Callable[[Mapping[str, object]], object]


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "%", "+"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator != "+":
            for side in (left, right):
                if isinstance(side, str | list | tuple) or (isinstance(side, NUMBERS) and abs(side) > BIGGEST):
                    raise SecurityError("乘法和取余只用于一般大小的数")
        elif isinstance(left, str) and isinstance(right, str) and len(left) + len(right) > GROWN:
            raise SecurityError(f"文字相加后超过{GROWN}字")
        return super().call_binop(context, operator, left, right)


_SANDBOX = _Sandbox(undefined=StrictUndefined, autoescape=False)
_SANDBOX.globals.clear()


def compile_expression(text: str, known: frozenset[str]) -> tuple[Expression, tuple[str, ...]]:
    """A text -> (a function of {name: value}, the names it uses in order); RuleError names what is not understood.

    known: the names that may be used.
    """
    if len(text) > LONGEST:
        raise RuleError(f"表达式过长（{len(text)}字），最多{LONGEST}字；请拆成几条规则")
    try:
        names = _names(_parse(text))
        compiled = _SANDBOX.compile_expression(text, undefined_to_none=False)
    except (TemplateError, SyntaxError, RecursionError) as problem:
        raise RuleError(f"表达式写法有误（{problem}）；标点和引号请用半角") from problem
    unknown = [name for name in names if name not in known]
    if unknown:
        raise RuleError(f"表达式中的“{unknown[0]}”不是字段名；文字请加半角引号，字段名见使用说明")
    return compiled, names


def _parse(text: str) -> nodes.Node:
    parser = Parser(_SANDBOX, text, state="variable")
    tree = parser.parse_expression()
    if not parser.stream.eos:
        raise RuleError(f"表达式到“{parser.stream.current}”处就断了，缺少and、or或比较符号")
    return nodes.Output([tree])


def _names(tree: nodes.Node) -> tuple[str, ...]:
    _bounded(tree, 0)
    found: dict[str, None] = {}
    for node in tree.find_all(nodes.Expr):
        if not isinstance(node, _NODES):
            raise RuleError("表达式只能用比较、and/or/not、in、加减乘除和少数函数，不能用乘方、拼接等写法")
        if isinstance(node, nodes.Name):
            found[node.name] = None
        elif isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            raise RuleError(f"表达式不能使用“|{node.name}”")
        elif isinstance(node, nodes.Filter) and not _plain_filter(node):
            raise RuleError(f"表达式中的“|{node.name}”不能带参数，只有round可写小数位数，如round(2)")
        elif isinstance(node, nodes.Test) and node.name not in _TESTS:
            raise RuleError(f"表达式不能使用“is {node.name}”")
        elif isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Getattr):
            raise RuleError("表达式不能调用函数")
        elif isinstance(node, nodes.Getattr) and node.attr not in _METHODS:
            raise RuleError(f"表达式不能使用“.{node.attr}”")
    return tuple(found)


def _plain_filter(node: nodes.Filter) -> bool:
    """Whether a filter has no arguments, or is round with a small count of places."""
    if node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
        return False
    if node.name != "round" or not node.args:
        return not node.args
    places = node.args[0]
    return len(node.args) == 1 and isinstance(places, nodes.Const) and type(places.value) is int and places.value in PLACES


def _bounded(node: nodes.Node, depth: int) -> None:
    if depth > DEEPEST:
        raise RuleError("表达式括号套得太深；请拆成几条规则")
    for child in node.iter_child_nodes():
        _bounded(child, depth + 1)
