" Files of crm's language.  Written by docs/generate.py: do not edit it.
autocmd BufRead,BufNewFile *.crm setfiletype crm
