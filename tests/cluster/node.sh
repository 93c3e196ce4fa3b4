#!/bin/sh
# PID 1 of a node of a test cluster: when it dies, the kernel ends every process of the node.
# Arguments: the state folder, the node's number, its address.
state=$1
node=$2
address=$3

cat >/dev/null # ends when the network cable has been plugged in
hostname "node$node"
ip link set lo up
ip address add "$address/24" dev eth0
ip link set eth0 up

disk=$state/node$node
mount --bind "$disk/corosync.conf.d" /etc/corosync
mount --bind "$disk/hosts" /etc/hosts
mount --bind "$disk/passwd" /etc/passwd
mount --bind "$disk/group" /etc/group
mount --bind "$disk/corosync" /var/lib/corosync
mount --bind "$disk/pacemaker" /var/lib/pacemaker
mount --bind "$disk/log" /var/log
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /dev/shm
mkdir -p /run/crm /run/lock /run/resource-agents /var/log/corosync /var/log/pacemaker
mkdir -p /var/lib/pacemaker/cib /var/lib/pacemaker/pengine /var/lib/pacemaker/blackbox
chown -R hacluster:haclient /run/crm /var/lib/pacemaker /var/log/pacemaker
ln -s "$state/fencing" /run/fencing
for user in alice bob; do
    install -d -o "$user" -g "$user" "/run/home/$user"
done

corosync -f &
tries=0
until corosync-cfgtool -s >/dev/null 2>&1 || [ $((tries += 1)) -gt 200 ]; do
    sleep 0.05
done
pacemakerd -f &
echo $! >/run/pacemakerd.pid

while :; do
    sleep 3600
done
