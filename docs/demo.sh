#!/bin/sh
# The main job in a minute: build a web cluster in a cib.xml file, review it, commit it, change it.
# Arguments: the crm to use, and the folder to make anew for the files.
set -eu
crm=${1:-.venv/bin/crm}
folder=${2:-demo}

say() {
    printf '\n# %s\n' "$*"
}

# Print a command as one would type it, then run it.
run() {
    printf '$ %s' "$crm"
    for word; do
        case $word in
        *[!A-Za-z0-9_./:=@%+,-]*) printf " '%s'" "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    "$crm" "$@"
}

rm -rf "$folder"
mkdir -p "$folder"

cat >"$folder/cib.xml" <<'END'
<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" admin_epoch="0" epoch="1" num_updates="0">
  <configuration>
    <crm_config/>
    <nodes>
      <node id="1" uname="node1.magedu.com"/>
      <node id="2" uname="node2.magedu.com"/>
    </nodes>
    <resources/>
    <constraints/>
  </configuration>
  <status/>
</cib>
END

cat >"$folder/web.crm" <<'END'
configure
primitive webip ocf:heartbeat:IPaddr params ip=192.168.41.222 nic=eth0 cidr_netmask=24 iflabel=eth0:0
primitive webstore ocf:heartbeat:Filesystem \
    params device=192.168.41.128:/web/htdocs directory=/var/www/html fstype=nfs \
    op start timeout=60 op stop timeout=60
primitive httpd lsb:httpd
group webservice webip webstore httpd
verify
diff
commit
END

cat >"$folder/order.crm" <<'END'
delete webservice
colocation httpd_with_webstore inf: httpd webstore
colocation webstore_with_webip inf: webstore webip
order webstore_before_httpd mandatory: httpd webstore
order webip_before_httpd mandatory: httpd webip
rsc_defaults resource-stickiness=200
verify
diff
commit
END

cib=$folder/cib.xml

say "A cluster of two nodes, with nothing configured yet:"
run -c "$cib" configure show

say "One-liners commit at once:"
run -c "$cib" configure property stonith-enabled=false
run -c "$cib" configure property no-quorum-policy=ignore

say "A command file: it checks, shows what the commit would change, and commits."
cat "$folder/web.crm"
echo
run -c "$cib" -f "$folder/web.crm"

say "What is configured now:"
run -c "$cib" configure show

say "Constraints in place of the group, from standard input:"
cat "$folder/order.crm"
printf '\n$ %s -c %s configure <%s\n' "$crm" "$cib" "$folder/order.crm"
"$crm" -c "$cib" configure <"$folder/order.crm"

say "An argument arrives as it was typed; the '#' needs the quotes of your shell:"
run -c "$cib" configure location webip_on_node1 webip rule 100: '#uname' eq node1.magedu.com

say "The result, checked once more, as text and as the XML that Pacemaker reads:"
run -c "$cib" configure verify
run -c "$cib" configure show
run -c "$cib" configure show xml webstore webip_on_node1

say "A mistake is pointed at, and nothing is written:"
run -c "$cib" configure primitve spare ocf:heartbeat:Dummy && exit 1

say "Go on by hand:  $crm -c $cib"
