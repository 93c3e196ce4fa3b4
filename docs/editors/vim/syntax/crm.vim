" Vim syntax file: the language of crm.  Written by docs/generate.py: do not edit it.
if exists("b:current_syntax")
  finish
endif
syntax case ignore
syntax iskeyword @,48-57,192-255,_,-,.
syntax keyword crmChoice Stopped
syntax keyword crmChoice Started
syntax keyword crmChoice Promoted
syntax keyword crmChoice Unpromoted
syntax keyword crmChoice Master
syntax keyword crmChoice Slave
syntax keyword crmChoice Mandatory
syntax keyword crmChoice Optional
syntax keyword crmChoice Serialize
syntax keyword crmChoice start
syntax keyword crmChoice promote
syntax keyword crmChoice demote
syntax keyword crmChoice stop
syntax keyword crmChoice true
syntax keyword crmChoice false
syntax keyword crmChoice monitor
syntax keyword crmClause _rsc_set_
syntax keyword crmClause attributes
syntax keyword crmClause deny
syntax keyword crmClause docker
syntax keyword crmClause lifetime
syntax keyword crmClause meta
syntax keyword crmClause network
syntax keyword crmClause op
syntax keyword crmClause op_meta
syntax keyword crmClause op_params
syntax keyword crmClause operations
syntax keyword crmClause params
syntax keyword crmClause podman
syntax keyword crmClause port-mapping
syntax keyword crmClause read
syntax keyword crmClause rkt
syntax keyword crmClause rule
syntax keyword crmClause select
syntax keyword crmClause storage
syntax keyword crmClause storage-mapping
syntax keyword crmClause to
syntax keyword crmClause utilization
syntax keyword crmClause write
syntax keyword crmOperator lt
syntax keyword crmOperator gt
syntax keyword crmOperator lte
syntax keyword crmOperator gte
syntax keyword crmOperator eq
syntax keyword crmOperator ne
syntax keyword crmOperator defined
syntax keyword crmOperator not_defined
syntax keyword crmOperator and
syntax keyword crmOperator or
syntax keyword crmOperator date
syntax keyword crmOperator in_range
syntax keyword crmOperator date_spec
syntax keyword crmOperator duration
syntax match crmComment "^\s*#.*$"
syntax region crmString start=+"+ skip=+\\"+ end=+"+
syntax region crmString start=+'+ end=+'+
syntax match crmName "\%(^\|\s\)\@1<=\$\?[[:alnum:]_][^[:blank:]=\"']*="
syntax match crmReference "\%(^\|\s\)\@1<=@[[:alnum:]_.-]\+"
syntax match crmScore "\%(^\|\s\)\@1<=\%([+-]\?\%(\d\+\|inf\|infinity\)\|advisory\|mandatory\|Mandatory\|Optional\|Serialize\):\ze\%(\s\|$\)"
syntax match crmAgent "\<\%(heartbeat\|service\|stonith\|systemd\|upstart\|nagios\|lsb\|ocf\):[[:alnum:]_.:@/-]\+"
syntax match crmMask "\*\{6}"
syntax match crmContinued "\\\s*$"
syntax match crmLevel "^/\?\%(maintenance\|cibstatus\|configure\|corosync\|resource\|template\|cluster\|convert\|options\|node\|cib\|ra\)\ze\%(\s\|$\)"
syntax match crmCommand "^\%(check-frequency\|manage-children\|sort-elements\|colorscheme\|constraints\|maintenance\|skill-level\|status-attr\|utilization\|add-quotes\|check-mode\|clearstate\|completion\|operations\|attribute\|catalogue\|failcount\|heartbeat\|providers\|unmigrate\|add-node\|corosync\|del-node\|modgroup\|simulate\|unmanage\|validate\|classes\|cleanup\|explain\|migrate\|promote\|refresh\|reprobe\|restart\|standby\|untrace\|upgrade\|action\|commit\|delete\|demote\|editor\|filter\|health\|import\|locate\|manage\|online\|origin\|output\|quorum\|reload\|rename\|schema\|scores\|secret\|status\|ticket\|unmove\|verify\|apply\|check\|clear\|erase\|fence\|graph\|pager\|param\|ready\|reset\|start\|trace\|unban\|unset\|back\|copy\|diff\|edit\|exit\|help\|info\|lint\|list\|load\|meta\|move\|quit\|redo\|rhcs\|save\|show\|stop\|undo\|wait\|ban\|bye\|cib\|end\|fmt\|get\|mon\|new\|off\|run\|set\|use\|why\|cd\|ls\|on\|op\|rm\|up\)\ze\%(\s\|$\)"
syntax match crmStatement "^\%(fencing-topology\|fencing_topology\|rsc_defaults\|rsc_template\|collocation\|op_defaults\|acl_target\|colocation\|rsc_ticket\|acl_group\|primitive\|location\|property\|monitor\|bundle\|master\|alert\|clone\|group\|order\|node\|role\|user\|tag\|xml\|ms\)\ze\%(\s\|$\)" nextgroup=crmId skipwhite
syntax match crmStatement "^\%(primitive\|rsc_template\)\ze\s" nextgroup=crmOwnId skipwhite
syntax match crmId "[^[:blank:]=:]\+\ze\%(\s\|$\)" contained
syntax match crmOwnId "[^[:blank:]=:]\+\ze\%(\s\|$\)" contained nextgroup=crmAgent,crmReference skipwhite
syntax match crmAgent "[^@[:blank:]][^[:blank:]=]*\ze\%(\s\|$\)" contained
highlight default link crmStatement Statement
highlight default link crmCommand Statement
highlight default link crmLevel PreProc
highlight default link crmClause Keyword
highlight default link crmId Identifier
highlight default link crmOwnId Identifier
highlight default link crmAgent Type
highlight default link crmChoice Constant
highlight default link crmScore Number
highlight default link crmOperator Operator
highlight default link crmName Label
highlight default link crmReference Identifier
highlight default link crmString String
highlight default link crmComment Comment
highlight default link crmMask SpecialComment
highlight default link crmContinued Special
let b:current_syntax = "crm"
