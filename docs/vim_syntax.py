# ruff: noqa: INP001 - a part of the script that writes the documents
"""The syntax of the language for vim, from the tables of the grammar."""

from collections.abc import Iterable

from crmsh_py.assist.marks.forms import FORMS
from crmsh_py.commands import levels
from crmsh_py.grammar.agents import CLASSES
from crmsh_py.grammar.statements import ALIASES, STATEMENTS
from crmsh_py.grammar.words import (
    ACTIONS,
    COMPARISONS,
    ORDER_KINDS,
    ROLES,
    UNARY,
)

_HEAD = """\
" Vim syntax file: the language of crm.  Written by docs/generate.py: do not edit it.
if exists("b:current_syntax")
  finish
endif
syntax case ignore
syntax iskeyword @,48-57,192-255,_,-,.
"""
_PATTERNS = r"""
syntax match crmComment "^\s*#.*$"
syntax region crmString start=+"+ skip=+\\"+ end=+"+
syntax region crmString start=+'+ end=+'+
syntax match crmName "\%(^\|\s\)\@1<=\$\?[[:alnum:]_][^[:blank:]=\"']*="
syntax match crmReference "\%(^\|\s\)\@1<=@[[:alnum:]_.-]\+"
"""
_WORD = r"[^[:blank:]=:]\+\ze\%(\s\|$\)"
_DEFINING = r"primitive\|rsc_template"
"""Statements that name an agent behind their id."""
_LINKS = {
    "Statement": "Statement",
    "Command": "Statement",
    "Level": "PreProc",
    "Clause": "Keyword",
    "Id": "Identifier",
    "OwnId": "Identifier",
    "Agent": "Type",
    "Choice": "Constant",
    "Score": "Number",
    "Operator": "Operator",
    "Name": "Label",
    "Reference": "Identifier",
    "String": "String",
    "Comment": "Comment",
    "Mask": "SpecialComment",
    "Continued": "Special",
}


def syntax() -> str:
    """Return the syntax file."""
    statements = [*STATEMENTS, *ALIASES]
    either = _either(statements)
    every = {word for form in FORMS.values() for word in form.clauses} - set(statements)
    clauses = sorted(word for word in every if word not in "()[]{}")
    operators = (*COMPARISONS, *UNARY, "and", "or", "date", "in_range", "date_spec", "duration")
    lines = [
        _HEAD.rstrip("\n"),
        *_keywords("Choice", (*ROLES, *ORDER_KINDS, *ACTIONS, "true", "false", "monitor")),
        *_keywords("Clause", clauses),
        *_keywords("Operator", operators),
        _PATTERNS.strip("\n"),
        rf'syntax match crmScore "\%(^\|\s\)\@1<=\%({_score()}\):\ze\%(\s\|$\)"',
        rf'syntax match crmAgent "\<\%({_either(CLASSES)}\):[[:alnum:]_.:@/-]\+"',
        r'syntax match crmMask "\*\{6}"',
        r'syntax match crmContinued "\\\s*$"',
        rf'syntax match crmLevel "^/\?\%({_either(_level_names())}\)\ze\%(\s\|$\)"',
        rf'syntax match crmCommand "^\%({_either(_commands())}\)\ze\%(\s\|$\)"',
        rf'syntax match crmStatement "^\%({either}\)\ze\%(\s\|$\)" nextgroup=crmId skipwhite',
        rf'syntax match crmStatement "^\%({_DEFINING}\)\ze\s" nextgroup=crmOwnId skipwhite',
        rf'syntax match crmId "{_WORD}" contained',
        rf'syntax match crmOwnId "{_WORD}" contained nextgroup=crmAgent,crmReference skipwhite',
        r'syntax match crmAgent "[^@[:blank:]][^[:blank:]=]*\ze\%(\s\|$\)" contained',
        *(f"highlight default link crm{name} {group}" for name, group in _LINKS.items()),
        'let b:current_syntax = "crm"',
    ]
    return "\n".join(lines) + "\n"


def _keywords(name: str, words: Iterable[str]) -> list[str]:
    return [f"syntax keyword crm{name} {word}" for word in dict.fromkeys(words)]


def _either(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first: vim takes the first that fits."""
    return r"\|".join(sorted(dict.fromkeys(words), key=lambda one: (-len(one), one)))


def _score() -> str:
    kinds = r"\|".join(ORDER_KINDS)
    return rf"[+-]\?\%(\d\+\|inf\|infinity\)\|advisory\|mandatory\|{kinds}"


def _level_names() -> list[str]:
    return [one for one in levels.LEVELS if one != levels.ROOT]


def _commands() -> list[str]:
    found = {word for name in levels.LEVELS for word in levels.load(name).words()}
    return [one for one in found - {*STATEMENTS, *ALIASES} if one.replace("-", "").isalnum()]


FILETYPE = """\
" Files of crm's language.  Written by docs/generate.py: do not edit it.
autocmd BufRead,BufNewFile *.crm setfiletype crm
"""


def vim_files() -> dict[str, str]:
    """Return the files for vim: their places in its folder, and what they hold."""
    return {"syntax/crm.vim": syntax(), "ftdetect/crm.vim": FILETYPE}
