"""Words of other languages, and slips of this one: what KQL says instead.

Data for hints alone, looked at only when a query is refused.
"""

from __future__ import annotations

from transpile.diagnostics import near

_PROJECT = "'project' picks columns: project a, b"
_SUMMARIZE = "'summarize' aggregates: summarize count() by a"
_GROUPS = "'summarize' groups: summarize count() by a"
_EXTEND = "'extend' computes columns: extend b = a * 2"
_AWAY = "'project-away' leaves columns out: project-away a, b"
_DISTINCT = "'distinct' gives different rows: distinct a, b"
_HEAD = "'take 10' gives any rows, 'top 10 by a' the first ones in an order"
_JOIN = "the kind is a parameter: join kind="
_BINS = "bins are made while grouping: summarize count() by bin(TimeGenerated, 1h)"
_EXTRACT = "extend b = extract(@'pattern (.*)', 1, a); 'parse' reads simple formats"
_EXPAND = "'mv-expand' gives a row for each element: mv-expand a"

# after a pipe, in small letters
OPERATORS = {
    **dict.fromkeys(("select", "fields", "table", "columns"), _PROJECT),
    "from": "a query begins with its table: T | where ...",
    **dict.fromkeys(("stats", "aggregate", "sum"), _SUMMARIZE),
    **dict.fromkeys(("group", "groupby"), _GROUPS),
    "eventstats": "summarize, and join its result back by the same key",
    "streamstats": "sort by ... and a window function: row_number(), row_cumsum(n), prev(a)",
    "having": "'where' filters groups too: summarize n = count() by a | where n > 5",
    "when": "'where' filters rows",
    "if": "'where' filters rows; iff(condition, a, b) chooses a value",
    "regex": "where a matches regex 'pattern'",
    "like": "where a has 'term', or a contains 'text'",
    "in": "where a in ('x', 'y')",
    **dict.fromkeys(("eval", "add", "set"), _EXTEND),
    "let": "a let stands before the query: let n = 5; T | ...; 'extend' computes columns",
    "rename": "'project-rename' takes new = old: project-rename b = a",
    **dict.fromkeys(("drop", "remove"), _AWAY),
    "keep": "'project-keep' keeps columns: project-keep a, b",
    "dedup": "distinct a, b; or the newest row of each: summarize arg_max(TimeGenerated, *) by a",
    **dict.fromkeys(("uniq", "unique"), _DISTINCT),
    **dict.fromkeys(("head", "first"), _HEAD),
    "tail": "'top 10 by TimeGenerated asc' gives the first, 'desc' the last ones",
    "orderby": "'order by' is two words",
    "sortby": "'sort by' is two words",
    **dict.fromkeys(("inner", "innerjoin"), f"{_JOIN}inner (T) on a"),
    **dict.fromkeys(("left", "leftjoin"), f"{_JOIN}leftouter (T) on a"),
    "right": f"{_JOIN}rightouter (T) on a",
    **dict.fromkeys(("full", "outer"), f"{_JOIN}fullouter (T) on a"),
    "append": "'union' puts rows below each other: union T",
    "multisearch": "'union' puts rows below each other: union T, U",
    "inputlookup": "a watchlist is a table: _GetWatchlist('alias')",
    "timechart": "summarize count() by bin(TimeGenerated, 1h) | render timechart",
    "chart": "summarize count() by a | render columnchart",
    **dict.fromkeys(("bin", "bucket"), _BINS),
    **dict.fromkeys(("rex", "extract"), _EXTRACT),
    "spath": "extend b = parse_json(a).name",
    "fillnull": "extend a = coalesce(a, 0), or iff(isempty(a), 'none', a) for texts",
    "transaction": "sort by ..., then row_window_session(...) or 'scan' ties rows into sessions",
    "replace": "extend a = replace_string(a, 'old', 'new')",
    **dict.fromkeys(("split", "makemv"), "extend parts = split(a, ',')"),
    **dict.fromkeys(("explode", "unnest", "flatten"), _EXPAND),
    "pivot": "it is a plugin: evaluate pivot(a)",
    "bag_unpack": "it is a plugin: evaluate bag_unpack(a)",
    "ipv4_lookup": "it is a plugin: evaluate ipv4_lookup(T, a, network)",
    "iplocation": "extend place = geo_info_from_ip_address(a)",
    "exclude": "where not(...), or 'project-away' for columns",
    "comment": "a comment begins with //",
}

_MISSING = "isempty(a) and isnotempty(a) ask whether a text is missing, isnull(a) other values"
_PATTERN = "matches regex 'pattern'"
_CASE = "case(condition, value, condition, value, otherwise)"
_IFF = "iff(condition, value, otherwise), case(...) for more than two"

# where an operator of the expression language, a comma or the end should be, in small letters
INFIX = {
    "like": f"has 'term', contains 'text', startswith 'text' or {_PATTERN}",
    **dict.fromkeys(("rlike", "regexp", "regex"), _PATTERN),
    "ilike": "contains 'text': it takes no notice of case",
    "matches": f"the operator has two words: {_PATTERN}",
    "is": _MISSING,
    "equals": "'==' compares, '=~' without regard to case",
    "eq": "'==' compares",
    "ne": "'!=' is its name",
    "gt": "'>' compares",
    "lt": "'<' compares",
    "mod": "'%' is its sign",
    "xor": "a != b, of two conditions",
    **dict.fromkeys(("when", "end"), _CASE),
    **dict.fromkeys(("then", "else"), _IFF),
    "group": "'by' groups: summarize count() by a",
    "as": "a name stands before its value: name = value",
    "using": "'on' names the key: join (T) on a",
    "having": "'where' filters groups too, after another '|'",
    "contains_any": "has_any ('x', 'y') looks for several terms; join several contains with 'or'",
    "contains_all": "has_all ('x', 'y') looks for several terms; join several contains with 'and'",
    "startswith_any": "join several startswith with 'or'",
    "endswith_any": "join several endswith with 'or'",
    "in_any": "in ('x', 'y') compares with several values",
    "hasany": "'has_any' is its name",
    "hasall": "'has_all' is its name",
    "has_one": "has_any ('x', 'y') looks for any of several terms",
    **dict.fromkeys(("not_in", "notin"), "'!in' is its name"),
    "nothas": "'!has' is its name",
    **dict.fromkeys(("not_contains", "notcontains"), "'!contains' is its name"),
    **dict.fromkeys(("starts_with", "beginswith"), "'startswith' is its name"),
    "ends_with": "'endswith' is its name",
    **dict.fromkeys(("include", "includes"), "'contains' looks for a text"),
    "descending": "'desc' is the word",
    "ascending": "'asc' is the word",
}

_OR_ELSE = "coalesce(a, otherwise); texts are never null: iff(isempty(a), otherwise, a)"
_LENGTH = "strlen(a) of texts, array_length(a) of arrays"
_CONVERT = "tostring(a), tolong(a), todouble(a), todatetime(a)"
_MOVED = "a + 1d, or datetime_add('month', 1, a)"
_FORMATTED = "format_datetime(a, 'yyyy-MM-dd')"
_JOINED = "strcat_array(make_set(a), ', ')"
_IN_RANGE = "ipv4_is_in_range(a, '10.0.0.0/8')"
_PROPERTY = "parse_json(a).name"

# functions that other languages have, in small letters
FUNCTIONS = {
    "if": "iff(condition, value, otherwise)",
    **dict.fromkeys(("ifnull", "nvl"), _OR_ELSE),
    **dict.fromkeys(("isnullorempty", "is_empty", "isblank"), "isempty(a)"),
    **dict.fromkeys(("isnotnullorempty", "not_empty", "isnotblank"), "isnotempty(a)"),
    "is_null": "isnull(a); of texts isempty(a)",
    **dict.fromkeys(("concat", "concatenate"), "strcat(a, b)"),
    **dict.fromkeys(("len", "length"), _LENGTH),
    **dict.fromkeys(("size", "mvcount"), "array_length(a)"),
    **dict.fromkeys(("lower", "lcase"), "tolower(a)"),
    **dict.fromkeys(("upper", "ucase"), "toupper(a)"),
    **dict.fromkeys(("cast", "convert"), _CONVERT),
    "tonumber": "tolong(a) or todouble(a)",
    "tointeger": "toint(a) or tolong(a)",
    "tofloat": "todouble(a)",
    **dict.fromkeys(("getdate", "current_timestamp", "sysdate"), "now()"),
    "today": "startofday(now())",
    **dict.fromkeys(("datediff", "date_diff"), "datetime_diff('day', later, earlier)"),
    **dict.fromkeys(("dateadd", "date_add"), _MOVED),
    "date_trunc": "bin(a, 1h), startofday(a), startofmonth(a)",
    **dict.fromkeys(("date_format", "strftime"), _FORMATTED),
    "strptime": "todatetime(a)",
    "year": "getyear(a)",
    "month": "getmonth(a)",
    "day": "dayofmonth(a), or dayofweek(a)",
    "hour": "hourofday(a)",
    "weekday": "dayofweek(a): 0d is Sunday",
    **dict.fromkeys(("dc", "distinct_count", "countdistinct"), "dcount(a)"),
    **dict.fromkeys(("values", "collect_set"), "make_set(a)"),
    **dict.fromkeys(("list", "array_agg"), "make_list(a)"),
    **dict.fromkeys(("group_concat", "string_agg"), _JOINED),
    **dict.fromkeys(("mean", "average"), "avg(a)"),
    "median": "percentile(a, 50)",
    "mode": "summarize count() by a | top 1 by count_",
    **dict.fromkeys(("std", "stddev"), "stdev(a)"),
    "var": "variance(a)",
    "earliest": "min(TimeGenerated)",
    "latest": "max(TimeGenerated)",
    "first": "take_any(a), or arg_min(TimeGenerated, a) for the earliest",
    "last": "arg_max(TimeGenerated, a) for the latest",
    "maxby": "arg_max(n, a)",
    "minby": "arg_min(n, a)",
    "greatest": "max_of(a, b)",
    "least": "min_of(a, b)",
    "ceil": "ceiling(a)",
    "power": "pow(a, b)",
    **dict.fromkeys(("cidrmatch", "cidr_match"), _IN_RANGE),
    **dict.fromkeys(("regex_match", "regexp_like", "match"), "a matches regex 'pattern'"),
    "regexp_extract": "extract('pattern', 1, a)",
    "regexp_replace": "replace_regex(a, 'pattern', 'new')",
    "replace_all": "replace_string(a, 'old', 'new')",
    **dict.fromkeys(("instr", "charindex"), "indexof(a, 'text')"),
    "left": "substring(a, 0, 3)",
    "right": "substring(a, strlen(a) - 3)",
    "mid": "substring(a, 3, 2)",
    "ltrim": "trim_start(@'\\s+', a)",
    "rtrim": "trim_end(@'\\s+', a)",
    **dict.fromkeys(("json_extract", "json_value", "get_json_object"), _PROPERTY),
    "array_contains": "set_has_element(a, value)",
    "base64_decode": "base64_decode_tostring(a)",
    "md5": "hash_md5(a)",
    "sha1": "hash_sha1(a)",
    "sha256": "hash_sha256(a)",
    # `join inner (T) on a` reads as a call
    **{
        kind: f"{_JOIN}{kind} (T) on a"
        for kind in ("inner", "innerunique", "leftouter", "rightouter", "fullouter", "leftanti")
    },
}

# types as other languages call them, in small letters
TYPES = {
    **dict.fromkeys(("text", "str", "varchar", "char", "ip"), "string"),
    "number": "long or real",
    "numeric": "decimal",
    "integer": "int or long",
    "bigint": "long",
    "float": "real",
    **dict.fromkeys(("list", "array", "json", "object", "bag"), "dynamic"),
    "timestamp": "datetime",
    **dict.fromkeys(("interval", "duration"), "timespan"),
    "uuid": "guid",
}
ALL_TYPES = "types: bool, datetime, decimal, dynamic, guid, int, long, real, string, timespan"

_CALLED = (
    "ago bin count dcount isempty isnotempty isnull isnotnull make_list make_set materialize max "
    "min not notempty sum tolower tostring toscalar toupper tolong toint todatetime"
)
# functions that are often written like words, without parentheses
CALLED = frozenset(_CALLED.split())
# the operators that most queries need
COMMON_OPERATORS = (
    "where, extend, project, summarize, join, union, sort, top, take, distinct, count, parse, "
    "mv-expand, ..."
)


def type_hint(name: str) -> str:
    """What a type is called in KQL."""
    small = name.lower()
    if small in ALL_TYPES.replace(",", "").split():
        return f"its name is written small: {small}"
    if small in TYPES:
        return f"its name here is {TYPES[small]}"
    return near(name, ALL_TYPES.removeprefix("types: ").split(", ")) or ALL_TYPES
