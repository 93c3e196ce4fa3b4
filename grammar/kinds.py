"""What a word can stand for: shared by the grammar, by commands without one, by completion.

Needs no pyparsing.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a word stands for; the value is how usage lines and messages call it."""

    KEYWORD = "keyword"
    NEW_ID = "<id>"
    SET_ID = "<set id>"
    RESOURCE = "<resource>"
    CHILD = "<primitive or group>"
    PRIMITIVE = "<primitive>"
    OBJECT = "<object id>"
    AGENT = "<agent>"
    NODE = "<node>"
    NODE_NAME = "<node name>"
    PATTERN = "/<regex>/"
    NVPAIR = "<name>=<value>"
    VALUE = "<value>"
    OP_NAME = "<operation>"
    TICKET = "<ticket>"
    FENCED = "<node>:"
    DEVICES = "<device>[,<device>]"
    INDEX = "<number>"
    ACL_ROLE = "<acl role>"
    USER = "<user>"
    RIGHT = "<what>"
    SCORE = "<score>:"
    ORDER_KIND = "<kind>:"
    ROLE = "<role>"
    ACTION = "<action>"
    ATTRIBUTE = "<attribute>"
    OPERATOR = "<operator>"
    DATE = "<date>"
    DATE_FIELD = "<field>=<value>"
    BOOLEAN = "true|false"
    TEXT = "<text>"
    XML = "<xml>"
    INTERVAL = "<interval>[:<timeout>]"
    END = "end of statement"
    # of commands that need no grammar
    SELECTION = "<selection>"
    FILE = "<file>"
    TOPIC = "<topic>"
    PATH = "<level>"
    TEMPLATE = "<template>"
    VALUE_PATH = "<path>"
    SETTING = "<setting>"
    SHADOW = "<shadow>"
