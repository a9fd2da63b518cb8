"""Small wrong changes of a function's syntax tree, such as a tired person makes."""

import ast

_COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_SIGNS = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not", ast.And: "and", ast.Or: "or", ast.Add: "+", ast.Sub: "-",
}  # fmt: skip
_SWAPS = {ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add}


def changes_of(function):
    """(node, what happens to it in words, a function that does it) for each place in `function`."""
    for node in _inside(function):
        for kinds, changes in _CHANGES:
            if isinstance(node, kinds):
                yield from ((node, *change) for change in changes(node))


def _inside(function):
    """Nodes of the body; default values and annotations are read once, when the module is."""
    for statement in function.body:
        yield from ast.walk(statement)


def _comparisons(node):
    for place, operator in enumerate(node.ops):
        other = _COMPARISONS[type(operator)]
        words = f"{_SIGNS[type(operator)]} → {_SIGNS[other]} in {_short(node)}"
        yield words, _item_setter(node.ops, place, other())


def _operators(node):
    if other := _SWAPS.get(type(node.op)):
        words = f"{_SIGNS[type(node.op)]} → {_SIGNS[other]} in {_short(node)}"
        yield words, _setter(node, "op", other())


def _conditions(node):
    yield f"not ({_short(node.test)})", _setter(node, "test", ast.UnaryOp(ast.Not(), node.test))


def _constants(node):
    if type(node.value) in (int, bool):
        other = (not node.value) if type(node.value) is bool else node.value + 1
        yield f"{node.value} → {other}", _setter(node, "value", other)


def _returns(node):
    if _says_something(node.value):
        yield f"return {_short(node.value)} → None", _setter(node, "value", ast.Constant(None))


def _calls(node):
    if isinstance(node.value, ast.Call):
        yield f"without {_short(node.value)}", _setter(node, "value", ast.Constant(None))


_CHANGES = [
    (ast.Compare, _comparisons),
    ((ast.BoolOp, ast.BinOp), _operators),
    ((ast.If, ast.IfExp, ast.While), _conditions),
    (ast.Constant, _constants),
    (ast.Return, _returns),
    (ast.Expr, _calls),
]


def _says_something(value):
    return value is not None and not (isinstance(value, ast.Constant) and value.value is None)


def _short(node):
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 60 else f"{text[:57]}…"


def _setter(node, name, value):
    return lambda: setattr(node, name, value)


def _item_setter(items, place, value):
    return lambda: items.__setitem__(place, value)
