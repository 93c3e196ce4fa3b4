"""Codes of problems with the language."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "syntax-error": Code(
        ExitStatus.DATA_ERROR,
        "The statement is not as the language has it. The message names what was expected at the"
        " caret; 'help COMMAND' shows the whole form.",
    ),
    "unclosed-quote": Code(
        ExitStatus.DATA_ERROR,
        "A quotation mark opens at the caret and is not closed before the line ends.",
    ),
    "unfinished-continuation": Code(
        ExitStatus.DATA_ERROR,
        "The text ends in a backslash, which announces a further line that is not there.",
    ),
    "typographic-character": Code(
        ExitStatus.DATA_ERROR,
        "A typographic quotation mark, a full-width character or an invisible one stands outside"
        " quotes, as happens to text copied from web pages. Type the plain character, or put the"
        " value in plain quotes if it really is meant.",
    ),
    "pasted-prompt": Code(
        ExitStatus.DATA_ERROR,
        "The line begins with a prompt such as 'crm(live)configure#', copied along with the"
        " command. Remove the prompt.",
    ),
    "comment-in-statement": Code(
        ExitStatus.DATA_ERROR,
        "A comment line stands inside a statement that is continued over several lines."
        " Move it above the statement.",
    ),
    "undecodable-text": Code(
        ExitStatus.DATA_ERROR, "The file is not UTF-8 text: it is binary, or in another encoding."
    ),
    "invalid-id": Code(
        ExitStatus.DATA_ERROR,
        "An id begins with a letter or '_' and holds only letters, digits, '.', '-' and '_'"
        " (it becomes an XML ID).",
    ),
    "malformed-xml": Code(
        ExitStatus.DATA_ERROR, "The XML is not well-formed. The message says where reading stopped."
    ),
    "malformed-json": Code(
        ExitStatus.DATA_ERROR,
        "The text is no JSON, or an object of it has a key twice. The message says where reading"
        " stopped.",
    ),
    "unexpected-json": Code(
        ExitStatus.DATA_ERROR,
        "The JSON is not a list of statements as 'show --format json' writes them. The message"
        " begins with the place, such as $[3].clauses[0].keyword: the fourth statement, its first"
        " clause. docs/json.md describes the form.",
    ),
    "forbidden-xml": Code(
        ExitStatus.DATA_ERROR,
        "The XML has a document type declaration or entities, or elements a hundred levels deep"
        " in each other. A CIB has none of these; entities are never expanded. Take them out.",
    ),
    "not-a-cib": Code(
        ExitStatus.DATA_ERROR,
        "The file is XML, but not a CIB: its root is not <cib>, or it has no <configuration>.",
    ),
    "masked-value": Code(
        ExitStatus.DATA_ERROR,
        "A value reads '******', as 'show' prints secrets, and the configuration has no value of"
        " that name to keep. Type the real value, or use 'save', which writes it.",
    ),
}
