#!/bin/sh
# PID 1 of the room that holds a test cluster: the switch between the nodes, and the fence agent.
# Its end is the end of every process of every node (the kernel sees to it), and with them go
# the networks and mounts.  It ends when its standard input does, so also when the test run dies.
# Arguments: the state folder, and the folder of this script.
set -eu
state=$1
scripts=$2

ip link set lo up
ip link add switch type bridge
ip link set switch up

# Resource agents run as root and make what folders they miss: not on this machine's disk.
mount --bind "$state" "$state"
mount -o remount,bind,ro /

# Pacemaker looks for fence agents in /usr/sbin only: a copy made of links, seen by nobody else.
mkdir "$state/sbin"
mount -o bind,ro /usr/sbin "$state/sbin"
mount -t tmpfs tmpfs /usr/sbin
ln -s "$state"/sbin/* /usr/sbin/
install -m 755 "$scripts/fence_netns" /usr/sbin/fence_netns

: >"$state/room-is-open"
cat >/dev/null
