"""Kinds of mutant: each finds, in the syntax tree of a function, what it could change, and the changed text.

A kind is a function of a node and of `text`, which returns a node's source; it yields pairs of the node whose
source is replaced and the new source. Kinds are small faults a programmer makes (DeMillo, Lipton and Sayward
1978, IEEE Computer 11(4)) and faults of this subject: a payment off by one money step, rows lost, weights
left out, a spread doubled.
"""

import ast
import re
from collections.abc import Callable, Iterator

type Text = Callable[[ast.AST], str]
type Changes = Iterator[tuple[ast.AST, str]]
type Kind = Callable[[ast.AST, Text], Changes]

SPREADS = re.compile(r"(spread|sigma|deviation|noise|scale|shock|luck|variance|randomness)")
WEIGHTS = re.compile(r"(weight|share|stake|importance|emphasis|chance|frequency|factor|rate)s?\b")
LOOSER = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
FLIPPED = {ast.Lt: ">", ast.LtE: ">=", ast.Gt: "<", ast.GtE: "<=", ast.Eq: "!=", ast.NotEq: "=="}
SIGNS = {ast.Add: "-", ast.Sub: "+"}
EXTREMES = {"min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum", "floor": "ceil"}


def _part(node: ast.AST, text: Text) -> str:
    """Return the source of a part of a sum or product, in parentheses where it needs them."""
    loose = (ast.BoolOp, ast.Compare, ast.IfExp, ast.BinOp)
    return f"({text(node)})" if isinstance(node, loose) else text(node)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr | ast.List | ast.Tuple) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    )


def flipped_sign(node: ast.AST, text: Text) -> Changes:
    """Change + into − or − into +."""
    if isinstance(node, ast.BinOp) and not (_is_text(node.left) or _is_text(node.right)):
        if sign := SIGNS.get(type(node.op)):
            yield node, f"{text(node.left)} {sign} {_part(node.right, text)}"
    elif isinstance(node, ast.AugAssign) and (sign := SIGNS.get(type(node.op))):
        yield node, f"{text(node.target)} {sign}= {text(node.value)}"


def off_by_one(node: ast.AST, _: Text) -> Changes:
    """Add one to a whole number that is computed with, compared with or counted to."""
    parts: list[ast.AST | None] = []
    match node:
        case ast.BinOp():
            parts = [node.left, node.right]
        case ast.Compare():
            parts = list(node.comparators)
        case ast.Slice():
            parts = [node.lower, node.upper]
        case ast.Call(func=ast.Name(id="range" | "enumerate")):
            parts = [*node.args, *(keyword.value for keyword in node.keywords)]
    for part in parts:
        if isinstance(part, ast.Constant) and type(part.value) is int:
            yield part, str(part.value + 1)


def loosened_comparison(node: ast.AST, text: Text) -> Changes:
    """Let a comparison include, or leave out, the equal case."""
    yield from _compared(node, text, LOOSER)


def flipped_comparison(node: ast.AST, text: Text) -> Changes:
    """Turn a comparison round."""
    yield from _compared(node, text, FLIPPED)


def _compared(node: ast.AST, text: Text, signs: dict[type, str]) -> Changes:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and (sign := signs.get(type(node.ops[0]))):
        yield node, f"{text(node.left)} {sign} {text(node.comparators[0])}"


def lost_rows(node: ast.AST, text: Text) -> Changes:
    """Leave out the first row of a loop, or keep rows that a condition leaves out."""
    match node:
        case ast.For():
            yield node.iter, f"list({text(node.iter)})[1:]"
        case ast.comprehension(ifs=[condition]):
            yield condition, "True"
        case ast.comprehension():
            yield node.iter, f"list({text(node.iter)})[1:]"
        case ast.Call(func=ast.Attribute(value=rows, attr="where" | "focal" | "between")):
            if text(rows) != "np":
                yield node, text(rows)
        case ast.BinOp(op=ast.BitAnd()):
            yield node, text(node.left)


def flat_weights(node: ast.AST, text: Text) -> Changes:
    """Leave a weight out of a product."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        for weight, other in ((node.left, node.right), (node.right, node.left)):
            if WEIGHTS.search(text(weight)):
                yield node, _part(other, text)


def doubled_spread(node: ast.AST, text: Text) -> Changes:
    """Double a spread."""
    parts: list[ast.AST] = []
    if isinstance(node, ast.BinOp):
        parts = [node.left, node.right]
    elif isinstance(node, ast.Call):
        parts = list(node.args)
    for part in parts:
        if isinstance(part, ast.Name | ast.Attribute | ast.Subscript) and SPREADS.search(text(part)):
            yield part, f"(2 * {text(part)})"


def changed_constant(node: ast.AST, _: Text) -> Changes:
    """Double a number that is not whole; nought becomes one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        yield node, repr(2 * node.value or 1.0)


def swapped_arguments(node: ast.AST, text: Text) -> Changes:
    """Swap the first two arguments of a call."""
    if isinstance(node, ast.Call) and len(node.args) >= 2:
        one, other = (text(argument) for argument in node.args[:2])
        if not any(isinstance(argument, ast.Starred) for argument in node.args[:2]):
            rest = [text(part) for part in (*node.args[2:], *node.keywords)]
            yield node, f"{text(node.func)}({', '.join([other, one, *rest])})"


def payment_off_by_one_step(node: ast.AST, text: Text) -> Changes:
    """Change a payment by one money step."""
    match node:
        case ast.Call(func=ast.Attribute(attr="pay"), args=[_, _, amount, *_]):
            yield amount, f"{text(amount)} + 1"


def swapped_extreme(node: ast.AST, text: Text) -> Changes:
    """Take the greatest for the least, or round the other way."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
        name = text(node.func).split(".")[-1]
        if name in EXTREMES:
            yield node.func, text(node.func)[: -len(name)] + EXTREMES[name]


def dropped_condition(node: ast.AST, text: Text) -> Changes:
    """Leave out the last of several conditions, or a 'not'."""
    if isinstance(node, ast.BoolOp):
        yield node, f" {'and' if isinstance(node.op, ast.And) else 'or'} ".join(map(text, node.values[:-1]))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, text(node.operand)


def dropped_statement(node: ast.AST, _: Text) -> Changes:
    """Leave out a statement that does something: a call, or a change of what is kept."""
    match node:
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield node, "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield node, "pass"


KINDS: tuple[Kind, ...] = (
    flipped_sign,
    off_by_one,
    loosened_comparison,
    flipped_comparison,
    lost_rows,
    flat_weights,
    doubled_spread,
    changed_constant,
    swapped_arguments,
    payment_off_by_one_step,
    swapped_extreme,
    dropped_condition,
    dropped_statement,
)
