"""Parameters that many commands have: declared once, so that each means the same everywhere."""

from crmsh_py.commands.declare import Parameter, flag
from crmsh_py.grammar.kinds import Kind

WAIT = flag("--wait", "wait until the cluster has done it")
SHOW_SECRETS = flag("--show-secrets", "show the values of secrets, not '******'")
JSON = flag("--json", "print records as JSON, one a line")
DIFF = flag("--diff", "only show what would change")
MINE = flag("--mine", "of what clashes, take what was changed here")
THEIRS = flag("--theirs", "of what clashes, take what others changed")

RESOURCE = Parameter("resource", Kind.RESOURCE, required=True, meaning="id of a resource")
RESOURCES = Parameter(
    "resources", Kind.RESOURCE, many=True, required=True, meaning="ids, patterns (web*) or tag:ID"
)
PRIMITIVE = Parameter(
    "resource", Kind.RESOURCE, required=True, tags=("primitive",), meaning="id of a primitive"
)
NODE = Parameter("node", Kind.NODE, required=True, meaning="name of a node")
NODES = Parameter("nodes", Kind.NODE, many=True, meaning="names of nodes, default this one")
SELECTION = Parameter(
    "selection", Kind.SELECTION, many=True, meaning="ids, patterns, type:TYPE, related:ID, changed"
)
NAMES_AND_VALUES = Parameter(
    "words",
    Kind.VALUE,
    word="<name> [<value>]",
    many=True,
    placed=True,
    verbatim=True,
    meaning="NAME VALUE or NAME=VALUE to set, else names",
)
SET_DELETE_SHOW = Parameter(
    "verb", choices=("set", "delete", "show"), required=True, meaning="what to do with it"
)
LIFETIME = Parameter(
    "lifetime", Kind.DATE, word="<lifetime>", meaning="how long it is to last: PT1H, or a date"
)
