# Completion of crm for fish; crm itself says the words.  'crm completion fish' prints this.

function __crm_words
    set -l before (commandline -opc)
    set -e before[1]
    set -l word (commandline -ct)
    set -l plain (string unescape -- $word)
    and set word $plain
    crm --complete fish $before "$word" 2>/dev/null
end

complete -c crm -f -k -a '(__crm_words)'
